// A style with larger letters, icons and lines: a map that is drawn at a deeper zoom, on more pixels, then looks the same.
import type { LayerSpecification, StyleSpecification } from "maplibre-gl";

/** Sizes in pixels, or as a share of an image's. */
const kSizes = new Set([
  "circle-radius",
  "circle-stroke-width",
  "icon-size",
  "line-offset",
  "line-width",
  "symbol-spacing",
  "text-halo-width",
  "text-padding",
  "text-size",
]);

/** A size times a factor. What depends on the zoom stays outermost, as MapLibre wants it. */
export function enlargedSize(size: unknown, factor: number): unknown {
  if (typeof size === "number") return size * factor;
  if (!Array.isArray(size)) return size;
  const [operator] = size as unknown[];
  const firstOutput = operator === "interpolate" ? 4 : operator === "step" ? 2 : null;
  if (firstOutput === null) return ["*", factor, size];
  return size.map((part, index) =>
    index >= firstOutput && (index - firstOutput) % 2 === 0 ? enlargedSize(part, factor) : (part as unknown),
  );
}

function enlargedLayer(layer: LayerSpecification, factor: number): LayerSpecification {
  const sized = (properties: object | undefined) =>
    properties &&
    Object.fromEntries(
      Object.entries(properties).map(([name, value]) => [name, kSizes.has(name) ? enlargedSize(value, factor) : value]),
    );
  return { ...layer, ...mapped("paint", sized(layer.paint)), ...mapped("layout", sized(layer.layout)) } as never;
}

const mapped = (name: string, value: object | undefined) => (value ? { [name]: value } : {});

export const enlarged = (style: StyleSpecification, factor: number): StyleSpecification =>
  factor === 1 ? style : { ...style, layers: style.layers.map((layer) => enlargedLayer(layer, factor)) };
