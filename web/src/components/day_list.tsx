// The days of the chosen loop, each with the night that ends it. A night pointed at, or with the focus, is shown on the map; it
// can be kept, left out, or moved along the loop.
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import {
  dayColour,
  daysText,
  dayText,
  dryStretches,
  dryText,
  isDry,
  nightName,
  nightText,
  otherSpot,
  waterText,
} from "../format/days";
import { knownFacts, phoneLink, siteName, unknownFacts } from "../format/night_facts";
import { clock, length } from "../format/units";
import { atLeast, climbText } from "../format/words";
import { metresAlong } from "../geo/profile";
import type { Along, Loop, Night, Stage } from "../plan/types";
import { details } from "../state/details";
import { avoidNight, forgetNight, keepNight, keptNights, nightKinds, unit } from "../state/form";
import { askOtherDirection, otherDirection } from "../state/other_direction";
import { pointed } from "../state/selection";

export function DayList({ loop }: { loop: Loop }) {
  const along = details.value?.along ?? [];
  const dry = details.value ? dryStretches(loop, along, metresAlong(loop.geometry, loop.length_m)) : [];
  return (
    <section class="days" aria-label="Day by day">
      <p>
        <strong>{daysText(loop)}</strong>
      </p>
      <ol>
        {loop.stages.map((stage, index) => (
          <li key={stage.from_m} data-day={dayColour(index)}>
            <strong>Day {index + 1}:</strong> {dayText(stage, loop, unit.value)}
            {dry
              .filter(({ from_m }) => from_m >= stage.from_m && from_m < stage.to_m)
              .map((stretch) => (
                <small key={stretch.from_m} data-dry="true">
                  {dryText(stretch, unit.value)}
                </small>
              ))}
            <NightOf stage={stage} />
            {stage.night && <Facts night={stage.night} />}
            {stage.night && <NightButtons loop={loop} night={stage.night} along={along} />}
          </li>
        ))}
      </ol>
      <BothDirections loop={loop} />
      <small>Nights are from the map: ask whether they are open and have room.</small>
    </section>
  );
}

function NightOf({ stage }: { stage: Stage }) {
  const { night } = stage;
  if (!night) return null;
  const show = () => void (pointed.value = { lon: night.lon, lat: night.lat });
  const hide = () => void (pointed.value = null);
  const known = nightText(night, unit.value);
  return (
    <button
      type="button"
      class="night"
      onPointerEnter={show}
      onPointerLeave={hide}
      onFocus={show}
      onBlur={hide}
      onClick={show}
    >
      <span>
        Night: <strong translate={false}>{nightName(night)}</strong>
        <small>
          {known && `${known}; `}
          <span data-dry={isDry(stage)}>{waterText(stage, unit.value)}</span>
        </small>
      </span>
    </button>
  );
}

function Facts({ night }: { night: Night }) {
  const { phone, website } = night;
  const known = knownFacts(night);
  const unknown = unknownFacts(night);
  return (
    <small class="night-facts">
      {known.length > 0 && <span>{known.join(", ")}. </span>}
      {phone !== null && (
        <>
          <a href={phoneLink(phone)} translate={false}>
            {phone}
          </a>{" "}
        </>
      )}
      {website !== null && (
        <>
          <a href={website} target="_blank" rel="noopener noreferrer" translate={false}>
            {siteName(website)}
          </a>{" "}
        </>
      )}
      {unknown.length > 0 && <span>Unknown: {unknown.join(", ")}.</span>}
    </small>
  );
}

/** Each starts a new search: the other nights may then be other ones. */
function NightButtons({ loop, night, along }: { loop: Loop; night: Night; along: readonly Along[] }) {
  const name = nightName(night);
  const chosen = { id: night.id, label: name };
  const isKept = keptNights.value.some(({ id }) => id === night.id);
  const move = (side: "nearer" | "farther") => {
    const spot = otherSpot(loop, night, along, side, nightKinds.value);
    if (!spot) return null;
    const to = nightName({ name: spot.name, kind: spot.night });
    return (
      <button
        type="button"
        class="quiet"
        title={to}
        aria-label={`Next ${side} than ${name}: ${to}`}
        onClick={() => keepNight({ id: spot.id, label: to }, chosen)}
      >
        Next {side}
      </button>
    );
  };
  return (
    <p class="actions">
      <button
        type="button"
        class="quiet"
        aria-pressed={isKept}
        aria-label={`Keep this night: ${name}`}
        onClick={() => (isKept ? forgetNight(chosen) : keepNight(chosen))}
      >
        Keep this night
      </button>
      <button type="button" class="quiet" aria-label={`Not this one: ${name}`} onClick={() => avoidNight(chosen)}>
        Not this one
      </button>
      {move("nearer")}
      {move("farther")}
    </p>
  );
}

/** The days in both directions, once somebody opens it; another loop is asked for while it stays open. */
function BothDirections({ loop }: { loop: Loop }) {
  const isOpen = useSignal(false);
  useEffect(() => {
    if (isOpen.value) void askOtherDirection(loop);
  }, [isOpen.value, loop]);
  return (
    <details
      class="both-directions"
      onToggle={({ currentTarget }) => {
        isOpen.value = currentTarget.open;
      }}
    >
      <summary>Both directions, day by day</summary>
      {isOpen.value && <OtherDirection loop={loop} />}
    </details>
  );
}

function OtherDirection({ loop }: { loop: Loop }) {
  const known = otherDirection.value?.of === loop ? otherDirection.value : null;
  if (known?.problem) {
    return (
      <p class="problem" role="alert">
        {known.problem}{" "}
        <button type="button" class="quiet" onClick={() => void askOtherDirection(loop)}>
          Try again
        </button>
      </p>
    );
  }
  if (!known?.loop) return <p role="status">Reckoning the other way round …</p>;
  if (known.loop.stages.length === 0) {
    return <p>The other way round, the loop cannot be parted into days that keep within the limits.</p>;
  }
  return <DaysBothWays loop={loop} other={known.loop} />;
}

function DaysBothWays({ loop, other }: { loop: Loop; other: Loop }) {
  const u = unit.value;
  const figures = (stage: Stage | undefined, of: Loop) =>
    stage && (
      <>
        {length(stage.length_m, u)}, ↗ {climbText({ ascent_m: stage.ascent_m, climb_unknown_m: of.climb_unknown_m }, u)}
        , {atLeast(of)}
        {clock(stage.time_s)}
        {stage.night && <small translate={false}>{nightName(stage.night)}</small>}
      </>
    );
  const whole = (of: Loop) => `${atLeast(of)}${clock(of.time_s)}`;
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">Day</th>
          <th scope="col">This way</th>
          <th scope="col">The other way</th>
        </tr>
      </thead>
      <tbody>
        {loop.stages.map((stage, index) => (
          <tr key={stage.from_m}>
            <th scope="row">{index + 1}</th>
            <td>{figures(stage, loop)}</td>
            <td>{figures(other.stages[index], other)}</td>
          </tr>
        ))}
        <tr>
          <th scope="row">All</th>
          <td>{whole(loop)}</td>
          <td>{whole(other)}</td>
        </tr>
      </tbody>
    </table>
  );
}
