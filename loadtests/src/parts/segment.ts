/** Which share of a load is one generator's. */

/** One generator of several; the first is number 1. */
export type Part = Readonly<{ number: number; of: number }>;

/** As k6 takes them (`--execution-segment`, `--execution-segment-sequence`); all parts have the sequence in common. */
export type Segment = Readonly<{ segment: string; sequence: string }>;

export function segmentOf({ number, of }: Part): Segment {
  const cut = (at: number) => (at === 0 ? '0' : at === of ? '1' : `${at}/${of}`);
  const sequence = Array.from({ length: of + 1 }, (_, at) => cut(at)).join(',');
  return { segment: `${cut(number - 1)}:${cut(number)}`, sequence };
}

/**
 * The addresses that a part comes from on loopback: a whole block, so that limits by address meet as many clients as there are virtual
 * users, and one of its own, so that two parts on one machine are not taken for the same people.
 */
export const loopbackAddresses = (number: number): string => `127.${15 + number}.0.0-127.${15 + number}.255.255`;
