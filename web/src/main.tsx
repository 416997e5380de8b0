import { effect } from "@preact/signals";
import { render } from "preact";
import { App } from "./components/app";
import { readFragment, toFragment } from "./state/fragment";
import { open, watchQuery } from "./state/session";
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/layout.css";
import "./styles/form.css";
import "./styles/results.css";

readFragment(location.hash);
render(<App />, document.getElementById("app")!);
addEventListener("hashchange", () => readFragment(location.hash));

let writing: ReturnType<typeof setTimeout> | undefined;
effect(() => {
  const fragment = toFragment();
  // Browsers refuse many changes of the address in a row, as a moving slider would cause.
  clearTimeout(writing);
  writing = setTimeout(() => history.replaceState(null, "", `#${fragment}`), 200);
});

watchQuery();
void open();
