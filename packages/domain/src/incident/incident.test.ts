import { describe, expect, test } from 'vitest';
import { boardDeadline, deadlinesOf, dueReminder, openSteps, reportDeadline, stateOf, type Steps } from './clock.ts';
import { editIncidentInput, openIncidentInput } from './contract.ts';
import { changedFields, missingFor, type ReportFields, reportFields } from './report.ts';
import { incidentTypes } from './types.ts';

const noticedAt = new Date('2026-11-26T04:00:00Z');
const after = (hours: number, ms = 0) => new Date(noticedAt.getTime() + hours * 3_600_000 + ms);
const nothingDone: Steps = {
  noticedAt,
  partlyFiledAt: null,
  filedAt: null,
  breachAt: null,
  boardToldAt: null,
  personsToldAt: null,
  closedAt: null,
};
const whole: ReportFields = {
  type: 'data_breach',
  noticedAt,
  organisation: 'Ministry of Health',
  systems: 'portal',
  scope: '40 people',
  indicators: '192.0.2.1',
  containment: 'closed',
  contact: '+91 11 2300 0000',
  other: '',
};

describe('what is reported', () => {
  test('are the twenty types of Annexure I, each once', () => {
    expect(new Set(incidentTypes).size).toBe(20);
    expect(incidentTypes).toHaveLength(20);
  });

  test('are nine fields', () => expect(reportFields).toHaveLength(9));

  test.each([
    ['partial', {}, []],
    ['partial', { systems: '', scope: '', indicators: '', containment: '' }, []],
    ['partial', { organisation: '', contact: ' \n' }, ['organisation', 'contact']],
    ['full', {}, []],
    ['full', { systems: '', indicators: '' }, ['systems', 'indicators']],
    ['full', { organisation: '', scope: '', containment: '', contact: '' }, ['organisation', 'scope', 'containment', 'contact']],
  ] as const)('a %s report with %j lacks %j', (kind, without, missing) => {
    expect(missingFor(kind, { ...whole, ...without })).toEqual(missing);
  });

  test('what was changed is told by its names', () => {
    expect(changedFields(whole, { ...whole, scope: '41 people', noticedAt: after(1) })).toEqual(['noticedAt', 'scope']);
    expect(changedFields(whole, { ...whole, noticedAt: new Date(noticedAt) })).toEqual([]);
  });

  test('a request with a type that is not of the list, or a field nobody knows, fits no contract', () => {
    const input = { ministryId: crypto.randomUUID(), type: 'data_breach', noticedAt: noticedAt.toISOString() };
    expect(openIncidentInput.parse(input)).toMatchObject({ systems: '', contact: '' });
    expect(openIncidentInput.safeParse({ ...input, type: 'theft' }).success).toBe(false);
    expect(openIncidentInput.safeParse({ ...input, filedAt: input.noticedAt }).success).toBe(false);
    expect(editIncidentInput.safeParse({ ...input, incidentId: input.ministryId }).success).toBe(false);
  });
});

describe('the clocks', () => {
  test('are six hours and seventy-two, from when it was noticed', () => {
    expect(reportDeadline(noticedAt)).toEqual(new Date('2026-11-26T10:00:00Z'));
    expect(boardDeadline(noticedAt)).toEqual(new Date('2026-11-29T04:00:00Z'));
  });

  test.each([
    ['to the last moment', { filedAt: after(6) }, false],
    ['a moment later', { filedAt: after(6, 1) }, true],
    ['partly in time, the rest days later', { partlyFiledAt: after(5), filedAt: after(60) }, false],
    ['partly too late', { partlyFiledAt: after(7), filedAt: after(8) }, true],
  ])('a report %s', (_, done, isLate) => {
    expect(deadlinesOf({ ...nothingDone, ...done }, after(200)).report.isLate).toBe(isLate);
  });

  test('mark what is not done as late from the moment on', () => {
    expect(deadlinesOf(nothingDone, after(6)).report).toEqual({ by: after(6), metAt: null, isLate: false });
    expect(deadlinesOf(nothingDone, after(6, 1)).report.isLate).toBe(true);
  });

  test('the second runs for breaches of personal data alone', () => {
    expect(deadlinesOf(nothingDone, after(100)).board).toBeNull();
    const breach = { ...nothingDone, breachAt: after(70) };
    expect(deadlinesOf(breach, after(72)).board).toEqual({ by: after(72), metAt: null, isLate: false });
    expect(deadlinesOf(breach, after(72, 1)).board?.isLate).toBe(true);
    expect(deadlinesOf({ ...breach, boardToldAt: after(71) }, after(100)).board?.isLate).toBe(false);
  });
});

describe('a reminder', () => {
  const due = (hours: number, sent: readonly number[] = [], steps: Partial<Steps> = {}) =>
    dueReminder({ ...nothingDone, ...steps }, { sent, now: after(hours) });

  test.each([
    [2.99, [], null],
    [3, [], { hours: 3, covers: [3] }],
    [4.99, [3], null],
    [5, [3], { hours: 5, covers: [5] }],
    [6, [3, 5], { hours: 6, covers: [6] }],
    [700, [3, 5, 6], null],
    [5.5, [], { hours: 5, covers: [3, 5] }],
    [9, [], { hours: 6, covers: [3, 5, 6] }],
  ])('%d hours later, when %j have been sent: %j', (hours, sent, expected) => {
    expect(due(hours, sent)).toEqual(expected);
  });

  test('is for what nobody has reported', () => {
    for (const done of [{ partlyFiledAt: after(1) }, { filedAt: after(1) }, { closedAt: after(1) }])
      expect(due(6, [], done)).toBeNull();
  });
});

describe('the states', () => {
  test('follow from what was done', () => {
    expect(stateOf(nothingDone)).toBe('open');
    expect(stateOf({ ...nothingDone, partlyFiledAt: after(1) })).toBe('partly_reported');
    expect(stateOf({ ...nothingDone, filedAt: after(1) })).toBe('reported');
    expect(stateOf({ ...nothingDone, filedAt: after(1), closedAt: after(2) })).toBe('closed');
  });

  test('it is closed when all has been told that has to be', () => {
    expect(openSteps(nothingDone)).toEqual(['report']);
    expect(openSteps({ ...nothingDone, filedAt: after(1) })).toEqual([]);
    const breach = { ...nothingDone, filedAt: after(1), breachAt: after(1) };
    expect(openSteps(breach)).toEqual(['board', 'persons']);
    expect(openSteps({ ...breach, boardToldAt: after(2), personsToldAt: after(2) })).toEqual([]);
  });
});
