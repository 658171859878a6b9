import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { fluidBurst } from './burst.ts';
import { erlangC, meanWait, serversFor, waitQuantile } from './many-servers.ts';

// Worked out by hand from the formula with factorials; (10, 8) is also in the printed tables.
test.each([
  [1, 0.5, 0.5],
  [2, 1, 1 / 3],
  [3, 2, 4 / 9],
  [6, 5, 0.5875],
  [10, 8, 0.4092],
  [2, 2, 1],
  [3, 7, 1],
])('with %i servers and %f erlang one waits with probability %f', (servers, offered, probability) => {
  expect(erlangC(servers, offered)).toBeCloseTo(probability, 4);
});

describe('a wait', () => {
  const mm1 = { servers: 1, arrivals: 0.8, service: 1 };

  it('is rho / (mu - lambda) on average with one server', () => {
    expect(meanWait(mm1)).toBeCloseTo(4, 9);
  });

  it('is half as long where service is clockwork (Pollaczek and Khinchine)', () => {
    expect(meanWait({ ...mm1, serviceVariation: 0 })).toBeCloseTo(2, 9);
  });

  it('is one third of the service time with two servers at half load', () => {
    expect(meanWait({ servers: 2, arrivals: 1, service: 1 })).toBeCloseTo(1 / 3, 9);
  });

  it('is below ln(rho / 0.01) / (mu - lambda) for all but one in a hundred with one server', () => {
    expect(waitQuantile(mm1, 0.99)).toBeCloseTo(Math.log(80) / 0.2, 6);
  });

  it('has no end where more come than are served, and is nothing where few come', () => {
    expect(meanWait({ ...mm1, arrivals: 1 })).toBe(Infinity);
    expect(waitQuantile({ servers: 10, arrivals: 1, service: 1 }, 0.99)).toBe(0);
  });

  it('is kept by the fewest servers, and not by one fewer', () => {
    const load = fc.record({
      arrivals: fc.double({ min: 0.1, max: 5_000, noNaN: true }),
      service: fc.double({ min: 0.001, max: 2, noNaN: true }),
      seconds: fc.double({ min: 0.01, max: 5, noNaN: true }),
    });
    fc.assert(
      fc.property(load, ({ arrivals, service, seconds }) => {
        const servers = serversFor({ arrivals, service }, seconds);
        expect(waitQuantile({ servers, arrivals, service }, 0.99)).toBeLessThanOrEqual(seconds);
        if (servers > 1) expect(waitQuantile({ servers: servers - 1, arrivals, service }, 0.99)).toBeGreaterThan(seconds);
      }),
      { numRuns: 60 },
    );
  });
});

describe('a rush', () => {
  // 100 s at 30 a second against 20 leave 1,000 waiting, which is 50 s of work; at 10 a second it takes 100 s to go.
  const rush = [
    { seconds: 100, arrivals: 30 },
    { seconds: 300, arrivals: 10 },
  ];

  it('leaves a queue that is worked off', () => {
    expect(fluidBurst(rush, 20)).toEqual({ longestWait: 50, longestQueue: 1000, duration: 200 });
  });

  it('goes unnoticed where there is enough of everything', () => {
    expect(fluidBurst(rush, 30)).toEqual({ longestWait: 0, longestQueue: 0, duration: 0 });
  });

  it('is worked off after it where it was too much to the end', () => {
    expect(fluidBurst(rush.slice(0, 1), 20)).toEqual({ longestWait: 50, longestQueue: 1000, duration: 150 });
  });

  it('cannot be served by nobody', () => {
    expect(() => fluidBurst(rush, 0)).toThrow(RangeError);
  });
});
