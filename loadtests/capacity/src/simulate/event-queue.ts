/** What happens next. `tinyqueue` (ISC) is the heap; at one moment, first put in is first out, so that a seed gives one day. */
import TinyQueue from 'tinyqueue';

export type EventQueue<T> = Readonly<{
  add: (at: number, event: T) => void;
  next: () => Readonly<{ at: number; event: T }> | undefined;
}>;

type Entry<T> = Readonly<{ at: number; order: number; event: T }>;

export function eventQueue<T>(): EventQueue<T> {
  const heap = new TinyQueue<Entry<T>>([], (one, other) => one.at - other.at || one.order - other.order);
  let order = 0;
  return {
    add: (at, event) => {
      heap.push({ at, order, event });
      order += 1;
    },
    next: () => heap.pop(),
  };
}
