// A place a start can be named by.

export interface Place {
  id: string;
  name: string;
  /** Another name it is searched by; "" where there is none. */
  also: string;
  kind: string;
  lat: number;
  lon: number;
  population: number | null;
  isTrailhead?: true;
}
