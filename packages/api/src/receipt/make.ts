/** One signed receipt for each meeting that is over. */
import { insertReceipt, listSessionRoutes, listWithoutReceipt } from '@sabha/db/stores/receipts';
import { findRoomById } from '@sabha/db/stores/rooms';
import { createHash } from 'node:crypto';
import type { Context } from '../core/context.ts';
import { actIfNeeded } from '../core/act-if-needed.ts';
import { rejudge } from '../route/rejudge.ts';
import { collectReceipt } from './collect.ts';
import { openReceipt, signReceipt } from './note.ts';

const SECOND_MS = 1_000;
const DAY_MS = 24 * 60 * 60 * SECOND_MS;
/** The last reports, webhooks and lines of the log come within seconds; the reconciler takes ten. */
const SETTLE_MS = 30 * SECOND_MS;
const PATIENCE_MS = 10 * 60 * SECOND_MS;
const OLDEST_MS = 30 * DAY_MS;
const AT_ONCE = 20;

/** The job. @param signer private key of the verifier that readers are told of */
export async function makeReceipts(context: Context, signer: string): Promise<void> {
  const { db, clock, log } = context.services;
  const ago = (ms: number) => new Date(clock().getTime() - ms);
  const due = { endedBefore: ago(SETTLE_MS), waitedUntil: ago(PATIENCE_MS), endedAfter: ago(OLDEST_MS), limit: AT_ONCE };
  for (const meetingId of await listWithoutReceipt(db, due))
    // One that cannot be made must not keep all later ones from being made.
    await makeReceipt(context, { meetingId, signer }).catch((err: unknown) => {
      log.error({ err, meetingId, requestId: context.requestId, code: 'residency.receipt_failed' }, 'a receipt cannot be made');
    });
}

async function makeReceipt(
  context: Context,
  { meetingId, signer }: Readonly<{ meetingId: string; signer: string }>,
): Promise<void> {
  const { services } = context;
  // What the log said while nobody held it against the reports.
  for (const { sid } of await listSessionRoutes(services.db, meetingId)) await rejudge(context, sid);
  await actIfNeeded(context, async ({ tx, record, touch }, skip) => {
    const room = await findRoomById(tx, { meetingId, email: null });
    if (!room) throw new Error('a meeting that was listed is gone: meetings are never deleted');
    const receipt = await collectReceipt(tx, services, { room, state: 'final' });
    const note = signReceipt(receipt, signer);
    if (!openReceipt(note, { ...services.settings, meetingId }))
      throw new Error('the receipt signer is not the verifier that is told');
    if (!(await insertReceipt(tx, { meetingId, note, madeAt: new Date(receipt.madeAt) }))) return skip();
    const { sessions, violations, policy } = receipt;
    const sha256 = createHash('sha256').update(note).digest('hex');
    const detail = { sha256, sessions, violations: violations.all, policyHash: policy.sha256 };
    record({ event: 'residency.receipt_made', outcome: 'ok', meetingId, ministryId: room.ministryId, detail });
    touch(meetingId);
  });
}
