import type { WriteTx } from '@sabha/db/connect';
import { appendAudit, type AuditStamp, type StampedEntry } from '@sabha/db/stores/audit';
import { type MeetingChange, notifyMeetings } from '@sabha/db/stores/notify';
import type { Actor } from '@sabha/domain/actor';
import type { AuditEntry } from '@sabha/domain/audit/events';
import { SabhaError } from '@sabha/domain/errors';
import { type Action, can, type ResourceOf } from '@sabha/domain/policy/can';
import type { JobName, JobPayload } from '../jobs/jobs.ts';
import type { Context } from './context.ts';
import { takeAllowance } from './refusal-allowance.ts';
import type { Services } from './services.ts';

/** What one act may do. All of it commits together, or none. */
export type Unit = Readonly<{
  tx: WriteTx;
  record(entry: AuditEntry): void;
  /** With somebody else written down than whoever asks: the guest that they have just become. */
  recordAs(by: Actor, entry: AuditEntry): void;
  enqueue<N extends JobName>(job: N, payload: JobPayload<N>): Promise<void>;
  /** Wakes whoever watches the meeting, at commit; with a participant only the hosts and that participant. */
  touch(meetingId: string, participantId?: string): void;
}>;

/**
 * Runs one state change. A WriteTx is made here and in `actTogether` alone, which refuses to commit unless something was
 * recorded: so there is no act without its audit entry, by construction.
 */
export const act = <T>(context: Context, work: (unit: Unit) => Promise<T>): Promise<T> =>
  actTogether([context], ([unit]) => work(unit as Unit));

/**
 * Runs the acts of several requests to one process in one transaction: they commit together, or none does, and not before each
 * of them has recorded what it did. The units are in the order of the contexts.
 */
export async function actTogether<T>(contexts: readonly Context[], work: (units: readonly Unit[]) => Promise<T>): Promise<T> {
  const { db, jobs, random } = servicesOf(contexts);
  const entries = contexts.map((): StampedEntry[] => []);
  const result = await db.transaction(async (tx) => {
    const touched: MeetingChange[] = [];
    const result = await work(
      contexts.map((context, at) => ({
        tx,
        record: (entry) => void entries[at]?.push({ ...entry, by: stampOf(context, context.actor) }),
        recordAs: (by, entry) => void entries[at]?.push({ ...entry, by: stampOf(context, by) }),
        enqueue: (job, payload) => jobs.enqueue(tx, job, payload),
        touch: (meetingId, participantId) => void touched.push({ meetingId, participantId: participantId ?? null }),
      })),
    );
    if (entries.some((own) => own.length === 0)) throw new Error('an act must record what it did');
    const changes = widest(touched);
    // Sent together, in this order: one way there and back.
    await Promise.all([appendAudit(tx, entries.flat(), random), ...(changes.length > 0 ? [notifyMeetings(tx, changes)] : [])]);
    return result;
  });
  for (const [at, { trail }] of contexts.entries())
    if (trail && entries[at]?.some(({ outcome }) => outcome === 'refused')) trail.hasRefusal = true;
  return result;
}

function servicesOf(contexts: readonly Context[]): Services {
  const [first] = contexts;
  if (!first || contexts.some(({ services }) => services !== first.services)) throw new Error('acts of one process alone');
  return first.services;
}

/** A change of the whole meeting wakes everybody in it already. */
function widest(changes: readonly MeetingChange[]): readonly MeetingChange[] {
  const whole = new Set(changes.filter((change) => change.participantId === null).map((change) => change.meetingId));
  const single = changes.filter((change) => change.participantId !== null && !whole.has(change.meetingId));
  return [
    ...[...whole].map((meetingId) => ({ meetingId, participantId: null })),
    ...new Map(single.map((change) => [change.participantId, change])).values(),
  ];
}

/** Policy's answer, enforced: a refusal is recorded in a transaction of its own and thrown. */
export async function authorise<A extends Action>(context: Context, action: A, resource: ResourceOf<A>): Promise<void> {
  const decision = can(context.actor, action, resource);
  if (decision.allowed) return;
  const about = resource as Readonly<{ meetingId?: unknown; ministryId?: unknown }>;
  await refuse(context, new SabhaError(decision.code), {
    event: 'access.denied',
    outcome: 'refused',
    ...(typeof about.meetingId === 'string' && { meetingId: about.meetingId }),
    ...(typeof about.ministryId === 'string' && { ministryId: about.ministryId }),
    detail: { action, reason: decision.reason },
  });
}

/** Records a refusal, then throws it. */
export async function refuse(context: Context, error: SabhaError, entry: AuditEntry): Promise<never> {
  await recordRefusal(context, entry);
  throw error;
}

/**
 * Into the trail, in a transaction of its own, as far as the allowance of whoever is refused reaches: nobody fills a table
 * that keeps everything. The entry that uses it up says so, and what comes after is in the log alone.
 * @param by who is written down as the one that refused or was refused, if not whoever asks.
 */
export async function recordRefusal(context: Context, entry: AuditEntry, by: Actor = context.actor): Promise<void> {
  const allowance = await takeAllowance(context);
  if (allowance === 'used_up') {
    const { event, detail } = entry;
    context.services.log.warn({ requestId: context.requestId, event, detail }, 'refused beyond the allowance of the trail');
    if (context.trail) context.trail.hasRefusal = true;
    return;
  }
  const more = allowance === 'last' && { detail: { ...entry.detail, isLast: true } };
  await act({ ...context, actor: by }, async ({ record }) => record({ ...entry, ...more }));
}

function stampOf({ services, requestId }: Context, by: Actor): AuditStamp {
  return { at: services.clock(), ...actorOf(by), requestId };
}

function actorOf(actor: Actor): Pick<AuditStamp, 'actorKind' | 'actorId'> {
  switch (actor.kind) {
    case 'anonymous':
      return { actorKind: 'anonymous', actorId: null };
    case 'member':
      return { actorKind: 'member', actorId: actor.personId };
    case 'guest':
      return { actorKind: 'guest', actorId: actor.participantId };
    case 'system':
      return { actorKind: 'system', actorId: actor.name };
  }
}
