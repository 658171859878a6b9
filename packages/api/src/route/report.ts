/** What clients report of their own route. Nobody's word makes it good: it is held against the policy and the server's view. */
import { findServerView, insertReport, lockSession, reportsSoFar } from '@sabha/db/stores/routes';
import { SabhaError } from '@sabha/domain/errors';
import type { Consequence } from '@sabha/domain/residency/route-consequence';
import type { RouteAnswer, SiteName } from '@sabha/domain/residency/route-contract';
import { judgeRoute, type RouteReport, type RouteVerdict } from '@sabha/domain/residency/route';
import { createHash } from 'node:crypto';
import { act, authorise, type Unit } from '../core/act.ts';
import type { Context } from '../core/context.ts';
import { type Limit, takePoints } from '../core/rate-limit.ts';
import type { Services } from '../core/services.ts';
import { type Place, placeFacts, requirePlace } from '../join/place.ts';
import { putOut, recordVerdict, serverViewOf } from './verdict.ts';

/** Of one participant. A connection that changes its way every ten seconds stays below it. */
export const reportLimit: Limit = { name: 'route-report', tries: 120, seconds: 600 };

/** Why a report is not taken, for the audit log; to its sender all of them about the session look the same. */
type RefusalReason = 'no_such_session' | 'session_of_another_meeting' | 'session_of_another' | 'session_over' | 'repeated';
type Outcome = Readonly<{ verdict: RouteVerdict; consequence: Consequence | null }> | Readonly<{ refused: RefusalReason }>;

/**
 * Takes the next report of a session of one's own, and puts the session out when its media goes outside the policy.
 * @throws SabhaError join_refused, too_many_attempts, what the door says; not_found for a session that is not theirs or not
 * reported by the media server yet (try again); conflict for a repetition or a session that is over
 */
export async function reportRoute(context: Context, report: RouteReport): Promise<RouteAnswer> {
  const place = await requirePlace(context, report.joinCode);
  await takePoints(context.services, [{ limit: reportLimit, key: place.participant.id }]);
  await authorise(place.context, 'room.take_part', placeFacts(place));
  const outcome = await act(place.context, (unit) => take(unit, place, report));
  if ('refused' in outcome) throw new SabhaError(codeOf(outcome.refused));
  const { verdict, consequence } = outcome;
  if (consequence === 'put_out') {
    await putOut(place.context, { meetingId: place.room.id, identity: place.participant.identity });
  }
  return answerOf(context.services, report, { verdict, consequence });
}

const codeOf = (reason: RefusalReason) => (reason === 'repeated' || reason === 'session_over' ? 'conflict' : 'not_found');

async function take({ tx, record }: Unit, { room, participant, context }: Place, report: RouteReport): Promise<Outcome> {
  const { services } = context;
  const { policy, hash: policyHash } = services.residency;
  const { joinCode: _, ...sent } = report;
  const { sid, sequence } = sent;
  const about = { meetingId: room.id, ministryId: room.ministryId, subjectId: participant.id };
  const session = await lockSession(tx, sid);
  const soFar = await reportsSoFar(tx, sid);
  const refused = whyRefused(session, { room, participant }, sequence > soFar.last);
  if (refused !== null) {
    record({ event: 'residency.report_refused', outcome: 'refused', ...about, detail: { sid, sequence, reason: refused } });
    return { refused };
  }
  const isFirst = !soFar.namedPair && sent.pairs.length > 0;
  const verdict = judgeRoute(policy, report, serverViewOf({ room, logged: await findServerView(tx, sid), isFirst }));
  const { faults, siteId } = verdict;
  const at = services.clock();
  const whose = { sid, meetingId: room.id, participantId: participant.id };
  await insertReport(tx, { ...whose, sequence, reportedAt: at, report: sent, faults, siteId, policyHash });
  const digest = createHash('sha256').update(JSON.stringify(sent)).digest('hex');
  const detail = { sid, sequence, pairs: sent.pairs.length, relayed: isRelayed(sent), siteId, faults, policyHash, digest };
  record({ event: 'residency.route_reported', outcome: 'ok', ...about, detail });
  const judged = { report: sent, verdict };
  const reporter = { context, session: { ...whose, ministryId: room.ministryId, siteId: room.mediaSiteId } };
  return { verdict, consequence: await recordVerdict({ tx, record }, reporter, judged) };
}

function whyRefused(
  session: Awaited<ReturnType<typeof lockSession>>,
  { room, participant }: Pick<Place, 'room' | 'participant'>,
  isNext: boolean,
): RefusalReason | null {
  if (!session) return 'no_such_session';
  if (session.meetingId !== room.id) return 'session_of_another_meeting';
  if (session.participantId !== participant.id) return 'session_of_another';
  if (session.isOver) return 'session_over';
  return isNext ? null : 'repeated';
}

const isRelayed = ({ pairs }: Pick<RouteReport, 'pairs'>): boolean => pairs.some(({ relay }) => relay !== null);

function answerOf(
  { residency }: Pick<Services, 'residency'>,
  report: RouteReport,
  { verdict, consequence }: Extract<Outcome, { verdict: RouteVerdict }>,
): RouteAnswer {
  const siteName: SiteName | null = verdict.siteId === null ? null : (residency.policy.sites[verdict.siteId]?.name ?? null);
  return { standing: standingOf(report, consequence), siteName, relayed: isRelayed(report) };
}

function standingOf({ pairs }: RouteReport, consequence: Consequence | null): RouteAnswer['standing'] {
  if (consequence === 'put_out') return 'outside';
  if (consequence === 'flag') return 'doubtful';
  return pairs.length > 0 ? 'inside' : 'unknown';
}
