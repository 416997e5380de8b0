// Parts of the page that are not seen at first: their code is fetched when they are first drawn, so that the page is there sooner.
import { signal } from "@preact/signals";
import type { FunctionComponent, RenderableProps } from "preact";
import { loadPart } from "../state/load_part";

/** A component that is nothing until its code is there. Where that cannot be had, it says so. */
export function later<P extends object>(load: () => Promise<FunctionComponent<P>>): FunctionComponent<P> {
  const part = signal<FunctionComponent<P> | null>(null);
  const hasFailed = signal(false);
  let isAsked = false;
  const ask = () => {
    isAsked = true;
    hasFailed.value = false;
    loadPart(load).then(
      (loaded) => (part.value = loaded),
      () => (hasFailed.value = true),
    );
  };
  return function Later(props: RenderableProps<P>) {
    if (!isAsked) ask();
    const Part = part.value;
    if (Part) return <Part {...props} />;
    if (!hasFailed.value) return null;
    return (
      <p class="problem" role="alert">
        This part of the page could not be loaded.{" "}
        <button type="button" class="quiet" onClick={ask}>
          Try again
        </button>
      </p>
    );
  };
}
