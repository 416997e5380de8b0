// Where to start from: a combobox over the places and trailheads known here (WAI-ARIA "list autocomplete"). What is typed
// stays on this device.
import { useSignal, useSignalEffect } from "@preact/signals";
import { useRef } from "preact/hooks";
import { meta, startPlaces } from "../state/data";
import { start, startProblem } from "../state/form";
import type { Place } from "../places/place";
import { folded, parsePosition, searchPlaces } from "../places/search";

export function StartField() {
  const typed = useSignal(start.value?.label ?? "");
  const open = useSignal(false);
  const active = useSignal(-1);
  const input = useRef<HTMLInputElement>(null);
  const matches = open.value ? searchPlaces(startPlaces.value, typed.value) : [];

  useSignalEffect(() => {
    const label = start.value?.label;
    if (label !== undefined) typed.value = label;
  });

  const close = () => {
    open.value = false;
    active.value = -1;
  };
  const choose = (place: Place) => {
    startProblem.value = null;
    start.value = {
      lat: place.lat,
      lon: place.lon,
      label: place.name,
      ...(place.isTrailhead && { trailhead: place.id }),
    };
    typed.value = place.name;
    close();
  };
  /** What Enter does, or leaving the field with something new in it. */
  const settle = (leaving: boolean) => {
    const text = typed.value.trim();
    if (!text || text === start.value?.label) return close();
    const found = searchPlaces(startPlaces.value, text);
    const position = parsePosition(text);
    const best = found[Math.max(0, active.value)];
    if (best && (!leaving || folded(best.name) === folded(text))) return choose(best);
    if (position) {
      startProblem.value = null;
      start.value = { ...position, label: `${position.lat}, ${position.lon}` };
    } else {
      startProblem.value = best
        ? `Choose a place from the list for “${text}”, or click the map.`
        : `No place called “${text}” in this data${meta.value ? ` (${meta.value.name})` : ""}. ` +
          `Try a town or village nearby, or click the map.`;
    }
    close();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!open.value) open.value = true;
      const count = searchPlaces(startPlaces.value, typed.value).length;
      const step = event.key === "ArrowDown" ? 1 : -1;
      if (count > 0) active.value = (Math.max(active.value, step < 0 ? 0 : -1) + step + count) % count;
    } else if (event.key === "Enter") {
      event.preventDefault();
      settle(false);
    } else if (event.key === "Escape" && open.value) {
      event.preventDefault();
      close();
    }
  };

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
          aria-activedescendant={active.value >= 0 && matches[active.value] ? `start-${active.value}` : undefined}
          aria-invalid={startProblem.value !== null}
          aria-describedby="start-note"
          value={typed.value}
          onFocus={() => input.current?.select()}
          onInput={(event) => {
            typed.value = event.currentTarget.value;
            startProblem.value = null;
            open.value = true;
            active.value = -1;
          }}
          onKeyDown={onKeyDown}
          onBlur={() => settle(true)}
        />
        <NearMe />
        <ul
          id="start-list"
          class="options"
          role="listbox"
          aria-label="Places and trailheads"
          hidden={matches.length === 0}
        >
          {matches.map((place, index) => (
            <li
              key={`${place.kind} ${place.id}`}
              id={`start-${index}`}
              role="option"
              aria-selected={index === active.value}
              // Keeps the focus in the field, whose blur would close the list before the click.
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => choose(place)}
            >
              <span>{place.name}</span> <small>{place.kind}</small>
            </li>
          ))}
        </ul>
      </div>
      <p
        id="start-note"
        class={startProblem.value ? "problem" : "hint"}
        role={startProblem.value ? "alert" : undefined}
      >
        {startProblem.value ?? "Or click the map. What you type stays on this device."}
      </p>
    </div>
  );
}

function NearMe() {
  const waiting = useSignal(false);
  const locate = () => {
    if (!navigator.geolocation) {
      startProblem.value = "This browser gives no position here. Type a place instead.";
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
            ? "The browser was not allowed to tell your position. Allow it, or type a place."
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
