import { expect, test } from "vitest";
import { anySignal } from "./any_signal";

test("it aborts with the first of its signals, for that one's reason", () => {
  const [a, b] = [new AbortController(), new AbortController()];
  const any = anySignal(a.signal, b.signal);
  expect(any.aborted).toBe(false);
  b.abort("b");
  a.abort("a");
  expect(any.reason).toBe("b");
});

test("it is aborted from the start where one of them is", () => {
  expect(anySignal(new AbortController().signal, AbortSignal.abort("done")).reason).toBe("done");
});
