/**
 * Every five seconds the fence looks at every media node, for between two passes nobody else does: LiveKit moves a room by
 * itself when its node dies, to any node it knows. What is wrong is recorded, alarmed and, as far as it can be, undone.
 */
import type { NewAlarm } from '@sabha/db/stores/residency-alarms';
import { judgeNode, placeRoom } from '@sabha/domain/residency/fence';
import { isGlobal } from '@sabha/domain/residency/address-bytes';
import { SabhaError } from '@sabha/domain/errors';
import type { Context } from '../core/context.ts';
import type { NodeReading } from '../core/media.ts';
import { databaseNames } from './country-databases.ts';
import { mendPlaces } from './mend-places.ts';
import { noteSites } from './note-sites.ts';
import { type Judged, noteStandings } from './note-standings.ts';
import { settleAlarms } from './settle-alarms.ts';

/** The job. */
export async function watchNodes(context: Context): Promise<void> {
  const { media, residency, log } = context.services;
  const reading = await media.readNodes();
  if (reading.problem !== null) log.warn({ reason: reading.problem, requestId: context.requestId }, 'no media node can be read');
  const judged = reading.nodes.map((node) => ({
    ...node,
    ...judgeNode(residency.policy, node, { now: reading.now, want: 'room' }),
  }));
  await noteStandings(context, judged, reading.now);
  await noteSites(context, reading);
  const closed = closedAlarm(context, reading);
  // What cannot be seen is not over: other alarms stay as they are.
  if (reading.problem !== null) return settleAlarms(context, closed, ['no_permitted_node']);
  const misplaced = await misplacedRooms(context, judged);
  const due = [...strangerAlarms(judged), ...closed, ...(await countryAlarms(context, judged)), ...misplaced.alarms];
  await settleAlarms(context, due, ['stranger_node', 'no_permitted_node', 'country_disagrees', ...misplaced.settled]);
}

function strangerAlarms(judged: readonly Judged[]): readonly NewAlarm[] {
  return judged
    .filter((node) => node.standing === 'stranger')
    .map(({ nodeId, reason, region, addresses }) => ({
      kind: 'stranger_node',
      subject: nodeId,
      detail: { reason, region, addresses },
    }));
}

/** A stranger closes the cluster as well, but that has its own alarm. */
function closedAlarm({ services }: Context, { nodes, now, problem }: NodeReading): readonly NewAlarm[] {
  const decision = placeRoom(services.residency.policy, { nodes, now, demand: { site: null, nodeId: null } });
  if (decision.permitted || decision.reason === 'stranger_seen') return [];
  const reason = problem === null ? decision.reason : 'unreadable';
  return [{ kind: 'no_permitted_node', subject: 'cluster', detail: { reason, nodes: nodes.length } }];
}

/** The policy's networks are the truth; that a public database sees them abroad is for the operator to know and to explain. */
async function countryAlarms({ services }: Context, judged: readonly Judged[]): Promise<readonly NewAlarm[]> {
  const { countries, residency } = services;
  const alarms: NewAlarm[] = [];
  for (const { nodeId, standing, addresses, ...node } of judged) {
    if (standing === 'stranger') continue;
    for (const address of addresses.filter(isGlobal)) {
      const said = await countries.of(address);
      if (said.every((country) => country === residency.policy.country)) continue;
      const databases = Object.fromEntries(databaseNames.map((name, at) => [name, said[at] ?? null]));
      const siteId = 'siteId' in node ? node.siteId : null;
      alarms.push({ kind: 'country_disagrees', subject: nodeId, siteId, detail: { address, databases } });
    }
  }
  return alarms;
}

async function misplacedRooms(context: Context, judged: readonly Judged[]) {
  try {
    return { alarms: await mendPlaces(context, judged), settled: ['room_misplaced'] as const };
  } catch (err) {
    if (!(err instanceof SabhaError)) throw err;
    context.services.log.warn({ err, requestId: context.requestId }, 'where the rooms are cannot be read');
    return { alarms: [], settled: [] as const };
  }
}
