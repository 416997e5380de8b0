// Browsers that translate a page (Chrome, Edge) put elements of their own in the place of its texts. What the page writes into
// a text that was replaced is never seen: figures would stand still. So once the page is translated, each text gets an
// element that is made anew when the text changes. Before that nothing is different.
import { signal } from "@preact/signals";
import { createElement, Fragment, options, type ComponentChild, type VNode } from "preact";

/** Drawn anew from the ground when this changes. */
export const isTranslated = signal(false);

/** These hold texts, but no elements. */
const kPlain = new Set(["option", "textarea", "title", "style", "script", "text"]);

let isWrapping = false;

function wrapped(text: string | number, index: number): VNode {
  isWrapping = true;
  const element = createElement("span", { key: `${index} ${text}` }, String(text));
  isWrapping = false;
  return element as VNode;
}

const isText = (child: unknown): child is string | number => typeof child === "string" || typeof child === "number";

function wrapTexts(vnode: VNode) {
  const { type } = vnode;
  if (isWrapping || (type !== Fragment && (typeof type !== "string" || kPlain.has(type)))) return;
  const { children } = vnode.props;
  if (isText(children)) vnode.props.children = wrapped(children, 0);
  else if (Array.isArray(children) && children.some(isText))
    vnode.props.children = (children as ComponentChild[]).map((child, i) =>
      isText(child) ? wrapped(child, i) : child,
    );
}

/** Whether a translator is at work: Chrome marks the page, and both put FONT elements into it. */
const isMark = ({ type, addedNodes }: MutationRecord) =>
  type === "attributes"
    ? /\btranslated-(ltr|rtl)\b/.test(document.documentElement.className)
    : [...addedNodes].some(({ nodeName }) => nodeName === "FONT");

export function watchTranslation() {
  const observer = new MutationObserver((changes) => {
    if (!changes.some(isMark)) return;
    observer.disconnect();
    const before = options.vnode;
    options.vnode = (vnode) => {
      wrapTexts(vnode);
      before?.(vnode);
    };
    isTranslated.value = true;
  });
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ["class"] });
  observer.observe(document.getElementById("app")!, { childList: true, subtree: true });
}
