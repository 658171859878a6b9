import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkpointText } from './checkpoint.ts';
import { makeKeys, readVerifier, signNote } from './note.ts';
import { MTH, PROOF } from './testing/naive.ts';
import { logKeys, origin } from './testing/written-log.ts';
import { judge, originOf, readAddCheckpoint, writeAddCheckpoint } from './witness.ts';

const leaves = Array.from({ length: 40 }, (_, at) => Uint8Array.of(at));
const headOf = (size: number) => ({ size, root: MTH(leaves.slice(0, size)) });
const noteOf = (size: number, { root = headOf(size).root, of = origin, signer = logKeys.signer } = {}) =>
  signNote(checkpointText({ origin: of, size, root }), signer);
const known = (size: number) => ({ verifiers: [readVerifier(logKeys.verifier)], last: size === 0 ? null : headOf(size) });
const growing = (old: number, size: number, checkpoint = noteOf(size)) => ({
  old,
  proof: old === 0 || old === size ? [] : PROOF(old, leaves.slice(0, size)),
  checkpoint,
});

describe('a witness', () => {
  it('cosigns every head that grew out of the last one', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 40 }), (one, other) => {
        const [old, size] = [Math.min(one, other), Math.max(one, other)];
        expect(judge(growing(old, size), known(old))).toEqual({
          cosign: { origin, ...headOf(size) },
          text: checkpointText({ origin, ...headOf(size) }),
        });
      }),
    );
  });

  const forked = MTH(leaves.map(() => Uint8Array.of(99)).slice(0, 20));
  const stranger = makeKeys(origin, new Uint8Array(32).fill(9));
  it.each([
    ['a log that it does not know', growing(0, 20), null, 404],
    ['a checkpoint that the log did not sign', growing(10, 20, noteOf(20, { signer: stranger.signer })), known(10), 403],
    ['a checkpoint that was changed', growing(10, 20, noteOf(20).replace('\n20\n', '\n21\n')), known(10), 403],
    ['a log that shrinks', { ...growing(10, 10), old: 20 }, known(20), 400],
    ['what follows upon another head than the last', growing(5, 20), known(10), 409],
    ['what follows upon nothing, when there was something', growing(0, 20), known(10), 409],
    ['another root of the same size', growing(20, 20, noteOf(20, { root: forked })), known(20), 409],
    ['a fork', growing(10, 20, noteOf(20, { root: forked })), known(10), 422],
    ['a proof that is cut', { ...growing(10, 20), proof: growing(10, 20).proof.slice(1) }, known(10), 422],
    ['a proof from nothing', { ...growing(0, 20), proof: growing(10, 20).proof }, known(0), 422],
    ['nothing with a root of its own, that no log can grow out of', growing(0, 0, noteOf(0, { root: forked })), known(0), 400],
    ['no request', null, null, 400],
  ])('does not cosign %s', (...[, request, log, status]) => {
    expect(judge(request, log)).toMatchObject({ status });
  });

  it('says the size that it has seen, in the form of the specification', () => {
    expect(judge(growing(5, 20), known(10))).toEqual({ status: 409, body: '10\n', contentType: 'text/x.tlog.size' });
  });
});

describe('a request', () => {
  it('is read as it was written', () => {
    const request = growing(10, 20);
    expect(readAddCheckpoint(writeAddCheckpoint(request))).toEqual(request);
    expect(readAddCheckpoint(writeAddCheckpoint(growing(0, 20)))).toEqual(growing(0, 20));
    expect(originOf(request)).toBe(origin);
    expect(originOf({ ...request, checkpoint: 'sabha' })).toBeNull();
  });

  const body = writeAddCheckpoint(growing(10, 20));
  it.each([
    ['no size', body.replace('old 10\n', '')],
    ['a size with a zero before it', body.replace('old 10', 'old 010')],
    ['a hash that is cut', body.replace(/=\n/, '\n')],
    ['no empty line', body.replace('\n\n', '\n')],
    ['too many hashes', body.replace('old 10\n', `old 10\n${`${Buffer.alloc(32).toString('base64')}\n`.repeat(64)}`)],
    ['nothing', ''],
  ])('is none with %s', (_, changed) => {
    const request = readAddCheckpoint(changed);
    expect(request === null || originOf(request) === null).toBe(true);
    expect(judge(request, known(10))).toMatchObject({ status: 400 });
  });
});
