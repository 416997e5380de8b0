import { effect } from "@preact/signals";
import { render } from "preact";
import { App } from "./components/app";
import { watchDrive } from "./state/drive_line";
import { watchSelection } from "./state/details";
import { questionFragment, readFragment, toFragment } from "./state/fragment";
import { onUndoKey, remember, restoreWith } from "./state/history";
import { watchLink } from "./state/link_up";
import { watchEmptyAnswers } from "./state/remedies";
import { open, watchQuery } from "./state/session";
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/layout.css";
import "./styles/form.css";
import "./styles/results.css";
import "./styles/understand.css";
import "./styles/print.css";

const kRestMs = 250;

readFragment(location.hash);
// At once: whatever is changed before the fragment has come to rest can be taken back, too.
remember({ question: questionFragment(), fragment: toFragment() });
render(<App />, document.getElementById("app")!);
addEventListener("hashchange", () => readFragment(location.hash));
addEventListener("keydown", onUndoKey);
restoreWith(readFragment);

let writing: ReturnType<typeof setTimeout> | undefined;
effect(() => {
  const fragment = toFragment();
  const question = questionFragment();
  // A moving slider is one step to undo, and browsers refuse many changes of the address in a row.
  clearTimeout(writing);
  writing = setTimeout(() => {
    remember({ question, fragment });
    history.replaceState(null, "", `#${fragment}`);
  }, kRestMs);
});

watchQuery();
watchSelection();
watchDrive();
watchLink();
watchEmptyAnswers();
void open();
