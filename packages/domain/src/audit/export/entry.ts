/** An entry of the audit log as it leaves Sabha: in a file for an administrator, or on its way to a SIEM. */

/** `proofs` is made elsewhere, for it needs the tree; the others are encoded here. */
export const exportFormats = ['csv', 'jsonl', 'cef', 'ocsf'] as const;
export type ExportFormat = (typeof exportFormats)[number];

export type ExportedEntry = Readonly<{
  /** Its place in the tree. */
  index: number;
  /** ISO 8601, UTC, with milliseconds. */
  at: string;
  event: string;
  outcome: 'ok' | 'refused';
  /** Null when it was erased. */
  actor: Readonly<{ kind: string; id: string | null }> | null;
  subject: string | null;
  meeting: string | null;
  ministry: string | null;
  request: string | null;
  detail: Readonly<Record<string, unknown>>;
  /** Base64 of the bytes that stand in the tree. */
  leaf: string;
  /** Only what the leaf says is left: the values were erased when their time had come. */
  erased: boolean;
}>;

/** Which head of the log stands over what was exported: whoever has it can ask for the proof of any line. */
export type ExportedHead = Readonly<{
  size: number;
  /** Base64. */
  root: string;
  /** The signed note with what witnesses said of it. */
  checkpoint: string;
  /** There was more than the file holds. */
  isCut: boolean;
}>;

/** Of whom what is exported says that it made it. Not the version of the programs, but of what they write here. */
export const producer = { vendor: 'Sabha', name: 'Sabha audit log', version: '1' } as const;
