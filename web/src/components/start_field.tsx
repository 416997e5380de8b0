// The start: a combobox (WAI-ARIA "list autocomplete") over the known places and trailheads. What is typed stays on this
// device.
import { useSignal, useSignalEffect } from "@preact/signals";
import { useRef } from "preact/hooks";
import { meta, startPlaces } from "../state/data";
import { drives, start, startProblem, walkFromStart } from "../state/form";
import type { Place } from "../places/place";
import { folded, parsePosition, searchPlaces } from "../places/search";

/** Sets the start to what is typed, or says why it cannot be used. A field that is only left (`isLeft`) takes a whole name. */
function takeTyped(text: string, best: Place | undefined, isLeft: boolean) {
  if (best && (!isLeft || folded(best.name) === folded(text))) return takePlace(best);
  const position = parsePosition(text);
  if (position) {
    startProblem.value = null;
    start.value = { ...position, label: `${position.lat}, ${position.lon}` };
    return;
  }
  startProblem.value = best
    ? `Choose a place from the list for “${text}”, or click the map.`
    : `No place called “${text}” in this data${meta.value ? ` (${meta.value.name})` : ""}. ` +
      `Try a town or village nearby, or click the map.`;
}

function takePlace({ id, name, lat, lon, isTrailhead }: Place) {
  startProblem.value = null;
  start.value = { lat, lon, label: name, ...(isTrailhead && { trailhead: id }) };
}

/** What the field holds, which places fit, and what its keys do. */
function useCombobox() {
  const typed = useSignal(start.value?.label ?? "");
  const open = useSignal(false);
  const active = useSignal(-1);
  useSignalEffect(() => {
    typed.value = start.value?.label ?? "";
  });

  const close = () => {
    open.value = false;
    active.value = -1;
  };
  const choose = (place: Place) => {
    takePlace(place);
    typed.value = place.name;
    close();
  };
  const take = (isLeft: boolean) => {
    const text = typed.value.trim();
    if (text && text !== start.value?.label) {
      const found = searchPlaces(startPlaces.value, text);
      takeTyped(text, found[Math.max(0, active.value)], isLeft);
      if (start.value && !startProblem.value) typed.value = start.value.label;
    }
    close();
  };
  const onInput = (text: string) => {
    typed.value = text;
    startProblem.value = null;
    open.value = true;
    active.value = -1;
  };
  const moveActive = (step: 1 | -1) => {
    open.value = true;
    const count = searchPlaces(startPlaces.value, typed.value).length;
    if (count > 0) active.value = (Math.max(active.value, step < 0 ? 0 : -1) + step + count) % count;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "ArrowDown") moveActive(1);
    else if (event.key === "ArrowUp") moveActive(-1);
    else if (event.key === "Enter") take(false);
    else if (event.key === "Escape" && open.value) close();
    else return;
    event.preventDefault();
  };
  const matches = open.value ? searchPlaces(startPlaces.value, typed.value) : [];
  return { typed: typed.value, active: active.value, matches, choose, onInput, onKeyDown, onBlur: () => take(true) };
}

export function StartField() {
  const { typed, active, matches, choose, onInput, onKeyDown, onBlur } = useCombobox();
  const input = useRef<HTMLInputElement>(null);
  return (
    <div class="field start">
      <label for="start">Start from</label>
      <div class="combo">
        <input
          id="start"
          ref={input}
          type="text"
          role="combobox"
          autocomplete="off"
          spellcheck={false}
          placeholder="Town, village or trailhead"
          aria-expanded={matches.length > 0}
          aria-controls="start-list"
          aria-autocomplete="list"
          aria-activedescendant={active >= 0 && matches[active] ? `start-${active}` : undefined}
          aria-invalid={startProblem.value !== null}
          aria-describedby="start-note"
          value={typed}
          onFocus={() => input.current?.select()}
          onInput={(event) => onInput(event.currentTarget.value)}
          onKeyDown={onKeyDown}
          onBlur={onBlur}
        />
        <NearMe />
        <Matches matches={matches} active={active} choose={choose} />
      </div>
      <p
        id="start-note"
        class={startProblem.value ? "problem" : "hint"}
        role={startProblem.value ? "alert" : undefined}
      >
        {startProblem.value ?? "Or click the map. What you type stays on this device."}
      </p>
      {start.value && drives(start.value) && (
        <button type="button" class="quiet on-foot" onClick={walkFromStart}>
          Start walking here, without a drive
        </button>
      )}
    </div>
  );
}

interface MatchesProps {
  matches: readonly Place[];
  active: number;
  choose: (place: Place) => void;
}

function Matches({ matches, active, choose }: MatchesProps) {
  return (
    <ul id="start-list" class="options" role="listbox" aria-label="Places and trailheads" hidden={matches.length === 0}>
      {matches.map((place, index) => (
        <li
          key={`${place.kind} ${place.id}`}
          id={`start-${index}`}
          role="option"
          aria-selected={index === active}
          // Keeps the focus in the field, whose blur would close the list before the click.
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => choose(place)}
        >
          <span>{place.name}</span> <small>{place.kind}</small>
        </li>
      ))}
    </ul>
  );
}

function NearMe() {
  const waiting = useSignal(false);
  const locate = () => {
    if (!isSecureContext) {
      startProblem.value =
        "This page was opened over plain http, and browsers give your position only over https. Type a place, or click the map.";
      return;
    }
    if (!navigator.geolocation) {
      startProblem.value = "This browser cannot give your position. Type a place instead.";
      return;
    }
    waiting.value = true;
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        waiting.value = false;
        startProblem.value = null;
        start.value = { lat: coords.latitude, lon: coords.longitude, label: "My position" };
      },
      (error) => {
        waiting.value = false;
        startProblem.value =
          error.code === error.PERMISSION_DENIED
            ? "The browser may not give your position. Allow it in the browser, or type a place."
            : "Your position could not be found. Type a place, or click the map.";
      },
      { timeout: 15_000, maximumAge: 60_000 },
    );
  };
  return (
    <button type="button" class="near" onClick={locate} aria-busy={waiting.value} title="Use my position">
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <circle cx="12" cy="12" r="6" />
        <path d="M12 2v4m0 12v4M2 12h4m12 0h4" />
      </svg>
      <span>{waiting.value ? "Locating…" : "Near me"}</span>
    </button>
  );
}
