// Heights that were filled for the picture of the relief are no heights: nothing is worked out from them.

/** Forgets a terrain tile's filled heights: they are NaN then. `runs`: first pixel, count, first pixel, count …, as a block's
 * list has them; pixels count from the north-west, row by row. */
export function forgetFilled(heights: Float32Array, runs: readonly number[]) {
  for (let i = 0; i + 1 < runs.length; i += 2) heights.fill(NaN, runs[i]!, runs[i]! + runs[i + 1]!);
}
