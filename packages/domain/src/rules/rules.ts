/**
 * The rules that a service of government must keep, each held against what is so now. Pure and total: what cannot be told is
 * `unknown`, never green. Sources: CERT-In Directions of 28 April 2022; DPDP Rules 2025; the service's own promises.
 */
import { type ClockReading, clockFaults, nationalTimeServers } from '../clock/clock-watch.ts';
import type { ViolationKind } from '../residency/status-contract.ts';

export const ruleIds = [
  'clock_followed',
  'clock_right',
  'logs_in_country',
  'logs_kept',
  'values_erased',
  'incidents_reported',
  'log_signed',
  'log_witnessed',
  'log_unchangeable',
  'policy_kept',
  'served_encrypted',
] as const;
export type RuleId = (typeof ruleIds)[number];

/** What each rule looks at, as it is now. */
export type RuleFacts = Readonly<{
  /** Null: nobody has looked lately. */
  clock: ClockReading | null;
  /** Where the policy has logs and backups. */
  logSites: readonly Readonly<{ siteId: string; isInCountry: boolean }>[];
  entries: Readonly<{
    /** Younger than 180 days and without their values. */
    erasedEarly: number;
    /** Older than a year and a day, with values that nothing holds. */
    overdue: number;
    /** Committed more than ten seconds ago and under no signed head. */
    unsigned: number;
    /** Whether the application's role could change or delete an entry. */
    areChangeable: boolean;
  }>;
  /** Noticed more than six hours ago, open, and reported to nobody: of the reader's ministries. */
  incidentsOverdue: number;
  /** The head that everybody is shown; null: none yet. */
  head: Readonly<{ size: number; witnesses: readonly string[] }> | null;
  /** Whether somebody watches the media nodes now: without it nobody would have raised an alarm. */
  isWatched: boolean;
  /** Lasting ones. */
  violations: readonly ViolationKind[];
  policyVersion: number;
  publicUrl: string;
}>;

export type RuleState = 'green' | 'red' | 'unknown';
/** `why`: the sentence, by its key; `values`: what stands in it. */
export type RuleVerdict = Readonly<{ rule: RuleId; state: RuleState; why: string; values: Readonly<Record<string, string>> }>;

type Verdict = Omit<RuleVerdict, 'rule'>;
const verdict =
  (state: RuleState) =>
  <W extends string>(why: W, values: Readonly<Record<string, string | number>> = {}) => ({
    state,
    why,
    values: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)])),
  });
const [green, red, unknown] = [verdict('green'), verdict('red'), verdict('unknown')];

const rules = {
  clock_followed({ clock }) {
    if (clock === null) return unknown('not_looked');
    const hosts = clock.sources.map(({ host }) => host);
    if (hosts.length === 0) return red('no_source');
    const others = hosts.filter((host) => !nationalTimeServers.includes(host));
    if (others.length > 0) return red('other_source', { hosts: others.join(', ') });
    if (clock.offsetMs === null) return unknown('silent', { hosts: hosts.join(', ') });
    return green('followed', { hosts: hosts.join(', ') });
  },
  clock_right({ clock }) {
    if (clock === null) return unknown('not_looked');
    const faults = clockFaults(clock);
    const { offsetMs, databaseOffsetMs } = clock;
    if (faults.length > 0) return red('off', { offset: offsetMs ?? '?', database: databaseOffsetMs });
    return offsetMs === null ? unknown('silent') : green('right', { offset: offsetMs, database: databaseOffsetMs });
  },
  logs_in_country({ logSites }) {
    if (logSites.length === 0) return red('nowhere');
    const abroad = logSites.filter(({ isInCountry }) => !isInCountry);
    const names = (sites: typeof logSites) => sites.map(({ siteId }) => siteId).join(', ');
    return abroad.length > 0 ? red('abroad', { sites: names(abroad) }) : green('inside', { sites: names(logSites) });
  },
  logs_kept: ({ entries: { erasedEarly } }) =>
    erasedEarly === 0 ? green('kept') : red('erased_early', { entries: erasedEarly }),
  values_erased: ({ entries: { overdue } }) => (overdue === 0 ? green('erased') : red('overdue', { entries: overdue })),
  incidents_reported: ({ incidentsOverdue }) =>
    incidentsOverdue === 0 ? green('in_time') : red('overdue', { incidents: incidentsOverdue }),
  log_signed({ entries: { unsigned }, head }) {
    if (head === null) return red('never');
    return unsigned === 0 ? green('signed', { size: head.size }) : red('behind', { entries: unsigned });
  },
  log_witnessed({ head }) {
    if (head === null) return unknown('never');
    return head.witnesses.length > 0 ? green('witnessed', { witnesses: head.witnesses.join(', ') }) : red('alone');
  },
  log_unchangeable: ({ entries: { areChangeable } }) => (areChangeable ? red('changeable') : green('unchangeable')),
  policy_kept({ violations, policyVersion, isWatched }) {
    if (violations.length > 0) return red('violated', { kinds: [...new Set(violations)].join(', ') });
    return isWatched ? green('kept', { version: policyVersion }) : unknown('unwatched');
  },
  served_encrypted: ({ publicUrl }) =>
    publicUrl.startsWith('https://') ? green('encrypted') : red('in_the_clear', { url: publicUrl }),
} satisfies Record<RuleId, (facts: RuleFacts) => Verdict>;

/** Of each rule, in their order. */
export const judgeRules = (facts: RuleFacts): readonly RuleVerdict[] =>
  ruleIds.map((rule) => ({ rule, ...(rules[rule](facts) as Verdict) }));

/** What each rule can say, for the sentences. */
export type RuleWhy = { readonly [R in RuleId]: ReturnType<(typeof rules)[R]>['why'] };
