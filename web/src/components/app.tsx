import { signal } from "@preact/signals";
import { compared } from "../state/compare";
import { meta } from "../state/data";
import { unit } from "../state/form";
import type { Unit } from "../format/units";
import { ChosenWays } from "./chosen_ways";
import { later } from "./later";
import { DataNote } from "./data_note";
import { OnThisDevice } from "./on_this_device";
import { QueryForm } from "./query_form";
import { Results } from "./results";
import { MapPane } from "./map_pane";
import { PrintSheet } from "./print_sheet";
import { StatusLine } from "./status_line";
import { UndoButtons } from "./undo_buttons";
import { Notice } from "./notice";
import { isTranslated } from "./translation";

const Compare = later(async () => (await import("./compare")).Compare);

/** How map and list share the height of a phone's screen. */
const share = signal<"even" | "map" | "list">("even");
const kNextShare = { even: "map", map: "list", list: "even" } as const;
const kShareLabel = { even: "Show more map", map: "Show more list", list: "Show map and list evenly" } as const;

export function App() {
  return (
    <div key={String(isTranslated.value)} class="app" data-share={share.value}>
      <a
        class="skip"
        href="#results"
        onClick={(event) => {
          // The address holds the question: it must not change.
          event.preventDefault();
          document.getElementById("results")?.focus();
        }}
      >
        Skip to the loops
      </a>
      <header class="top">
        <h1 class="brand">Loop Genie</h1>
        <p class="region">{meta.value?.name ?? ""}</p>
        <UndoButtons />
        <UnitToggle />
      </header>
      <main class="panel" id="panel">
        <button type="button" class="grip" onClick={() => (share.value = kNextShare[share.value])}>
          <span class="grip-bar" aria-hidden="true" />
          <span class="visually-hidden">{kShareLabel[share.value]}</span>
        </button>
        <QueryForm />
        <ChosenWays />
        <StatusLine />
        <Notice />
        {compared.value.length > 0 && <Compare />}
        <Results />
        <OnThisDevice />
        <DataNote />
      </main>
      <MapPane />
      <PrintSheet />
    </div>
  );
}

function UnitToggle() {
  const choice = (value: Unit, name: string) => (
    <label class="segment">
      <input
        type="radio"
        name="unit"
        value={value}
        checked={unit.value === value}
        onChange={() => (unit.value = value)}
      />
      <span>
        {value}
        <span class="visually-hidden"> {name}</span>
      </span>
    </label>
  );
  return (
    <fieldset class="segments">
      <legend class="visually-hidden">Units</legend>
      {choice("km", "kilometres and metres")}
      {choice("mi", "miles and feet")}
    </fieldset>
  );
}
