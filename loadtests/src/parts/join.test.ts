import { describe, expect, it } from 'vitest';
import type { Summary, Verdict } from '../../lib/promise.ts';
import type { Doubt } from '../report/report.ts';
import { joinParts, type PartEnd } from './join.ts';

const soon: Verdict = {
  ...{ id: 'soon', sentence: 'Soon', metric: 'wait', bound: 'p(95)<500', unit: 'ms' },
  ...{ value: 120, samples: 40, met: true },
};
const none = { value: null, samples: 0, met: false };
const summaryOf = (promises: readonly Verdict[], metrics: Summary['metrics'] = {}): Summary => ({
  promises,
  metrics: { iterations: { count: 1 }, ...metrics },
});
const ends = (...summaries: readonly (Summary | undefined)[]): readonly PartEnd[] =>
  summaries.map((summary, at) => ({ number: at + 1, summary, doubts: [] }));
const joined = (...verdicts: readonly Verdict[]) =>
  joinParts(ends(...verdicts.map((verdict) => summaryOf([verdict]))), '01-webinar');
const firstOf = (...verdicts: readonly Verdict[]) => joined(...verdicts).promises[0];

describe('a promise of several parts', () => {
  it('is kept if every part kept it', () => {
    expect(firstOf(soon, soon)).toMatchObject({ met: true, samples: 80 });
    expect(firstOf(soon, { ...soon, value: 900, met: false })).toMatchObject({ met: false });
    expect(firstOf(soon, { ...soon, met: false })).toMatchObject({ met: false });
    expect(firstOf({ ...soon, value: 900, met: false }, soon)).toMatchObject({ met: false });
  });

  it.each([
    ['p(95)<500', [120, 480, 3], 480],
    ['med>1300', [1700, 1400, 1690], 1400],
    ['min>0', [4, 2, 3], 2],
    ['rate==1', [1, 0.98, 1], 0.98],
    ['avg<0.5', [0.1, 0.3, 0], 0.3],
  ])('of %s shows the worst of %j', (bound, values, worst) =>
    expect(firstOf(...values.map((value) => ({ ...soon, bound, value })))).toMatchObject({ value: worst }),
  );

  it('that counts adds up, and each may be within what together is beyond', () => {
    const few = { ...soon, bound: 'count<10', unit: '' as const };
    expect(firstOf({ ...few, value: 4 }, { ...few, value: 5 })).toMatchObject({ value: 9, met: true });
    expect(firstOf({ ...few, value: 6 }, { ...few, value: 7 })).toMatchObject({ value: 13, met: false });
  });

  it('without a figure in a part that has samples is not kept', () =>
    expect(firstOf(soon, { ...soon, value: null })).toMatchObject({ value: null, met: false }));
});

describe('a part that claims more than it shows', () => {
  const doubtsOf = (summary: Summary) => joinParts(ends(summaryOf([soon]), summary), '01-webinar').doubts;

  it('is a doubt where it began nothing', () =>
    expect(doubtsOf({ promises: [soon], metrics: {} })).toMatchObject([{ kind: 'load not reached' }]));

  it('is a doubt where it says nothing of a promise, or means another bound', () => {
    expect(doubtsOf(summaryOf([]))).toMatchObject([{ kind: 'empty metrics' }]);
    expect(doubtsOf(summaryOf([{ ...soon, bound: 'p(95)<9000' }]))).toMatchObject([{ kind: 'empty metrics' }]);
  });

  it('has not kept a promise whose bound its figure is beyond, whatever it says', () =>
    expect(firstOf(soon, { ...soon, value: 900, met: true })).toMatchObject({ met: false }));
});

describe('a part without samples', () => {
  const ofSome: Verdict = { ...soon, ofSome: true };

  it('is borne where few feed the promise, and another part has some', () => {
    const { promises, doubts } = joined(ofSome, { ...ofSome, ...none });
    expect(promises[0]).toMatchObject({ met: true, value: 120, samples: 40 });
    expect(doubts).toEqual([]);
  });

  it('is a doubt where everybody feeds it: its viewers may have seen nothing at all', () =>
    expect(joined(soon, { ...soon, ...none }).doubts).toEqual([
      { kind: 'empty metrics', phase: '01-webinar', sentence: 'part 2: nothing was measured here of wait' },
    ]));

  it('is a doubt where no part has any, which is said once', () => {
    for (const promise of [soon, ofSome]) {
      const { promises, doubts } = joined({ ...promise, ...none }, { ...promise, ...none });
      expect(promises[0]).toMatchObject({ met: false, value: null, samples: 0 });
      expect(doubts).toEqual([
        { kind: 'empty metrics', phase: '01-webinar', sentence: 'nothing was measured in any part of wait' },
      ]);
    }
  });
});

describe('a part that cannot be believed', () => {
  it('is named with its own doubts', () => {
    const own: Doubt = { kind: 'generator saturated', phase: 'part-3', sentence: 'the generator left 2 % idle' };
    const [one, two, three] = ends(summaryOf([soon]), summaryOf([soon]), summaryOf([soon]));
    if (one === undefined || two === undefined || three === undefined) throw new Error('three parts');
    expect(joinParts([one, two, { ...three, doubts: [own] }], '01-webinar').doubts).toEqual([
      { kind: 'generator saturated', phase: '01-webinar', sentence: 'part 3: the generator left 2 % idle' },
    ]);
  });

  it('is one that left no summary, and the first one, too', () => {
    const { doubts, promises } = joinParts(ends(undefined, summaryOf([soon])), '01-webinar');
    expect(doubts).toEqual([{ kind: 'crashed', phase: '01-webinar', sentence: 'part 1: k6 left no summary' }]);
    expect(promises).toHaveLength(1);
  });

  it('is one to which something came before it was sent: its clock is another', () => {
    const early = summaryOf([soon], { livekit_frame_delay: { min: -12.34, max: 40 } });
    expect(joinParts(ends(summaryOf([soon]), early), '01-webinar').doubts).toMatchObject([
      { kind: 'clock', sentence: expect.stringContaining('part 2: something came 12.3 ms before it was sent') as string },
    ]);
    const late = summaryOf([soon], { livekit_frame_delay: { min: 0, max: 40 } });
    expect(joinParts(ends(summaryOf([soon]), late), '01-webinar').doubts).toEqual([]);
  });
});

describe('the metrics of several parts', () => {
  it('add up where they count, and keep the least and the most', () => {
    const one = { iterations: { count: 5, rate: 1 }, ok: { passes: 3, fails: 1 }, wait: { min: 2, max: 9, med: 5 } };
    const other = {
      iterations: { count: 7, rate: 3 },
      ok: { passes: 2, fails: 0 },
      wait: { min: 1, max: 4, med: 2 },
      more: { count: 1 },
    };
    expect(joinParts(ends(summaryOf([], one), summaryOf([], other)), 'x').metrics).toEqual({
      iterations: { count: 12, rate: 1 },
      ok: { passes: 5, fails: 1 },
      wait: { min: 1, max: 9, med: 5 },
      more: { count: 1 },
    });
  });
});
