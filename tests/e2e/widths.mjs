// The same journey on a desk and on a phone.
const kPhone = { width: 360, height: 740, touch: true };

export const atTwoWidths = (journey) => [journey, { ...kPhone, ...journey, name: `${journey.name}, 360 px` }];
