// The map's key: what each kind of line means.
const kLines = [
  { mark: "graded", text: "path with a grade" },
  { mark: "ungraded", text: "path that nobody has graded: unknown, not easy" },
  { mark: "alpine", text: "alpine path (T4 to T6), via ferrata" },
  { mark: "informal", text: "informal path" },
  { mark: "track", text: "track" },
  { mark: "road", text: "road that links paths" },
  { mark: "reach", text: "road within the drive" },
  { mark: "drive", text: "drive to the chosen loop" },
];

export function MapKey() {
  return (
    <details class="map-key">
      <summary>Map key</summary>
      <ul>
        {kLines.map(({ mark, text }) => (
          <li key={mark}>
            <span class="line-mark" data-line={mark} aria-hidden="true" /> {text}
          </li>
        ))}
      </ul>
    </details>
  );
}
