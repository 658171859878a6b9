import { listNodes, type MediaNodeRow } from '@sabha/db/stores/media-nodes';
import { type Alarm, listAlarms, listLastingAlarms } from '@sabha/db/stores/residency-alarms';
import { lastWatch, listNodeChanges } from '@sabha/db/stores/site-watch';
import type { AlarmKind } from '@sabha/domain/residency/alarm';
import { isWatched } from '@sabha/domain/residency/site-standing';
import type { AlarmView, NodesView, NodeView } from '@sabha/domain/residency/status-contract';
import { authorise } from '../core/act.ts';
import type { MemberContext } from '../core/member-context.ts';
import { historyBegins } from './board.ts';

const MOST_ROWS = 100;

/** Nodes, alarms and what changed, for administrators. What an alarm tells of a meeting stays with that meeting's ministry. */
export async function readNodes(context: MemberContext): Promise<NodesView> {
  await authorise(context, 'status.read_nodes', {});
  const { db, clock, residency } = context.services;
  const now = clock();
  const window = { since: historyBegins(now), limit: MOST_ROWS };
  const [watch, nodes, lasting, newest, changes] = await Promise.all([
    lastWatch(db),
    listNodes(db, window),
    listLastingAlarms(db, aboutServers),
    listAlarms(db, { limit: MOST_ROWS }),
    listNodeChanges(db, window),
  ]);
  const lookedAt = watch?.lookedAt ?? null;
  return {
    readAt: now.toISOString(),
    lookedAt: lookedAt?.toISOString() ?? null,
    isWatched: isWatched(lookedAt, now),
    sites: Object.entries(residency.policy.sites).map(([siteId, { name }]) => ({ siteId, name })),
    nodes: nodes.map((node) => nodeView(node, now)),
    alarms: [...lasting, ...newest.filter(({ id }) => !lasting.some((one) => one.id === id))].map(alarmView),
    changes: changes.flatMap(({ nodeId, siteId, standing, reason, at }) =>
      nodeId === null ? [] : [{ at: at.toISOString(), nodeId, siteId, standing, reason }],
    ),
  };
}

function nodeView({ firstSeenAt, lastSeenAt, ...node }: MediaNodeRow, now: Date): NodeView {
  const heartbeatAge = Math.max(0, Math.round((now.getTime() - lastSeenAt.getTime()) / 1000));
  return { ...node, firstSeenAt: firstSeenAt.toISOString(), heartbeatAge };
}

/** What lasts of these stands before all others: no crowd of reports by participants pushes it off the page. */
const aboutServers: readonly AlarmKind[] = [
  'stranger_node',
  'no_permitted_node',
  'country_disagrees',
  'room_misplaced',
  'clock_off',
];

/** Their subject is a node; that of the others is a session or a person's place. */
const aboutNodes: readonly AlarmKind[] = ['stranger_node', 'country_disagrees'];

function alarmView({ kind, siteId, subject, detail, raisedAt, clearedAt }: Alarm): AlarmView {
  const reason = detail['reason'];
  return {
    kind,
    siteId,
    nodeId: aboutNodes.includes(kind) ? subject : null,
    reason: typeof reason === 'string' ? reason : null,
    raisedAt: raisedAt.toISOString(),
    clearedAt: clearedAt?.toISOString() ?? null,
  };
}
