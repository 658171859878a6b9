/** The receipt's text, signed and opened again. */
import { canonicalJson, readCanonicalJson } from '@sabha/audit/canonical-json';
import { NoteError, openNote, readVerifier, signNote } from '@sabha/audit/note';
import { type Receipt, receiptSchema } from '@sabha/domain/residency/receipt';
import type { Settings } from '../core/services.ts';

type Keys = Pick<Settings, 'receiptVerifier' | 'previousReceiptVerifiers'>;

const FIRST = 'sabha-residency-receipt';

export function signReceipt(receipt: Receipt, signer: string): string {
  return signNote(`${FIRST}\n${canonicalJson(receipt)}\n`, signer);
}

/** Null unless a key of ours has signed exactly this text, it is about this meeting, and the meeting was over. */
export function openReceipt(note: string, keys: Keys & Readonly<{ meetingId: string }>): Receipt | null {
  const [first, json, ...rest] = textOf(note, keys)?.split('\n') ?? [];
  if (first !== FIRST || rest.join('') !== '') return null;
  const { data } = receiptSchema.safeParse(readCanonicalJson(json ?? ''));
  return data?.state === 'final' && data.meeting.id === keys.meetingId ? data : null;
}

function textOf(note: string, { receiptVerifier, previousReceiptVerifiers = [] }: Keys): string | null {
  try {
    return openNote(note, [receiptVerifier, ...previousReceiptVerifiers].map(readVerifier)).text;
  } catch (error) {
    if (error instanceof NoteError) return null;
    throw error;
  }
}
