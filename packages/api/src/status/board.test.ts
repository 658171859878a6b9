import { expect, it } from 'vitest';
import { RECENT_MS, statusBoard, type StatusFacts } from './board.ts';

const at = (ms: number) => new Date(1_000_000 + ms);
const factsAt = (readAt: Date): StatusFacts => ({
  readAt,
  watch: undefined,
  changes: [],
  alarms: [],
  violations: [],
  policies: [],
});

function counted(read: (now: Date) => Promise<StatusFacts> = (now) => Promise.resolve(factsAt(now))) {
  const seen = { asked: 0 };
  return { seen, board: statusBoard((now) => (seen.asked++, read(now))) };
}

it('asks once for a crowd, and for all who come within some seconds; then anew', async () => {
  const { seen, board } = counted();
  const crowd = await Promise.all(Array.from({ length: 1000 }, (_, reader) => board.read(at(reader % 100))));
  expect(new Set(crowd).size).toBe(1);
  expect((await board.read(at(RECENT_MS - 1))).readAt).toEqual(at(0));
  expect(seen.asked).toBe(1);
  expect((await board.read(at(RECENT_MS))).readAt).toEqual(at(RECENT_MS));
  expect(seen.asked).toBe(2);
});

it('asks anew when the clock was set back', async () => {
  const { seen, board } = counted();
  await board.read(at(0));
  await board.read(at(-1));
  expect(seen.asked).toBe(2);
});

it('keeps no failure', async () => {
  let isAway = true;
  const { seen, board } = counted((now) => (isAway ? Promise.reject(new Error('away')) : Promise.resolve(factsAt(now))));
  await expect(Promise.all([board.read(at(0)), board.read(at(1))])).rejects.toThrow('away');
  expect(seen.asked).toBe(1);
  isAway = false;
  expect((await board.read(at(2))).readAt).toEqual(at(2));
});
