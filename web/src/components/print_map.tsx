// A map on the printed sheet: picture, kilometre grid with its figures, scale bar, north, and where it is from.
import { useEffect } from "preact/hooks";
import { length, metresIn, type Unit } from "../format/units";
import { crossing, kFrameSideMm, kPageMarginMm, kPapers, onPaper, type Paper } from "../geo/paper";
import { elevationCredit, meta } from "../state/data";
import type { PrintedMap, PrintedMaps } from "../state/printing";

/** Tells the printer the size of the paper. */
export function usePaper(paper: Paper) {
  useEffect(() => {
    const [width, tall] = kPapers[paper];
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`@page { size: ${width}mm ${tall}mm; margin: ${kPageMarginMm}mm }`);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    return () => {
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet);
    };
  }, [paper]);
}

/** Two figures large, those before them small, as maps write their grid. */
function GridFigure({ km, x, y, anchor }: { km: number; x: number; y: number; anchor: string }) {
  const text = String(km);
  return (
    <text x={x} y={y} text-anchor={anchor} class="grid-figure">
      <tspan class="small">{text.slice(0, -2)}</tspan>
      {text.slice(-2)}
    </text>
  );
}

interface FramedProps {
  map: PrintedMap;
  /** Frames of the other pages, on an overview. */
  pages?: readonly PrintedMap[];
  hasGrid?: boolean;
}

export function FramedMap({ map: { view, image, grid }, pages = [], hasGrid = true }: FramedProps) {
  const { width, height: tall } = view;
  const id = `clip-${image.slice(-12)}`;
  return (
    <svg
      class="framed-map"
      viewBox={`${-kFrameSideMm} ${-kFrameSideMm} ${width + 2 * kFrameSideMm} ${tall + 2 * kFrameSideMm}`}
      style={{ width: `${width + 2 * kFrameSideMm}mm`, height: `${tall + 2 * kFrameSideMm}mm` }}
    >
      <defs>
        <clipPath id={id}>
          <rect width={width} height={tall} />
        </clipPath>
      </defs>
      <image href={image} width={width} height={tall} preserveAspectRatio="none" />
      <g clip-path={`url(#${id})`}>
        {hasGrid &&
          grid.map((line) => (
            <path
              key={`${line.axis} ${line.km}`}
              class="grid-line"
              d={`M${line.points.map(([x, y]) => `${x.toFixed(3)} ${y.toFixed(3)}`).join("L")}`}
            />
          ))}
        {pages.map((page, index) => {
          const [w, n] = onPaperOf(view, page, 0, 0);
          const [e, s] = onPaperOf(view, page, 1, 1);
          return (
            <g key={page.image} class="page-frame">
              <rect x={w} y={n} width={e - w} height={s - n} />
              <text x={w + 1.5} y={n + 5}>
                {index + 1}
              </text>
            </g>
          );
        })}
      </g>
      <rect class="frame" width={width} height={tall} />
      {hasGrid &&
        grid.flatMap((line) => {
          const isEasting = line.axis === "easting";
          const room = isEasting ? width : tall;
          return [0, isEasting ? tall : width].map((edge, side) => {
            const at = crossing(line, isEasting ? 1 : 0, edge);
            if (at === null || at < 3 || at > room - 3) return null;
            const key = `${line.axis} ${line.km} ${side}`;
            return isEasting ? (
              <GridFigure key={key} km={line.km} x={at} y={side === 0 ? -1 : tall + 3.6} anchor="middle" />
            ) : (
              <GridFigure
                key={key}
                km={line.km}
                x={side === 0 ? -0.6 : width + 0.6}
                y={at + 1}
                anchor={side === 0 ? "end" : "start"}
              />
            );
          });
        })}
    </svg>
  );
}

/** Where a view shows a corner of a page: `u`, `v` from 0 at the north-west to 1. */
function onPaperOf(view: PrintedMap["view"], page: PrintedMap, u: number, v: number): [number, number] {
  const [x, y] = onPaper(view, page.view.lon, page.view.lat);
  const shrink = page.view.scale / view.scale;
  return [x + (u - 0.5) * page.view.width * shrink, y + (v - 0.5) * page.view.height * shrink];
}

/** A bar of whole kilometres or miles, up to a third of the map's width. */
function ScaleBar({ scale, width, unit }: { scale: number; width: number; unit: Unit }) {
  const unitM = metresIn(unit);
  const unitMm = (unitM * 1000) / scale;
  const count = [5, 4, 3, 2, 1, 0.5].find((many) => many * unitMm <= width / 2.5) ?? 0.25;
  const total = count * unitMm;
  return (
    <svg class="scale-bar" viewBox={`-3 -1 ${total + 20} 8`} style={{ width: `${total + 20}mm`, height: "8mm" }}>
      {[0, 1, 2, 3].map((part) => (
        <rect
          key={part}
          x={(part * total) / 4}
          y={0}
          width={total / 4}
          height={1.6}
          class={part % 2 ? "light" : "dark"}
        />
      ))}
      <text x={0} y={5.4} text-anchor="middle">
        0
      </text>
      <text x={total / 2} y={5.4} text-anchor="middle">
        {length((count * unitM) / 2, unit)}
      </text>
      <text x={total} y={5.4} text-anchor="middle">
        {length(count * unitM, unit)}
      </text>
    </svg>
  );
}

const North = () => (
  <svg class="north" viewBox="0 0 10 8" style={{ width: "10mm", height: "8mm" }}>
    <path d="M3 7.5 5 .5l2 7-2-1.6z" />
    <text x={8} y={4}>
      N
    </text>
  </svg>
);

interface PageProps {
  maps: PrintedMaps;
  map: PrintedMap;
  title: string;
  page: number;
  unit: Unit;
}

/** A whole page with a map. */
export function MapSheet({ maps, map, title, page, unit }: PageProps) {
  const { scale, width } = map.view;
  const count = maps.pages.length;
  return (
    <section class="map-sheet" data-scale={scale}>
      <h2>
        <span translate={false}>{title}</span>
        {count > 1 && `, map ${page} of ${count}`} · 1:{scale.toLocaleString("en")}
      </h2>
      <FramedMap map={map} />
      <div class="map-foot">
        <ScaleBar scale={scale} width={width} unit={unit} />
        <North />
        <p>
          {!map.isWhole && <strong>Parts of this map are missing: they could not be loaded. </strong>}
          {map.zone && `Grid: kilometres, UTM zone ${map.zone}, WGS 84. `}
          {maps.contours !== null && `Contours every ${maps.contours} ${unit === "km" ? "m" : "ft"}. `}
          {mapCredit()}
        </p>
      </div>
    </section>
  );
}

/** Who is to be named for the map's picture. */
export function mapCredit(): string {
  const known = meta.value;
  return [known?.data.attribution, elevationCredit.value && `elevation: ${elevationCredit.value}`]
    .filter(Boolean)
    .join("; ");
}
