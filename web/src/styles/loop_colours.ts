// The colours of loops, which are tokens of the page (styles/tokens.css). The first seven loops have a colour each; from the
// eighth on they share a grey one. Their numbers tell them apart without colours.
export const kLoopColours = 7;

/** The CSS colour of the loop with this number; the extra loop has the number 0, and the grey one. */
export const colourOf = (rank: number) => `var(--loop-${rank >= 1 && rank <= kLoopColours ? rank : "rest"})`;
