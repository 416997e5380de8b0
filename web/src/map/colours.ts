// The map draws with the page's own tokens (styles/tokens.css): loops are told apart by number and by a few colours that
// stay apart for colour-blind people; from the eighth on they share a quiet one.
export const kLoopColours = 7;

/** The token of the loop at this place of the list, counted from 1. */
export const colourOf = (rank: number) => `var(--loop-${rank <= kLoopColours ? rank : "rest"})`;
