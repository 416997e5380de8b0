// How several planners share the trailheads of one question without asking each other: each begins with a share of its
// own and then goes on with what the others may not have come to.

/**
 * Every trailhead from 0 to `count` − 1 once, in the order in which planner `mine` of `planners` takes it: its own share,
 * each so-many-th, most promising first; then the others' shares from the back, the next planner's first.
 */
export function turnsOf(mine: number, planners: number, count: number): number[] {
  const turns: number[] = [];
  for (let ahead = 0; ahead < planners; ++ahead) {
    const share: number[] = [];
    for (let index = (mine + ahead) % planners; index < count; index += planners) share.push(index);
    turns.push(...(ahead === 0 ? share : share.reverse()));
  }
  return turns;
}
