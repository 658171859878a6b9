import { findReceipt } from '@sabha/db/stores/receipts';
import { findRoomById } from '@sabha/db/stores/rooms';
import type { ReceiptView } from '@sabha/domain/residency/receipt';
import { act } from '../core/act.ts';
import type { MemberContext } from '../core/member-context.ts';
import { authorisedMeeting } from '../meeting/find.ts';
import { collectReceipt } from './collect.ts';
import { openReceipt } from './note.ts';

/**
 * The signed receipt of a meeting that is over, or what is known so far. A stored one that is not what was signed, or is about
 * another meeting, is shown as nothing but that, and recorded.
 */
export async function readReceipt(context: MemberContext, { meetingId }: Readonly<{ meetingId: string }>): Promise<ReceiptView> {
  const { services } = context;
  const { ministryId } = await authorisedMeeting(context, 'meeting.read_receipt', meetingId);
  const { receiptVerifier: verifier } = services.settings;
  const stored = await findReceipt(services.db, meetingId);
  if (!stored) {
    const room = await findRoomById(services.db, { meetingId, email: null });
    if (!room) throw new Error('a meeting that was found is gone: meetings are never deleted');
    return { kind: 'so_far', receipt: await collectReceipt(services.db, services, { room, state: 'so_far' }), verifier };
  }
  const receipt = openReceipt(stored.note, { ...services.settings, meetingId });
  if (receipt) return { kind: 'signed', receipt, note: stored.note, verifier };
  await act(context, async ({ record }) =>
    record({ event: 'residency.receipt_broken', outcome: 'refused', meetingId, ministryId }),
  );
  services.log.error(
    { code: 'residency.receipt_broken', meetingId, requestId: context.requestId },
    'a stored receipt is not what was signed',
  );
  return { kind: 'broken', verifier };
}
