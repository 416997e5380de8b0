// The menu of a way that was clicked on the map: avoid it, include it, start there. A loop's list of ways and the start field
// have the same choices, for those who do not use the map.
import { Popup, type Map as MapLibre } from "maplibre-gl";
import { className } from "../format/ground";
import { gradeName } from "../format/words";
import type { MapWay } from "../plan/types";
import { meta } from "../state/data";
import { addWish, driveFromStart, removeWays, walkFromStart, ways } from "../state/form";

function nameOf({ name, class: kind }: MapWay): string {
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

interface MenuPlace {
  lat: number;
  lon: number;
}

/** The buttons for avoiding and including. `then` closes the menu after what a button does. */
function wishButtons(
  way: MapWay,
  around: readonly MapWay[],
  { lat, lon }: MenuPlace,
  then: (act: () => void) => () => void,
) {
  const at = `${lat.toFixed(3)}, ${lon.toFixed(3)}`;
  const present = ways.value.filter(({ id }) => id === way.id);
  if (present.length > 0)
    return [
      button(
        "Take the choice back",
        then(() => removeWays(present)),
      ),
    ];
  const mine = [{ id: way.id, label: `${nameOf(way)} (${at})` }];
  const near = around.map(({ id }) => ({ id, label: `around ${at}` }));
  return [
    button(
      "Avoid this way",
      then(() => addWish("avoid", mine)),
    ),
    button(
      "Include this way",
      then(() => addWish("require", mine)),
    ),
    button(
      `Avoid this place (${near.length} ${near.length === 1 ? "way" : "ways"})`,
      then(() => addWish("avoid", near)),
    ),
  ];
}

function titleOf(way: MapWay): HTMLElement {
  const title = document.createElement("p");
  const name = document.createElement("strong");
  name.textContent = nameOf(way);
  const facts = [
    className(way.class),
    way.sac_scale ? gradeName(way.sac_scale) : "not graded",
    way.informal && "informal",
  ];
  title.append(name, document.createElement("br"), facts.filter(Boolean).join(", "));
  return title;
}

function reportLink({ lat, lon }: MenuPlace): HTMLElement {
  const link = document.createElement("a");
  link.href = `https://www.openstreetmap.org/note/new#map=17/${lat.toFixed(5)}/${lon.toFixed(5)}`;
  link.target = "_blank";
  link.rel = "noreferrer";
  link.textContent = "Report an error in the map here";
  return link;
}

/** Opens the menu at a place. `around`: the ways that "Avoid this place" avoids. */
export function openWayMenu(
  map: MapLibre,
  place: MenuPlace,
  way: MapWay,
  around: readonly MapWay[],
  startAt: (lat: number, lon: number, isOnFoot: boolean) => void,
) {
  open?.remove();
  const menu = document.createElement("div");
  menu.className = "way-menu";
  menu.setAttribute("role", "group");
  menu.setAttribute("aria-label", `What to do with ${nameOf(way)}`);
  const popup = new Popup({ closeOnClick: true, offset: 8, maxWidth: "16rem", className: "menu" });
  const then = (act: () => void) => () => {
    act();
    popup.remove();
    map.getCanvas().focus();
  };
  const starts = [
    button(
      "Drive from here",
      then(() => startAt(place.lat, place.lon, false)),
    ),
    button(
      "Start walking here",
      then(() => startAt(place.lat, place.lon, true)),
    ),
  ];
  menu.append(titleOf(way), ...wishButtons(way, around, place, then), ...starts);
  if (!meta.value?.made_up) menu.append(reportLink(place));
  popup.setLngLat([place.lon, place.lat]).setDOMContent(menu).addTo(map);
  menu.addEventListener("keydown", (event) => event.key === "Escape" && then(() => {})());
  menu.querySelector("button")?.focus();
  open = popup;
}

/** A place that was clicked is the start. Beside it stands the other way to start there: on foot, or by car. It takes no focus,
 * and goes with the next click. */
export function offerOtherStart(map: MapLibre, { lat, lon }: MenuPlace, isOnFoot: boolean) {
  open?.remove();
  const menu = document.createElement("div");
  menu.className = "start-menu";
  menu.setAttribute("role", "group");
  menu.setAttribute("aria-label", "How to start here");
  const popup = new Popup({
    closeOnClick: true,
    closeButton: false,
    focusAfterOpen: false,
    offset: 8,
    maxWidth: "16rem",
    className: "menu",
  });
  const other = button(isOnFoot ? "Drive from here" : "Start walking here", () => {
    popup.remove();
    if (isOnFoot) driveFromStart();
    else walkFromStart();
  });
  menu.append(other);
  popup.setLngLat([lon, lat]).setDOMContent(menu).addTo(map);
  open = popup;
}
