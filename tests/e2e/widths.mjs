// The same journey on a desk (with --long) and on a phone. Drawing the map without a graphics card is most of a journey's time, so on
// the phone it is left out where it is not the subject; `withMap` keeps it.
const kPhone = { width: 360, height: 740, touch: true };

export const atTwoWidths = (journey, { withMap = false } = {}) => [
  { ...journey, isLong: true },
  { ...kPhone, noWebGl: !withMap, ...journey, name: `${journey.name}, 360 px` },
];
