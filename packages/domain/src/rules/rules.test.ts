import { describe, expect, it } from 'vitest';
import { nationalTimeServers } from '../clock/clock-watch.ts';
import { judgeRules, type RuleFacts, type RuleId, ruleIds } from './rules.ts';

const answer = { offsetMs: 3, delayMs: 10, stratum: 1 };
const clock = { sources: nationalTimeServers.map((host) => ({ host, answer })), offsetMs: 3, databaseOffsetMs: 4 };
const fine: RuleFacts = {
  clock,
  logSites: [{ siteId: 'del1', isInCountry: true }],
  entries: { erasedEarly: 0, overdue: 0, unsigned: 0, areChangeable: false },
  incidentsOverdue: 0,
  head: { size: 10, witnesses: ['nic/w'] },
  isWatched: true,
  violations: [],
  policyVersion: 4,
  publicUrl: 'https://sabha.example',
};
const entries = (more: Partial<RuleFacts['entries']>): Partial<RuleFacts> => ({ entries: { ...fine.entries, ...more } });
const stateOf = (rule: RuleId, more: Partial<RuleFacts>) => {
  const { state, why } = judgeRules({ ...fine, ...more }).find((one) => one.rule === rule) ?? { state: 'none', why: '' };
  return `${state}: ${why}`;
};

describe('the rules', () => {
  it('are all green where all is well, each once', () => {
    const verdicts = judgeRules(fine);
    expect(verdicts.map(({ rule }) => rule)).toEqual(ruleIds);
    expect(verdicts.filter(({ state }) => state !== 'green')).toEqual([]);
  });

  it.each([
    ['clock_followed', { clock: null }, 'unknown: not_looked'],
    ['clock_followed', { clock: { ...clock, sources: [] } }, 'red: no_source'],
    [
      'clock_followed',
      { clock: { ...clock, sources: [...clock.sources, { host: 'time.google.com', answer }] } },
      'red: other_source',
    ],
    ['clock_followed', { clock: { ...clock, offsetMs: null } }, 'unknown: silent'],
    ['clock_right', { clock: { ...clock, offsetMs: 1001 } }, 'red: off'],
    ['clock_right', { clock: { ...clock, databaseOffsetMs: -1001 } }, 'red: off'],
    ['clock_right', { clock: { ...clock, offsetMs: null } }, 'unknown: silent'],
    ['clock_right', { clock: null }, 'unknown: not_looked'],
    ['logs_in_country', { logSites: [] }, 'red: nowhere'],
    ['logs_in_country', { logSites: [...fine.logSites, { siteId: 'x', isInCountry: false }] }, 'red: abroad'],
    ['logs_kept', entries({ erasedEarly: 1 }), 'red: erased_early'],
    ['values_erased', entries({ overdue: 1 }), 'red: overdue'],
    ['incidents_reported', { incidentsOverdue: 1 }, 'red: overdue'],
    ['log_signed', entries({ unsigned: 1 }), 'red: behind'],
    ['log_signed', { head: null }, 'red: never'],
    ['log_witnessed', { head: { size: 10, witnesses: [] } }, 'red: alone'],
    ['log_witnessed', { head: null }, 'unknown: never'],
    ['log_unchangeable', entries({ areChangeable: true }), 'red: changeable'],
    ['policy_kept', { violations: ['stranger_node'] }, 'red: violated'],
    ['policy_kept', { isWatched: false }, 'unknown: unwatched'],
    ['served_encrypted', { publicUrl: 'http://sabha.example' }, 'red: in_the_clear'],
  ] as const)('%s: %# is not green', (rule, more, expected) => {
    expect(stateOf(rule, more)).toBe(expected);
  });
});
