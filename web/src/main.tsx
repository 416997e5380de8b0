import { effect } from "@preact/signals";
import { render } from "preact";
import { App } from "./components/app";
import { watchDrops } from "./components/drop_files";
import { watchTranslation } from "./components/translation";
import { watchDriveLine } from "./state/drive_line";
import { watchDetails } from "./state/details";
import { readFragment, restoreStep, toFragment, toStep } from "./state/fragment";
import { onUndoKey, recordStep, onRestore } from "./state/history";
import { watchLinkedLoop } from "./state/find_linked_loop";
import { watchRenewal } from "./state/renewal";
import { watchEmptyAnswers } from "./state/suggestions";
import { open, watchQuery } from "./state/session";
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/layout.css";
import "./styles/form.css";
import "./styles/results.css";
import "./styles/understand.css";
import "./styles/print.css";

/** The address follows the page once nothing has changed for so long. */
const kRestMs = 250;

function start() {
  readFragment(location.hash);
  // The first step is recorded at once, so that even a change within kRestMs can be undone.
  recordStep(toStep());
  render(<App />, document.getElementById("app")!);
  addEventListener("hashchange", () => readFragment(location.hash));
  addEventListener("keydown", onUndoKey);
  onRestore(restoreStep);

  let writing: ReturnType<typeof setTimeout> | undefined;
  effect(() => {
    const fragment = toFragment();
    const step = toStep();
    // A moving slider is one step to undo. Browsers also refuse to change the address many times in a row.
    clearTimeout(writing);
    writing = setTimeout(() => {
      recordStep(step);
      history.replaceState(null, "", `#${fragment}`);
    }, kRestMs);
  });

  watchTranslation();
  watchDrops();
  watchQuery();
  watchDetails();
  watchDriveLine();
  watchLinkedLoop();
  watchRenewal();
  watchEmptyAnswers();
  void open();
}

// public/needs.js has said what this browser lacks.
if (!document.documentElement.hasAttribute("data-lacks")) start();
