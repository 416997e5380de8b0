// The corner of the map: its layers and its key.
import { MapKey } from "./map_key";
import { MapLayers } from "./map_layers";

export const MapCorner = () => (
  <div class="map-corner">
    <MapLayers />
    <MapKey />
  </div>
);
