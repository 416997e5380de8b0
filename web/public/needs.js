// Says in a sentence what a browser lacks that the page cannot do without. Written for browsers of any age, and run before
// the page itself, which does not start then. web/README.md lists the same needs.
(function () {
  var lacks = [];
  if (typeof WebAssembly !== "object") lacks.push("WebAssembly, which some browsers turn off in a strict mode");
  if (typeof DecompressionStream !== "function") lacks.push("DecompressionStream");
  if (typeof AbortSignal !== "function" || !AbortSignal.timeout) lacks.push("AbortSignal.timeout");
  var hasModuleWorkers = false;
  try {
    // The browser looks at the type only if it knows workers that are modules.
    new Worker("blob://", {
      get type() {
        hasModuleWorkers = true;
        return "module";
      },
    }).terminate();
  } catch (error) {
    // That address leads nowhere.
  }
  if (!hasModuleWorkers) lacks.push("workers that are modules");
  if (lacks.length === 0) return;
  document.documentElement.setAttribute("data-lacks", lacks.join(", "));
  var sentence = document.createElement("p");
  sentence.setAttribute("role", "alert");
  sentence.style.margin = "2em";
  sentence.appendChild(
    document.createTextNode(
      "Loop Genie plans in your browser and cannot run in this one. It lacks " +
        lacks.join(", ") +
        ". Update the browser or take another: Chrome or Edge from 103, Firefox from 114, Safari from 16.4.",
    ),
  );
  document.getElementById("app").appendChild(sentence);
})();
