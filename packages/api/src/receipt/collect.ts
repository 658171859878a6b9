import type { Reader } from '@sabha/db/connect';
import { listFaultyReports, listNodesOf, listPoliciesOf, listSessionRoutes } from '@sabha/db/stores/receipts';
import { type Alarm, listAlarmsOf } from '@sabha/db/stores/residency-alarms';
import type { Room } from '@sabha/db/stores/rooms';
import type { Policy } from '@sabha/domain/residency/policy';
import { type Receipt, RECEIPT_FORMAT, receiptLimits } from '@sabha/domain/residency/receipt';
import { consequenceOf } from '@sabha/domain/residency/route-consequence';
import { type RefusedEnd, refusedEnds } from '@sabha/domain/residency/route-contract';
import { type FoundViolation, gatherViolations, sumUpSessions } from '@sabha/domain/residency/sum-up';
import type { Services } from '../core/services.ts';

type Needed = Pick<Services, 'residency' | 'clock'>;
type Of = Readonly<{ room: Room; state: Receipt['state'] }>;

/** What is known of the meeting's routes now. Nothing is filled in: a site that is not known is not named. */
export async function collectReceipt(reader: Reader, { residency, clock }: Needed, { room, state }: Of): Promise<Receipt> {
  const { policy, hash } = residency;
  const { id, title, kind, startedAt, endedAt } = room;
  const sessions = await listSessionRoutes(reader, id);
  const alarms = await listAlarmsOf(reader, id);
  const found = [...(await faultsOf(reader, id, putOutIn(alarms))), ...alarms.flatMap(violationOf)];
  return {
    format: RECEIPT_FORMAT,
    state,
    madeAt: clock().toISOString(),
    meeting: { id, title, kind, startedAt: startedAt?.toISOString() ?? null, endedAt: endedAt?.toISOString() ?? null },
    policy: { version: policy.version, sha256: hash },
    earlierPolicies: (await listPoliciesOf(reader, id)).filter((other) => other !== hash),
    sites: sitesOf(policy, await nodesOf(reader, room)),
    ...sumUpSessions(sessions),
    violations: gatherViolations(found),
    limits: [...receiptLimits],
  };
}

type PlacedNode = Readonly<{ nodeId: string; siteId: string }>;

async function nodesOf(reader: Reader, { id, mediaNodeId, mediaSiteId }: Room): Promise<readonly PlacedNode[]> {
  const placed = mediaNodeId !== null && mediaSiteId !== null ? [{ nodeId: mediaNodeId, siteId: mediaSiteId }] : [];
  return [...placed, ...(await listNodesOf(reader, id))];
}

function sitesOf(policy: Policy, nodes: readonly PlacedNode[]): Receipt['sites'] {
  const ids = [...new Set(nodes.map(({ siteId }) => siteId))].sort();
  return ids.flatMap((id) => {
    const site = policy.sites[id];
    if (!site) return [];
    const { name, operator, city, state } = site;
    const here = new Set(nodes.filter(({ siteId }) => siteId === id).map(({ nodeId }) => nodeId));
    return [{ id, name, operator, city, state, nodes: [...here].sort() }];
  });
}

/** Sessions that were put out, the ones of a lasting contradiction among them. */
const putOutIn = (alarms: readonly Alarm[]): ReadonlySet<string> =>
  new Set(
    alarms.flatMap(({ kind, subject, detail }) => (kind === 'route_violation' && detail['done'] === 'put_out' ? [subject] : [])),
  );

async function faultsOf(reader: Reader, meetingId: string, putOut: ReadonlySet<string>): Promise<readonly FoundViolation[]> {
  return (await listFaultyReports(reader, meetingId)).map(({ sid, participantId, reportedAt, faults }) => ({
    by: participantId,
    at: reportedAt.toISOString(),
    session: sid,
    faults: [...faults],
    done: putOut.has(sid) || consequenceOf(faults) === 'put_out' ? 'put_out' : 'flagged',
  }));
}

/** Alarms about a report stand with the reports already. */
function violationOf({ kind, subject, raisedAt, detail }: Alarm): readonly FoundViolation[] {
  const at = raisedAt.toISOString();
  if (kind === 'room_misplaced') return [{ by: null, at, session: null, faults: ['room_misplaced'], done: 'alarm_raised' }];
  if (kind !== 'route_refused') return [];
  const ends = (detail['ends'] ?? []) as readonly RefusedEnd[];
  const faults = refusedEnds.filter((what) => ends.some((end) => end.what === what));
  return faults.length === 0 ? [] : [{ by: subject, at, session: null, faults, done: 'client_left' }];
}
