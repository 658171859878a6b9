import { describe, expect, it } from 'vitest';
import { settledNumbers } from './settled.ts';

const at = (seconds: number) => new Date(Date.UTC(2026, 10, 27) + seconds * 1000);

describe('numbers up to the floor', () => {
  it('are none before anything was seen, and none while all entries are looked through', () => {
    const settled = settledNumbers();
    expect(settled.before(at(0))).toBe(0);
    settled.note({ newest: 10, oldest: 100n, next: 100n }, at(0));
    settled.note({ newest: 20, oldest: 110n, next: 110n }, at(6));
    expect(settled.before(at(6))).toBe(10);
    expect(settled.before(at(3600))).toBe(0);
    expect(settled.before(at(3601))).toBe(10);
  });

  it('do not rise over a transaction that was under way and still is', () => {
    const settled = settledNumbers();
    settled.before(at(0));
    settled.note({ newest: 10, oldest: 95n, next: 100n }, at(0));
    settled.note({ newest: 20, oldest: 95n, next: 110n }, at(60));
    expect(settled.before(at(60))).toBe(0);
    settled.note({ newest: 30, oldest: 99n, next: 120n }, at(120));
    expect(settled.before(at(120))).toBe(0);
    settled.note({ newest: 40, oldest: 100n, next: 130n }, at(180));
    expect(settled.before(at(180)), 'what was under way at the first look has ended').toBe(10);
  });

  it('do not rise at once: a number is taken an instant before its transaction can be seen', () => {
    const settled = settledNumbers();
    settled.before(at(0));
    settled.note({ newest: 10, oldest: 100n, next: 100n }, at(0));
    settled.note({ newest: 20, oldest: 110n, next: 110n }, at(2));
    expect(settled.before(at(2))).toBe(0);
    settled.note({ newest: 30, oldest: 120n, next: 120n }, at(5));
    expect(settled.before(at(5))).toBe(10);
  });

  it('are not many to remember, however long a transaction lasts', () => {
    const settled = settledNumbers();
    settled.before(at(0));
    for (let turn = 0; turn < 1000; turn += 1)
      settled.note({ newest: turn, oldest: BigInt(turn), next: BigInt(turn) }, at(turn * 2));
    expect(settled.before(at(2000))).toBe(996);
  });
});
