import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clockFaults, offsetOf, type SourceReading } from './clock-watch.ts';
import { NTP_BYTES, ntpRequest, readNtpAnswer } from './ntp-packet.ts';

const cookie = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8);
const sentAt = Date.UTC(2026, 10, 26, 10);

/** As a server writes it whose clock is `ahead` of ours, after half of `delay` on the way. */
function answerOf({ ahead = 0, delay = 20, stratum = 1, first = 0b00_100_100 } = {}): Uint8Array {
  const packet = new Uint8Array(NTP_BYTES);
  packet[0] = first;
  packet[1] = stratum;
  packet.set(cookie, 24);
  const view = new DataView(packet.buffer);
  for (const at of [32, 40]) {
    const ms = sentAt + delay / 2 + ahead + 2_208_988_800_000;
    view.setUint32(at, Math.floor(ms / 1000) % 2 ** 32);
    view.setUint32(at + 4, Math.round(((ms % 1000) / 1000) * 2 ** 32) % 2 ** 32);
  }
  return packet;
}
const read = (packet: Uint8Array, delay = 20) => readNtpAnswer(packet, { cookie, sentAt, cameAt: sentAt + delay });

describe('an answer of a time server', () => {
  it('tells how far our clock is off, whichever way and however long it took', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), fc.integer({ min: 0, max: 2000 }), (ahead, delay) => {
        const answer = read(answerOf({ ahead, delay }), delay);
        expect(answer?.offsetMs).toBeCloseTo(ahead, 0);
        expect(answer?.delayMs).toBeCloseTo(delay, 0);
      }),
    );
  });

  it('is understood after the year 2036, too', () => {
    expect(read(answerOf({ ahead: 12 * 365 * 86_400_000 }))?.offsetMs).toBeCloseTo(12 * 365 * 86_400_000, 0);
  });

  it.each([
    ['is cut', answerOf().slice(0, 47)],
    ['answers another request', answerOf().fill(9, 24, 32)],
    ['says that its server has no time', answerOf({ first: 0b11_100_100 })],
    ['is a request itself', answerOf({ first: 0b00_100_011 })],
    ['is a kiss of death', answerOf({ stratum: 0 })],
    ['comes from a server that follows nobody', answerOf({ stratum: 16 })],
    ['names no time', answerOf().fill(0, 32, 48)],
  ])('is none when it %s', (_, packet) => {
    expect(read(packet)).toBeNull();
  });

  it('is asked for without telling our time', () => {
    expect([...ntpRequest(cookie)].filter((byte) => byte !== 0)).toEqual([0b00_100_011, ...cookie]);
  });
});

const source = (offsetMs: number | null): SourceReading => ({
  host: 'h',
  answer: offsetMs === null ? null : { offsetMs, delayMs: 10, stratum: 1 },
});

describe('what is made of it', () => {
  it.each([
    [[], null],
    [[null, null], null],
    [[5], 5],
    [[4, 6], 4],
    [[90_000, 3, 5], 5],
    [[null, -90_000, 3, 5], 3],
  ])('of %o it is %o: one that lies moves nothing', (offsets, expected) => {
    expect(offsetOf(offsets.map(source))).toBe(expected);
  });

  it.each([
    [{ offsetMs: 1000, databaseOffsetMs: 900 }, []],
    [{ offsetMs: -1001, databaseOffsetMs: -1001 }, ['worker']],
    [{ offsetMs: 5, databaseOffsetMs: 1200 }, ['database']],
    [{ offsetMs: null, databaseOffsetMs: -1200 }, ['database']],
    [{ offsetMs: 1500, databaseOffsetMs: 0 }, ['worker', 'database']],
    [{ offsetMs: null, databaseOffsetMs: 10 }, []],
  ] as const)('%o alarms %o', (reading, faults) => {
    expect(clockFaults(reading)).toEqual(faults);
  });
});
