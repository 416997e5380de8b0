// A journey on a desktop (with --long) and on a phone. Without a graphics card, drawing the map takes most of a journey's
// time. So there is no map on the phone, unless `withMap` says so.
const kPhone = { width: 360, height: 740, touch: true };

export const atTwoWidths = (journey, { withMap = false } = {}) => [
  { ...journey, isLong: true },
  { ...kPhone, noWebGl: !withMap, ...journey, name: `${journey.name}, 360 px` },
];
