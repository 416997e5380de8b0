// The data on the server were replaced while the page was open. They are opened anew and the question is asked again. The
// chosen loop is looked for by its ways; the person is told whether it is still there. What was made of the old data goes.
import { compared } from "./compare";
import { meta } from "./data";
import { forgetDetails } from "./details";
import { knownReach } from "./drive";
import { linkTo } from "./fragment";
import { linkedLoop, linkNote } from "./linked_loop";
import { extraLoop, selected, selectedKey } from "./selection";
import { checkData, onRenewal, plan } from "./session";

function begin() {
  const entry = selected.value;
  if (linkedLoop.value) linkedLoop.value = { ...linkedLoop.value };
  else if (entry) linkedLoop.value = { ...linkTo(entry), isKept: true };
  // In this order: a chosen loop that is not listed would come back as the extra one.
  selectedKey.value = null;
  extraLoop.value = null;
  compared.value = [];
  knownReach.value = null;
  forgetDetails();
}

function tell() {
  const date = meta.value?.data.date;
  if (plan.value)
    linkNote.value = `The map data were renewed while this page was open${date ? `: now of ${date}` : ""}.`;
}

/** The server is asked when the page is looked at again, besides with every question. */
export function watchRenewal() {
  onRenewal({ begins: begin, opened: tell });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") void checkData();
  });
}
