/** Whoever signs the log of a test, and remembers what was signed. */
import { inject } from 'vitest';
import type { HeadMemory } from '../audit-log/memory.ts';
import type { SequencerParts } from '../audit-log/sequencer.ts';
import { keySigner } from '../audit-log/signer.ts';

/** As long as the test lives. */
export function testMemory(): HeadMemory {
  let kept: string | null = null;
  return {
    read: () => Promise.resolve(kept),
    write(note) {
      kept = note;
      return Promise.resolve();
    },
  };
}

export const auditLogParts = (memory: HeadMemory = testMemory()): SequencerParts => ({
  signer: keySigner(inject('sabha').env.SABHA_AUDIT_SIGNER),
  previous: [],
  memory,
  witnesses: [],
});
