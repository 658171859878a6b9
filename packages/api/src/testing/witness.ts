/** A witness of a test's own: the state machine of packages/audit behind HTTP. The real one is apps/witness, tried end to end. */
import { cosign, makeWitnessKeys } from '@sabha/audit/cosignature';
import { readVerifier } from '@sabha/audit/note';
import type { Head } from '@sabha/audit/tree/verify';
import { judge, readAddCheckpoint } from '@sabha/audit/witness';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { WitnessAddress } from '../audit-log/cosigners.ts';

export type TestWitness = Readonly<{
  address: WitnessAddress;
  /** What it cosigned last. */
  memory: { last: Head | null };
  /** Answers in its place, when set. */
  instead: { answer: ((line: string) => string) | null };
  close(): Promise<void>;
}>;

export async function startWitness(logVerifier: string): Promise<TestWitness> {
  const keys = makeWitnessKeys('witness.test', new Uint8Array(32).fill(5));
  const memory: TestWitness['memory'] = { last: null };
  const instead: TestWitness['instead'] = { answer: null };
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const verdict = judge(readAddCheckpoint(body), { verifiers: [readVerifier(logVerifier)], last: memory.last });
      if (!('cosign' in verdict)) return response.writeHead(verdict.status).end(verdict.body);
      memory.last = verdict.cosign;
      const line = cosign(verdict.text, { key: keys.signer, seconds: 1_800_000_000 });
      return response.end(instead.answer === null ? line : instead.answer(line));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    address: { url: `http://127.0.0.1:${String(port)}`, verifier: keys.verifier },
    memory,
    instead,
    close: () => new Promise((resolve) => void server.close(() => resolve())),
  };
}
