/**
 * Up to which number every entry has its place in the tree, or never comes. Numbers are given before the commit: a low one may come
 * later than a high one. Without this floor each turn of the sequencer would look through the whole log.
 */
import type { Look } from '@sabha/db/stores/audit-log';

/** A number is taken an instant before its transaction has an id. Who was stopped in that instant for longer is found by the look at all. */
const SETTLED_MS = 5_000;
const WHOLE_LOOK_MS = 60 * 60_000;

export type SettledNumbers = Readonly<{
  /** From time to time 0: then all entries are looked through. */
  before(now: Date): number;
  note(look: Look, now: Date): void;
}>;

export function settledNumbers(): SettledNumbers {
  let seen: readonly (Look & Readonly<{ at: number }>)[] = [];
  let floor = 0;
  let looked = -Infinity;
  return {
    before(now) {
      const at = now.getTime();
      if (at - looked < WHOLE_LOOK_MS) return floor;
      looked = at;
      return 0;
    },
    note(look, now) {
      const at = now.getTime();
      // All that was under way then has ended by now: whatever it wrote could be seen by this look.
      const isSettled = (one: Look & Readonly<{ at: number }>) => at - one.at >= SETTLED_MS && one.next <= look.oldest;
      floor = Math.max(floor, ...seen.filter(isSettled).map(({ newest }) => newest));
      seen = [...seen.filter((one) => !isSettled(one)), { ...look, at }];
    },
  };
}
