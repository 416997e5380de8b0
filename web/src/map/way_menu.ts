// What can be wished for a way that was clicked on the map: a small menu at the place. The same wishes stand in the list
// of a loop's ways, for whoever has no map.
import { Popup, type Map as MapLibre } from "maplibre-gl";
import { className } from "../format/ground";
import { gradeName } from "../format/words";
import type { MapWay } from "../plan/types";
import { meta } from "../state/data";
import { forget, ways, wishFor } from "../state/form";

function called({ name, class: kind }: MapWay): string {
  return name || className(kind);
}

function button(text: string, act: () => void): HTMLButtonElement {
  const element = document.createElement("button");
  element.type = "button";
  element.textContent = text;
  element.addEventListener("click", act);
  return element;
}

let open: Popup | null = null;

export function openWayMenu(
  map: MapLibre,
  { lat, lon }: { lat: number; lon: number },
  way: MapWay,
  around: readonly MapWay[],
  startAt: (lat: number, lon: number) => void,
) {
  open?.remove();
  const menu = document.createElement("div");
  menu.className = "way-menu";
  menu.setAttribute("role", "group");
  menu.setAttribute("aria-label", `What to do with ${called(way)}`);
  const popup = new Popup({ closeOnClick: true, offset: 8, maxWidth: "16rem", className: "menu" });
  const then = (act: () => void) => () => {
    act();
    popup.remove();
    map.getCanvas().focus();
  };
  const title = document.createElement("p");
  const name = document.createElement("strong");
  name.textContent = called(way);
  const facts = [
    className(way.class),
    way.sac_scale ? gradeName(way.sac_scale) : "not graded",
    way.informal && "informal",
  ];
  title.append(name, document.createElement("br"), facts.filter(Boolean).join(", "));

  const present = ways.value.filter(({ id }) => id === way.id);
  const label = `${called(way)} (${lat.toFixed(3)}, ${lon.toFixed(3)})`;
  const wishes =
    present.length > 0
      ? [
          button(
            "Take the wish back",
            then(() => forget(present)),
          ),
        ]
      : [
          button(
            "Avoid this way",
            then(() => wishFor("avoid", [{ id: way.id, label }])),
          ),
          button(
            "Walk over this way",
            then(() => wishFor("require", [{ id: way.id, label }])),
          ),
          button(
            `Avoid this place (${around.length} ${around.length === 1 ? "way" : "ways"})`,
            then(() =>
              wishFor(
                "avoid",
                around.map(({ id }) => ({ id, label: `around ${lat.toFixed(3)}, ${lon.toFixed(3)}` })),
              ),
            ),
          ),
        ];
  const start = button(
    "Start from here",
    then(() => startAt(lat, lon)),
  );
  menu.append(title, ...wishes, start);
  if (!meta.value?.made_up) {
    const report = document.createElement("a");
    report.href = `https://www.openstreetmap.org/note/new#map=17/${lat.toFixed(5)}/${lon.toFixed(5)}`;
    report.target = "_blank";
    report.rel = "noreferrer";
    report.textContent = "Report an error in the map here";
    menu.append(report);
  }
  popup.setLngLat([lon, lat]).setDOMContent(menu).addTo(map);
  menu.addEventListener("keydown", (event) => event.key === "Escape" && then(() => {})());
  menu.querySelector("button")?.focus();
  open = popup;
}
