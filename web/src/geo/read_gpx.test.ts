// Files as programs really write them, and damaged ones.
import { describe, expect, it } from "vitest";
import { decodeText } from "./decode_text";
import { lengthOf, readGpx, readTimedTracks, type GpxFile } from "./read_gpx";

const point = (i: number, tag = "trkpt") =>
  `<${tag} lat="${(42.51 + Math.sin(i / 9) / 100).toFixed(6)}" lon="${(1.53 + i / 2500).toFixed(6)}"><ele>${1500 + i}</ele></${tag}>`;
const points = (count: number, tag?: string) => Array.from({ length: count }, (_, i) => point(i, tag));
const kTrack = `<trk><name>A walk</name><trkseg>${points(60).join("\n")}</trkseg></trk>`;
const gpx = (content: string, attributes = 'xmlns="http://www.topografix.com/GPX/1/1" version="1.1"') =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<gpx ${attributes} creator="t">${content}</gpx>`;

function read(text: string): GpxFile {
  const file = readGpx(text, "file.gpx");
  expect(file).not.toBeTypeOf("string");
  return file as GpxFile;
}
const kWhole = read(gpx(kTrack));

describe("what programs write", () => {
  it("a plain track, with its heights", () => {
    expect(kWhole).toMatchObject({ name: "A walk", points: [], notes: [] });
    expect(kWhole.lines.map((line) => line.length)).toEqual([60]);
    expect(kWhole.lines[0]![3]).toEqual([1.5312, expect.closeTo(42.513272, 5), 1503]);
    expect(lengthOf(kWhole.lines)).toBeGreaterThan(2000);
  });
  it("version 1.0, prefixed names, prefixes that nobody declared, white space first", () => {
    const prefixed = gpx(kTrack).replace(/<(\/?)(?=[a-z])/g, "<$1g:");
    const extension =
      "<extensions><gpxx:TrackExtension><gpxx:DisplayColor>Red</gpxx:DisplayColor></gpxx:TrackExtension></extensions>";
    for (const text of [
      gpx(kTrack, 'xmlns="http://www.topografix.com/GPX/1/0" version="1.0"'),
      prefixed,
      gpx(kTrack.replace("<trkseg>", `${extension}<trkseg>`)),
      ` \n\t ${gpx(kTrack)}`,
      gpx(kTrack).replaceAll('"', "'"),
      gpx(`<!-- a track -->${kTrack}`),
    ])
      expect(read(text)).toEqual(kWhole);
  });
  it("a segment for every point", () => {
    const alone = points(60).map((one) => `<trkseg>${one}</trkseg>`);
    expect(read(gpx(`<trk><name>A walk</name>${alone.join("")}</trk>`))).toEqual(kWhole);
  });
  it("a route and a track of the same walk count once, and another route counts", () => {
    const route = `<rte><name>same</name>${points(60, "rtept").join("")}</rte>`;
    expect(read(gpx(route + kTrack))).toEqual(kWhole);
    expect(read(gpx(kTrack + route))).toEqual(kWhole);
    const thin = `<rte>${points(60, "rtept")
      .filter((_, i) => i % 20 === 0 || i === 59)
      .join("")}</rte>`;
    expect(read(gpx(kTrack + thin)).lines).toHaveLength(1);
    const other = `<rte><rtept lat="43" lon="2"/><rtept lat="43.1" lon="2"/></rte>`;
    expect(read(gpx(kTrack + other)).lines).toHaveLength(2);
  });
  it("BaseCamp's points between the points of a route", () => {
    const rpt = (from: number) =>
      `<extensions><gpxx:RoutePointExtension>${Array.from({ length: 10 }, (_, i) => `<gpxx:rpt lat="42.5" lon="${(1 + (from * 10 + i) / 1000).toFixed(3)}"/>`).join("")}</gpxx:RoutePointExtension></extensions>`;
    const route = [0, 1, 2].map((i) => `<rtept lat="42.5" lon="${(1 + i / 100).toFixed(3)}">${rpt(i)}</rtept>`);
    const { lines } = read(gpx(`<rte><name>Garmin trip</name>${route.join("")}</rte>`));
    expect(lines).toHaveLength(1);
    expect(lines[0]!.map(([lon]) => lon)).toEqual(
      Array.from({ length: 30 }, (_, i) => Number((1 + i / 1000).toFixed(3))),
    );
  });
  it("waypoints, alone or beside a track", () => {
    const waypoints = '<wpt lat="42.51" lon="1.53"><name>Car park &amp; bus</name></wpt><wpt lat="42.6" lon="1.6"/>';
    const expected = [
      { name: "Car park & bus", lat: 42.51, lon: 1.53 },
      { name: "", lat: 42.6, lon: 1.6 },
    ];
    expect(read(gpx(waypoints))).toMatchObject({ name: "file.gpx", lines: [], points: expected });
    expect(read(gpx(waypoints + kTrack))).toEqual({ ...kWhole, points: expected });
  });
  it("is named after its track rather than after the program", () => {
    expect(read(gpx(`<metadata><name>Garmin Connect</name></metadata>${kTrack}`)).name).toBe("A walk");
    expect(read(gpx(`<name>Old</name>${kTrack.replace("<name>A walk</name>", "")}`)).name).toBe("Old");
    const second = '<trk><name>B</name><trkseg><trkpt lat="43" lon="2"/><trkpt lat="43.1" lon="2"/></trkseg></trk>';
    expect(read(gpx(kTrack + second)).name).toBe("A walk and 1 more");
  });
  it("goes on over the date line", () => {
    const track = [179.98, 179.99, -179.99, -179.98].map((lon) => `<trkpt lat="51.9" lon="${lon}"/>`).join("");
    const { lines } = read(gpx(`<trk><trkseg>${track}</trkseg></trk>`));
    const [west, , , east] = lines[0]!.map(([lon]) => lon);
    expect(west).toBe(179.98);
    expect(east).toBeCloseTo(180.02, 6);
    expect(lengthOf(lines)).toBeLessThan(4000);
  });
});

describe("what is damaged", () => {
  it("points without a place are left out, and that is said with the line of the first", () => {
    const bad = '\n<trkpt lat="" lon=""><ele></ele></trkpt><trkpt lat="91" lon="x"/>';
    const file = read(gpx(kTrack.replace("</trkseg>", `${bad}</trkseg>`)));
    expect(file.lines).toEqual(kWhole.lines);
    expect(file.notes).toEqual(["2 points have no usable place (the first in line 62) and are left out."]);
  });
  it("a file that breaks off is shown as far as it goes, and says where", () => {
    const text = gpx(kTrack);
    const file = read(text.slice(0, text.indexOf("<ele>1530") + 7));
    expect(file.lines[0]).toHaveLength(31);
    expect(file.notes).toEqual(["The file breaks off inside <ele>, in line 32: what could be read is shown."]);
    expect(read(text.slice(0, text.indexOf('<trkpt lat="42.51', 900) + 9)).notes[0]).toMatch(
      /breaks off inside <trkseg>/,
    );
    const noHead = readGpx(text.slice(0, 90), "file.gpx");
    expect(noHead).toMatch(/not a GPX file|no track, no route.*breaks off/s);
  });
  it("elements that lie one in another without end are given up at once", () => {
    // The parser's time grows with the square of the depth: half a million elements took more than ten minutes.
    const deep = "<a>".repeat(500_000);
    const file = read(gpx(`${kTrack}\n${deep}`));
    expect(file.lines).toEqual(kWhole.lines);
    expect(file.notes).toEqual([
      expect.stringMatching(
        /^More than 1000 elements lie one in another, in line 62.*: what could be read is shown\.$/,
      ),
    ]);
    expect(readGpx(gpx(deep + "</a>".repeat(500_000)), "file.gpx")).toMatch(/no track.*More than 1000 elements/);
  }, 5_000);
  it("tracks that leap about the world do not fill the memory, beside a route or alone", () => {
    const leaps = Array.from({ length: 40_000 }, (_, i) => {
      const lat = (((i * 7919) % 17_000) / 100 - 85).toFixed(2);
      return `<trkpt lat="${lat}" lon="${(((i * 104_729) % 36_000) / 100 - 180).toFixed(2)}"/>`;
    });
    const track = `<trk><trkseg>${leaps.join("")}</trkseg></trk>`;
    expect(read(gpx(track)).lines[0]).toHaveLength(40_000);
    const route = `<rte>${points(9, "rtept").join("")}</rte>`;
    expect(read(gpx(track + route)).lines.map((line) => line.length)).toEqual([40_000, 9]);
  }, 5_000);
  it("an element that is not closed, and characters that XML does not have", () => {
    expect(read(gpx(kTrack.replace("</trkseg>", ""))).notes[0]).toMatch(/<trkseg> is not closed, in line 61/);
    expect(read(gpx(kTrack.replace("A walk", "bad \u0001 char &amp; &nbsp; & more"))).lines).toEqual(kWhole.lines);
  });
  it("what is no GPX file says what it is", () => {
    for (const [text, said] of [
      ["", /is not a GPX file: it is not XML, but empty/],
      ["PK\u0003\u0004 zip", /is not a GPX file: it is not XML/],
      ["<html><body>Sign in</body></html>", /is not a GPX file: it begins with <html>/],
      ['<?xml version="1.0"?><kml xmlns="x"><Document/></kml>', /begins with <kml>/],
      [gpx(""), /has no track, no route and no waypoint/],
      [gpx('<trk><trkseg><trkpt lat="" lon=""/></trkseg></trk>'), /no waypoint in it\. One point has no usable place/],
    ] as const)
      expect(readGpx(text, "x.gpx"), text).toMatch(said);
  });
});

describe("encodings", () => {
  const named = (encoding: string) => gpx(kTrack.replace("A walk", "Étang de Gör")).replace("UTF-8", encoding);
  const bytesOf = (text: string) => Uint8Array.from(text, (char) => char.charCodeAt(0));
  const wide = (text: string, isLittle: boolean) =>
    Uint8Array.from(
      [...text]
        .flatMap((char) => [char.charCodeAt(0) & 255, char.charCodeAt(0) >> 8])
        .map((_, i, all) => all[isLittle ? i : i ^ 1]!),
    );
  it("is what the file says, or what its bytes are", () => {
    const utf8 = new TextEncoder();
    for (const [what, bytes] of [
      ["UTF-8", utf8.encode(named("UTF-8"))],
      ["UTF-8 with a mark", utf8.encode(`\ufeff${named("UTF-8")}`)],
      ["UTF-8 that says nothing", utf8.encode(named("UTF-8").replace(/<\?.*\?>/, ""))],
      ["UTF-8 that says UTF-16", utf8.encode(named("UTF-16"))],
      ["Latin-1", bytesOf(named("ISO-8859-1"))],
      ["Latin-1 that says UTF-8", bytesOf(named("UTF-8"))],
      ["an encoding that nobody knows", bytesOf(named("x-mac-klingon"))],
      ["UTF-16, little-endian, with a mark", wide(`\ufeff${named("UTF-16")}`, true)],
      ["UTF-16, big-endian, with a mark", wide(`\ufeff${named("UTF-16")}`, false)],
      ["UTF-16, little-endian", wide(named("UTF-16"), true)],
      ["UTF-16, big-endian", wide(named("UTF-16"), false)],
    ] as const)
      expect(read(decodeText(bytes)), what).toEqual({ ...kWhole, name: "Étang de Gör" });
  });
});

describe("a walk with times", () => {
  const timed = (count: number) =>
    Array.from(
      { length: count },
      (_, i) => `<trkpt lat="${42.5 + i / 1000}" lon="1.5"><ele>1500</ele><time>2024-05-01T10:0${i}:00Z</time></trkpt>`,
    );
  it("is one, too, where a program begins a segment for every point", () => {
    const read = readTimedTracks(
      gpx(
        `<trk>${timed(5)
          .map((one) => `<trkseg>${one}</trkseg>`)
          .join("")}</trk>`,
      ),
      "x.gpx",
    );
    expect(read).toMatchObject({ segments: [{ length: 5 }], notes: [] });
    const two = gpx(`<trk><trkseg>${timed(3).join("")}</trkseg><trkseg>${timed(2).join("")}</trkseg></trk>`);
    expect(readTimedTracks(two, "x.gpx")).toMatchObject({ segments: [{ length: 3 }, { length: 2 }] });
  });
  it("that breaks off is used as far as it goes, and says so", () => {
    const text = gpx(`<trk><trkseg>\n${timed(5).join("\n")}</trkseg></trk>`);
    const cut = readTimedTracks(text.slice(0, text.lastIndexOf("<trkpt") + 9), "x.gpx");
    expect(cut).toMatchObject({
      segments: [{ length: 4 }],
      notes: [expect.stringMatching(/breaks off inside <trkseg>, in line \d+: what could be read is used\.$/)],
    });
    const early = readTimedTracks(text.slice(0, text.indexOf("<ele>")), "x.gpx");
    expect(early).toMatch(/has no times.* The file breaks off inside <trkpt>, in line \d+\.$/);
  });
});
