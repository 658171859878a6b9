/** From what was seen of each session to the figures of a receipt. Pure. */
import type { Receipt, Violation } from './receipt.ts';
import type { RouteFault, SelectedPair } from './route.ts';

/** One session of a meeting. */
export type SessionRoute = Readonly<{
  participantId: string;
  /** Of the last report that named any; null: none did. */
  pairs: readonly SelectedPair[] | null;
  /** Whether the media server's log speaks of it. */
  hasServerView: boolean;
  /** Of all its reports. */
  faults: readonly RouteFault[];
}>;

type Figures = Pick<Receipt, 'participants' | 'sessions' | 'protocols' | 'serverView'>;

const contradictions: ReadonlySet<RouteFault> = new Set(['pair_not_offered', 'relay_contradicted']);

export function sumUpSessions(all: readonly SessionRoute[]): Figures {
  const reported = all.flatMap(({ pairs, ...session }) => (pairs !== null && pairs.length > 0 ? [{ ...session, pairs }] : []));
  const relayed = reported.filter(({ pairs }) => pairs.some(({ relay }) => relay !== null));
  const protocols = { udp: 0, tcp: 0, tls: 0 };
  for (const { pairs } of reported) protocols[protocolOf(pairs)] += 1;
  const serverView = { agrees: 0, contradicts: 0, missing: 0 };
  for (const { hasServerView, faults } of reported) serverView[besides(hasServerView, faults)] += 1;
  return {
    participants: new Set(all.map(({ participantId }) => participantId)).size,
    sessions: {
      all: all.length,
      direct: reported.length - relayed.length,
      relayed: relayed.length,
      unreported: all.length - reported.length,
    },
    protocols,
    serverView,
  };
}

/** The one that a network would see the most of: a session that falls back in one direction has fallen back. */
function protocolOf(pairs: readonly SelectedPair[]): keyof Receipt['protocols'] {
  const spoken = pairs.map(({ relay, protocol }) => relay?.protocol ?? protocol);
  return spoken.includes('tls') ? 'tls' : spoken.includes('tcp') ? 'tcp' : 'udp';
}

function besides(hasServerView: boolean, faults: readonly RouteFault[]): keyof Receipt['serverView'] {
  if (!hasServerView) return 'missing';
  return faults.some((fault) => contradictions.has(fault)) ? 'contradicts' : 'agrees';
}

/** More than these no page holds; all of them are in the audit log. */
const LISTED = 50;

/** `by`: the participant whose client it was, null where the servers saw it. It decides what is listed, and is not told. */
export type FoundViolation = Omit<Violation, 'times'> & Readonly<{ by: string | null }>;

/**
 * Alike ones of a session become one; the first in time comes first. Where not all can be listed, what the servers saw and what
 * ended a session go before what was only claimed, and everybody's first before anybody's second: no client crowds others out.
 */
export function gatherViolations(found: readonly FoundViolation[]): Receipt['violations'] {
  const gathered = new Map<string, Violation & FoundViolation>();
  for (const violation of [...found].sort(byTime)) {
    const key = JSON.stringify([violation.session ?? violation.at, violation.done, [...violation.faults].sort()]);
    const known = gathered.get(key);
    gathered.set(key, known ? { ...known, times: known.times + 1 } : { ...violation, times: 1 });
  }
  const all = [...gathered.values()];
  const chosen = new Set(inTurns(all).slice(0, LISTED));
  return { all: all.length, listed: all.filter((one) => chosen.has(one)).map(({ by: _, ...violation }) => violation) };
}

const byTime = (one: FoundViolation, other: FoundViolation): number => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0);

const gravest: readonly Violation['done'][] = ['alarm_raised', 'put_out', 'flagged', 'client_left'];

function inTurns<V extends FoundViolation>(violations: readonly V[]): V[] {
  const turns = new Map<string, number>();
  const ranked = violations.map((violation) => {
    const whose = JSON.stringify([violation.by, violation.done]);
    const turn = turns.get(whose) ?? 0;
    turns.set(whose, turn + 1);
    return { violation, rank: gravest.indexOf(violation.done), turn: violation.by === null ? 0 : turn };
  });
  return ranked.sort((one, other) => one.rank - other.rank || one.turn - other.turn).map(({ violation }) => violation);
}
