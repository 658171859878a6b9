import { sealEntry } from '@sabha/audit/entry';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { nodeSealing } from './node-sealing.ts';

it('seals every entry as packages/audit does by itself', () => {
  const text = fc.string({ unit: 'grapheme' });
  const entries = fc.record({ salts: fc.uint8Array({ minLength: 200, maxLength: 200 }), id: text, reason: text });
  fc.assert(
    fc.property(entries, fc.nat(8), ({ salts, id, reason }, offset) => {
      const values = {
        actor: { id, kind: 'guest' },
        detail: { reason },
        meeting: id,
        ministry: null,
        request: reason,
        subject: null,
      };
      const entry = { at: new Date(0), event: 'door.refused', outcome: 'refused' as const, values };
      const drawn = (bytes: number) => salts.subarray(offset, offset + bytes);
      expect(sealEntry(entry, drawn, nodeSealing)).toEqual(sealEntry(entry, drawn));
    }),
  );
});
