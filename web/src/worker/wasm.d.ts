// The Embind module (wasm/). The alias "loopgenie-wasm" is the build folder, see vite.config.js.
declare module "loopgenie-wasm/loopgenie.js" {
  import type { LoopReference, Query } from "../plan/types";

  export interface Planner {
    addTile(layer: string, z: number, x: number, y: number, bytes: Uint8Array): string;
    missingTiles(query: Query): string;
    drive(query: Query): string;
    driveLine(query: Query, trailhead: string): string;
    unloadedTiles(): string;
    startPlan(query: Query): string;
    progressJson(): string;
    startLinked(query: Query, loop: LoopReference): string;
    stepPlan(): string;
    solveBriefly(index: number): boolean;
    solveTrailhead(index: number): string;
    answerJson(index: number): string;
    takeAnswer(index: number, answer: unknown): string;
    nextProofsJson(): string;
    proofJson(index: number, belowCdm: number, steps: number): string;
    takeProof(index: number, proof: unknown): string;
    planJson(): string;
    details(loop: LoopReference): string;
    gpx(loop: LoopReference): string;
    geojson(loop: LoopReference): string;
    trailheadsJson(): string;
    placesJson(): string;
    networkGeoJson(): string;
    delete(): void;
  }
  export interface LoopgenieModule {
    Planner: new () => Planner;
    /** Seconds of walking; a rise below 0 leads down. */
    hikingTime(length_m: number, rise_m: number, flat: number, up: number, down: number): number;
  }
  const factory: (options?: {
    locateFile?: (name: string) => string;
    wasmBinary?: ArrayBuffer;
  }) => Promise<LoopgenieModule>;
  export default factory;
}
declare module "loopgenie-wasm/loopgenie.wasm?url" {
  const url: string;
  export default url;
}
/** The same as a data: address, for tests. */
declare module "loopgenie-wasm/loopgenie.wasm?url&inline" {
  const url: string;
  export default url;
}
