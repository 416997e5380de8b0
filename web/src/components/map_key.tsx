// The map's key: what each kind of line means.
const kLines = [
  { mark: "graded", text: "path of grade T1" },
  { mark: "mountain", text: "mountain path (T2; with shorter dashes T3)" },
  { mark: "ungraded", text: "path that nobody has graded: unknown, not easy" },
  { mark: "alpine", text: "alpine path (T4 to T6), via ferrata" },
  { mark: "informal", text: "informal path" },
  { mark: "track", text: "track; a whole line where it is known to be firm" },
  { mark: "road", text: "road that links paths" },
  { mark: "reach", text: "road within the drive" },
  { mark: "drive", text: "drive to the chosen loop" },
  { mark: "ridge", text: "ridge" },
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
