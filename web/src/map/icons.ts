// The map's icons, drawn here. Each is white on a coloured shape of 20 by 20.
import type { Map as MapLibre } from "maplibre-gl";
import type { Palette } from "./palette";

type Colour = "hut" | "waterline" | "sight" | "reserve";

/** What is drawn on the shape: paths that are filled, `stroke` those that are drawn as lines. */
interface Drawing {
  colour: Colour;
  fill?: string;
  stroke?: string;
}

const kDrawings = {
  hut: { colour: "hut", fill: "M3.6 10.4 10 4.6l6.4 5.8h-1.9V15h-3v-3.4h-3V15h-3v-4.6z" },
  bothy: { colour: "hut", stroke: "M4.4 10.2 10 5.2l5.6 5M6 9.6V15h8V9.6" },
  shelter: { colour: "hut", stroke: "M3.8 9.6 10 5l6.2 4.6M6 9.2V15M14 9.2V15" },
  camp: { colour: "reserve", stroke: "M3.8 15 11 5M9 5l7.2 10M3 15h14" },
  water: { colour: "waterline", fill: "M10 4c2.4 3.2 4 5.3 4 7.4a4 4 0 0 1-8 0C6 9.3 7.6 7.2 10 4z" },
  spring: { colour: "waterline", stroke: "M10 15.500V9M10 9c0-3-3.8-3.4-4.6-.8M10 9c0-3 3.8-3.4 4.6-.8M5 15.500h10" },
  waterfall: { colour: "waterline", stroke: "M4.5 5.500h5M7 5.500V15M10 5.500c2 0 3 1 3 3V15M4.5 15.400h11" },
  viewpoint: {
    colour: "sight",
    stroke: "M10 10.5 5 5.500M10 10.500l5-5M10 10.500V4M10 15.500a2 2 0 1 0 0-4 2 2 0 0 0 0 4z",
  },
  station: { colour: "sight", stroke: "M6 4.800h8v8H6zM6 9h8M7 15.500l1.5-2.500M13 15.5 11.5 13" },
} satisfies Record<string, Drawing>;

export type IconKind = keyof typeof kDrawings;
export const kIconKinds = Object.keys(kDrawings) as IconKind[];

/** Width of an icon on the map in CSS pixels, at size 1. */
const kSizePx = 20;
/** Pixels of the image per CSS pixel: the chosen loop's icons are enlarged, and paper has fine dots. */
const kRatio = 4;

function svgOf({ colour, fill, stroke }: Drawing, palette: Palette): string {
  const { ground } = palette;
  const front = ground["on-icon"];
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${kSizePx * kRatio}" height="${kSizePx * kRatio}" viewBox="0 0 20 20">
<rect x="1" y="1" width="18" height="18" rx="4.5" fill="${ground[colour]}" stroke="${front}" stroke-width="1.2"/>
${fill ? `<path d="${fill}" fill="${front}"/>` : ""}
${stroke ? `<path d="${stroke}" fill="none" stroke="${front}" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round"/>` : ""}
</svg>`;
}

/** Peaks and passes are marks without a shape around them. */
function markSvg(path: string, palette: Palette): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${kSizePx * kRatio}" height="${kSizePx * kRatio}" viewBox="0 0 20 20">
<path d="${path}" fill="none" stroke="${palette.halo}" stroke-width="4" stroke-linejoin="round" stroke-linecap="round"/>
<path d="${path}" fill="${palette.ground.sight}" stroke="${palette.ground.sight}" stroke-width="1.2" stroke-linejoin="round" stroke-linecap="round"/></svg>`;
}
const kPeak = "M10 5.5 14.5 13.500H5.500z";
const kPass = "M5 6c2.5 2 2.5 6 0 8 1-3 1-5 0-8zM15 6c-2.5 2-2.5 6 0 8-1-3-1-5 0-8z";

async function imageOf(svg: string): Promise<HTMLImageElement> {
  const image = new Image(kSizePx * kRatio, kSizePx * kRatio);
  image.src = `data:image/svg+xml,${encodeURIComponent(svg)}`;
  await image.decode();
  return image;
}

/** Nothing that is seen, as wide as the chosen loop's line: names keep clear of it. */
function clearImage(): ImageData {
  return new ImageData(8, 8);
}

/** Gives the map its icons in the palette's colours, in place of those that it has. */
export async function addIcons(map: MapLibre, palette: Palette): Promise<void> {
  const images = await Promise.all([
    ...kIconKinds.map(async (kind) => [`icon-${kind}`, await imageOf(svgOf(kDrawings[kind], palette))] as const),
    imageOf(markSvg(kPeak, palette)).then((image) => ["icon-peak", image] as const),
    imageOf(markSvg(kPass, palette)).then((image) => ["icon-pass", image] as const),
  ]);
  for (const [name, image] of images) {
    if (map.hasImage(name)) map.removeImage(name);
    map.addImage(name, image, { pixelRatio: kRatio });
  }
  if (!map.hasImage("clear")) map.addImage("clear", clearImage());
}
