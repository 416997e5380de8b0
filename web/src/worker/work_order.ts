// In which order a helper takes the trailheads of a task, so that helpers share them without talking to each other: first its
// own share, then what the others may not have done yet.

/**
 * Each number from 0 to `count` − 1 once. A share is every `shares`-th of them. The helper's own comes first, in order: the
 * most promising trailheads have the lowest numbers. The other shares follow from their ends, the next helper's first.
 */
export function workOrder(ownShare: number, shares: number, count: number): number[] {
  const order: number[] = [];
  for (let ahead = 0; ahead < shares; ++ahead) {
    const share: number[] = [];
    for (let index = (ownShare + ahead) % shares; index < count; index += shares) share.push(index);
    order.push(...(ahead === 0 ? share : share.reverse()));
  }
  return order;
}
