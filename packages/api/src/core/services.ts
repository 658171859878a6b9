/** What a use case may reach. Made once per process by `create-services.ts`; tests hand in their own clock, random and settings. */
import type { Database, Sql, WriteTx } from '@sabha/db/connect';
import type { Logger } from 'pino';
import type { JobName, JobPayload } from '../jobs/jobs.ts';
import type { LoadedPolicy } from '../residency/load-policy.ts';
import type { Media } from './media.ts';

export type Settings = Readonly<{
  /** Origin that people open, without a trailing slash. */
  publicUrl: string;
  /** 32 bytes; seals passcodes at rest and keys the address hashes. */
  sealKey: Uint8Array;
  /** Keys that were replaced and still open what they sealed. */
  previousSealKeys?: readonly Uint8Array[];
  /** ws(s):// address that browsers are given. */
  livekitUrl: string;
  /** Signs residency receipts (C2SP signed-note). */
  receiptSigner: string;
  /** Verifier keys of signers that were replaced: what they signed is still believed. */
  previousReceiptVerifiers?: readonly string[];
}>;

/** Puts a job into the queue inside the caller's transaction: it exists if and only if the act committed. */
export type JobQueue = Readonly<{ enqueue<N extends JobName>(tx: WriteTx, job: N, payload: JobPayload<N>): Promise<void> }>;

/**
 * Wakes subscribers of one meeting: once at the start, then after changes. A wake-up carries no data: whoever wakes reads
 * anew with their own rights. Who names a participant sleeps through changes of other participants alone.
 */
export type LiveBus = Readonly<{
  watch(meetingId: string, signal: AbortSignal, participantId?: string): AsyncIterable<void>;
  close(): Promise<void>;
}>;

export type Services = Readonly<{
  db: Database;
  sql: Sql;
  media: Media;
  jobs: JobQueue;
  live: LiveBus;
  /** Where everything may be. */
  residency: LoadedPolicy;
  clock: () => Date;
  random: (bytes: number) => Uint8Array;
  settings: Settings;
  log: Logger;
}>;
