/** Cosigns what grew out of what it cosigned before, one request of a log at a time. */
import { readCheckpoint } from '@sabha/audit/checkpoint';
import { cosign, witnessVerifierOf } from '@sabha/audit/cosignature';
import { readVerifier, splitNote, type Verifier } from '@sabha/audit/note';
import { judge, originOf, readAddCheckpoint } from '@sabha/audit/witness';
import type { Records } from './records.ts';

export type Answer = Readonly<{ status: number; body: string; contentType: string }>;
export type WitnessParts = Readonly<{
  /** Of a cosigner. */
  key: string;
  /** Verifier keys. */
  logs: readonly string[];
  records: Records;
  clock: () => Date;
}>;

export type Witness = Readonly<{
  /** The body of a request to add a checkpoint, answered as c2sp.org/tlog-witness says. */
  addCheckpoint(body: string): Promise<Answer>;
  /** The checkpoint that it cosigned last of a log it watches, for whoever compares. */
  lastOf(origin: string): Promise<string | null>;
  origins: readonly string[];
  /** By which others know its word. */
  verifier: string;
}>;

export function createWitness({ key, logs, records, clock }: WitnessParts): Witness {
  const verifiers = new Map<string, Verifier[]>();
  for (const verifier of logs.map(readVerifier))
    verifiers.set(verifier.name, [...(verifiers.get(verifier.name) ?? []), verifier]);
  /** Reading what was cosigned last, judging and keeping are one step: else two requests at once could roll the record back. */
  const turns = new Map<string, Promise<unknown>>();
  function inTurn<T>(origin: string, work: () => Promise<T>): Promise<T> {
    const mine = (turns.get(origin) ?? Promise.resolve()).then(work, work);
    turns.set(origin, mine);
    return mine;
  }

  async function answer(
    origin: string,
    request: NonNullable<ReturnType<typeof readAddCheckpoint>>,
    keys: readonly Verifier[],
  ): Promise<Answer> {
    const kept = await records.read(origin);
    const last = kept === null ? null : readCheckpoint(splitNote(kept).text);
    const verdict = judge(request, { verifiers: keys, last });
    if (!('cosign' in verdict)) return verdict;
    await records.write(origin, request.checkpoint);
    const body = cosign(verdict.text, { key, seconds: Math.floor(clock().getTime() / 1000) });
    return { status: 200, body, contentType: 'text/plain; charset=utf-8' };
  }

  return {
    addCheckpoint(body) {
      const request = readAddCheckpoint(body);
      const origin = originOf(request);
      const keys = origin === null ? undefined : verifiers.get(origin);
      if (!request || origin === null || !keys) return Promise.resolve(judge(request, null) as Answer);
      return inTurn(origin, () => answer(origin, request, keys));
    },
    lastOf: (origin) => (verifiers.has(origin) ? records.read(origin) : Promise.resolve(null)),
    origins: [...verifiers.keys()],
    verifier: witnessVerifierOf(key),
  };
}
