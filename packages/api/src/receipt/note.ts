/** The receipt's text, signed and opened again. */
import { canonicalJson, readCanonicalJson } from '@sabha/audit/canonical-json';
import { NoteError, openNote, readVerifier, signNote, verifierOf } from '@sabha/audit/note';
import { type Receipt, receiptSchema } from '@sabha/domain/residency/receipt';
import type { Settings } from '../core/services.ts';

type Keys = Pick<Settings, 'receiptSigner' | 'previousReceiptVerifiers'>;

const FIRST = 'sabha-residency-receipt';

export function signReceipt(receipt: Receipt, { receiptSigner }: Pick<Keys, 'receiptSigner'>): string {
  return signNote(`${FIRST}\n${canonicalJson(receipt)}\n`, receiptSigner);
}

/** Null unless a key of ours has signed exactly this text, it is about this meeting, and the meeting was over. */
export function openReceipt(note: string, keys: Keys & Readonly<{ meetingId: string }>): Receipt | null {
  const [first, json, ...rest] = textOf(note, keys)?.split('\n') ?? [];
  if (first !== FIRST || rest.join('') !== '') return null;
  const { data } = receiptSchema.safeParse(readCanonicalJson(json ?? ''));
  return data?.state === 'final' && data.meeting.id === keys.meetingId ? data : null;
}

/** What a reader checks the note with, by a program that nobody here wrote. */
export const receiptVerifier = ({ receiptSigner }: Pick<Keys, 'receiptSigner'>): string => verifierOf(receiptSigner);

function textOf(note: string, { receiptSigner, previousReceiptVerifiers = [] }: Keys): string | null {
  try {
    return openNote(note, [verifierOf(receiptSigner), ...previousReceiptVerifiers].map(readVerifier)).text;
  } catch (error) {
    if (error instanceof NoteError) return null;
    throw error;
  }
}
