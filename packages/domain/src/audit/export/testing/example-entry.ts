import type { ExportedEntry } from '../entry.ts';

/** Somebody asked to come in. */
export const exampleEntry: ExportedEntry = {
  index: 41,
  at: '2026-11-26T10:00:00.123Z',
  event: 'door.requested',
  outcome: 'ok',
  actor: { kind: 'guest', id: '019ac000-0000-7000-8000-000000000001' },
  subject: '019ac000-0000-7000-8000-000000000001',
  meeting: '019ac000-0000-7000-8000-000000000002',
  ministry: '019ac000-0000-7000-8000-000000000003',
  request: 'req-1',
  detail: { as: 'guest' },
  leaf: 'eyJhdCI6Li4ufQ==',
  erased: false,
};

export const erasedEntry: ExportedEntry = {
  ...exampleEntry,
  actor: null,
  subject: null,
  meeting: null,
  ministry: null,
  request: null,
  detail: {},
  erased: true,
};
