// What the map says of a place to sleep, in plain words, and what it does not say.
import type { Night, Reservation } from "../plan/types";

const kMonths = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

const kReservations: Record<Reservation, string> = {
  no: "no reservations",
  possible: "can be reserved",
  recommended: "better reserved",
  required: "only with a reservation",
};

/** "open June to September", "open in July and December to April"; "" where nothing is known. REQUIRES ascending months, each
 * once. */
export function openText(months: readonly number[]): string {
  if (months.length === 0) return "";
  if (months.length === kMonths.length) return "open all year";
  const isOpen = (month: number) => months.includes(((month + 11) % 12) + 1);
  const runs = months
    .filter((month) => !isOpen(month - 1))
    .map((first) => {
      let last = first;
      while (isOpen(last + 1)) last += 1;
      const name = (month: number) => kMonths[(month - 1) % 12]!;
      return first === last ? `in ${name(first)}` : `${name(first)} to ${name(last)}`;
    });
  return `open ${runs.join(" and ")}`;
}

/** Phone and website apart: they are links. */
export function knownFacts({ open_months, capacity, fee, reservation }: Night): string[] {
  return [
    openText(open_months),
    capacity === null ? "" : `${capacity} ${capacity === 1 ? "place" : "places"}`,
    fee === null ? "" : fee ? "costs something" : "free of charge",
    reservation === null ? "" : kReservations[reservation],
  ].filter(Boolean);
}

/** What one would like to know before one goes there. A place under the open sky is no object of the map: none of
 * this is asked of it. */
export function unknownFacts({ kind, open_months, capacity, fee, reservation, phone, website }: Night): string[] {
  if (kind === "wild") return [];
  return [
    open_months.length === 0 && "when it is open",
    capacity === null && "how many it holds",
    fee === null && "whether it costs something",
    reservation === null && "whether to reserve",
    phone === null && website === null && "whom to ask",
  ].filter((fact) => fact !== false);
}

/** What a phone dials: "tel:+376123456". The zero in "+44 (0)20" is for calls from inside the country. */
export const phoneLink = (phone: string) => `tel:${phone.replace("(0)", "").replace(/[^+\d]/g, "")}`;

/** "example.org". */
export const siteName = (website: string) => website.replace(/^https?:\/\/(www\.)?/, "").replace(/[/?#].*$/, "");
