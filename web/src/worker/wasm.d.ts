// The Embind module (wasm/). The alias "loopgenie-wasm" is the build folder, see vite.config.js.
declare module "loopgenie-wasm/loopgenie.js" {
  export interface Planner {
    addTile(layer: string, z: number, x: number, y: number, bytes: Uint8Array): string;
    missingTiles(queryJson: string): string;
    drive(queryJson: string): string;
    unloadedTiles(): string;
    startPlan(queryJson: string): string;
    progressJson(): string;
    stepPlan(): string;
    solveTrailhead(index: number): string;
    answerJson(index: number): string;
    takeAnswer(index: number, answerJson: string): string;
    planJson(status?: string): string;
    details(loopJson: string): string;
    gpx(loopJson: string): string;
    geojson(loopJson: string): string;
    trailheadsJson(): string;
    placesJson(): string;
    networkGeoJson(): string;
    delete(): void;
  }
  export interface LoopgenieModule {
    Planner: new () => Planner;
  }
  const factory: (options?: { locateFile?: (name: string) => string }) => Promise<LoopgenieModule>;
  export default factory;
}
declare module "loopgenie-wasm/loopgenie.wasm?url" {
  const url: string;
  export default url;
}
