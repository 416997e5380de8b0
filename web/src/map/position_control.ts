// A button of the map that shows where the person is. The position stays on the device: the view moves only where it is out
// of sight, and then asks for no smaller squares than a question does.
import { effect, signal } from "@preact/signals";
import { Marker, type IControl, type Map as MapLibre } from "maplibre-gl";
import { boundsOf } from "../geo/bounds";
import { circle } from "../geo/distance";
import { positionProblem } from "../state/map_notes";
import { fitCoarsely } from "./follow_page";

const kTimeoutMs = 15_000;
const kMaxAgeMs = 30_000;
const kRadiusM = 4000;
const kRing = "M10 3.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM10 1v4M10 15v4M1 10h4M15 10h4";

export class PositionControl implements IControl {
  #frame = document.createElement("div");
  #isWaiting = signal(false);
  #marker: Marker;
  #end = () => {};

  constructor() {
    const dot = document.createElement("div");
    dot.className = "position-marker";
    dot.setAttribute("role", "img");
    dot.setAttribute("aria-label", "Your position");
    this.#marker = new Marker({ element: dot });
  }

  onAdd(map: MapLibre) {
    this.#frame.className = "maplibregl-ctrl maplibregl-ctrl-group";
    const button = document.createElement("button");
    button.type = "button";
    button.title = "Show my position";
    button.setAttribute("aria-label", "Show my position");
    button.className = "position-button";
    button.innerHTML = `<svg viewBox="0 0 20 20" aria-hidden="true"><path d="${kRing}"/></svg>`;
    button.addEventListener("click", () => this.#locate(map));
    this.#end = effect(() => button.setAttribute("aria-busy", String(this.#isWaiting.value)));
    this.#frame.replaceChildren(button);
    return this.#frame;
  }

  onRemove() {
    this.#end();
    this.#marker.remove();
    this.#frame.remove();
  }

  #locate(map: MapLibre) {
    if (!isSecureContext || !navigator.geolocation) {
      positionProblem.value = isSecureContext
        ? "This browser cannot give your position."
        : "This page was opened over plain http, and browsers give your position only over https.";
      return;
    }
    this.#isWaiting.value = true;
    navigator.geolocation.getCurrentPosition(
      ({ coords: { latitude: lat, longitude: lon } }) => {
        this.#isWaiting.value = false;
        positionProblem.value = null;
        this.#marker.setLngLat([lon, lat]).addTo(map);
        if (!map.getBounds().contains([lon, lat])) fitCoarsely(map, boundsOf(circle(lat, lon, kRadiusM)));
      },
      (error) => {
        this.#isWaiting.value = false;
        positionProblem.value =
          error.code === error.PERMISSION_DENIED
            ? "The browser may not give your position. Allow it in the browser, and try again."
            : "Your position could not be found.";
      },
      { timeout: kTimeoutMs, maximumAge: kMaxAgeMs },
    );
  }
}
