/**
 * Asks witnesses to cosign a head (c2sp.org/tlog-witness). Their word makes a rollback or a second history visible to people who
 * never compare heads themselves; without it the log goes on, and whoever asks for witnesses sees that they are missing.
 */
import { readWitness, cosignaturesOf } from '@sabha/audit/cosignature';
import { NoteError, readSignatures, signatureLine, splitNote } from '@sabha/audit/note';
import { consistencyProof } from '@sabha/audit/tree/range';
import { writeAddCheckpoint } from '@sabha/audit/witness';
import { insertCosignature, lastCosignedSize, type StoredCheckpoint } from '@sabha/db/stores/audit-log';
import type { Context } from '../core/context.ts';
import { nodesOf } from './nodes.ts';

/** `url`: what `/add-checkpoint` is put behind. `verifier`: of a cosigner. */
export type WitnessAddress = Readonly<{ url: string; verifier: string }>;

const PATIENCE_MS = 3_000;

export type Cosigners = Readonly<{ ask(context: Context, head: StoredCheckpoint): Promise<void> }>;

/** Each is asked by itself: one that is silent or refuses holds up nobody. */
export function createCosigners(witnesses: readonly WitnessAddress[]): Cosigners {
  const known = witnesses.map(({ url, verifier }) => ({ url, witness: readWitness(verifier), old: null as number | null }));

  return {
    async ask(context, head) {
      await Promise.all(
        known.filter(({ witness }) => !head.witnesses.includes(witness.name)).map((one) => askOne(context, head, one)),
      );
    },
  };

  async function askOne(context: Context, head: StoredCheckpoint, one: (typeof known)[number]): Promise<void> {
    const { db, log, clock } = context.services;
    const about = { requestId: context.requestId, witness: one.witness.name, size: head.size };
    try {
      one.old ??= await lastCosignedSize(db, one.witness.name);
      let answer = await post(one.url, await bodyFor(context, head, one.old));
      const seen = answer.status === 409 ? Number(answer.body) : NaN;
      if (Number.isSafeInteger(seen) && seen > head.size) {
        // It has seen more of this log than there is now. The sequencer's own memory may be lost; this one is not.
        log.error({ ...about, seen, code: 'audit.witness_saw_more' }, 'a witness has seen more of the audit log than there is');
        return;
      }
      if (Number.isSafeInteger(seen) && seen !== one.old)
        answer = await post(one.url, await bodyFor(context, head, (one.old = seen)));
      if (answer.status !== 200) {
        log.error({ ...about, status: answer.status, code: 'audit.witness_refused' }, 'a witness did not cosign the audit log');
        return;
      }
      const lines = readSignatures(answer.body).filter(
        ({ name, keyId }) => name === one.witness.name && keyId === one.witness.keyId,
      );
      const { text } = splitNote(head.note);
      if (cosignaturesOf({ text, signatures: lines }, [one.witness]).length === 0)
        throw new NoteError('its cosignature does not hold');
      const line = lines.map(signatureLine).join('');
      await insertCosignature(db, { checkpointId: head.id, witness: one.witness.name, line, receivedAt: clock() });
      one.old = head.size;
    } catch (err) {
      log.warn({ ...about, err, code: 'audit.witness_away' }, 'a witness did not answer');
    }
  }
}

async function bodyFor({ services }: Context, { size, note }: StoredCheckpoint, old: number): Promise<string> {
  const proof = await consistencyProof(nodesOf(services.db, size), { from: Math.min(old, size), to: size });
  return writeAddCheckpoint({ old, proof, checkpoint: note });
}

async function post(url: string, body: string): Promise<Readonly<{ status: number; body: string }>> {
  const signal = AbortSignal.timeout(PATIENCE_MS);
  const answer = await fetch(`${url}/add-checkpoint`, { method: 'POST', body, redirect: 'error', signal });
  return { status: answer.status, body: await answer.text() };
}
