/** What a use case may reach. Made once per process by `create-services.ts`; tests hand in their own clock, random and settings. */
import type { Database, WriteTx } from '@sabha/db/connect';
import type { Logger } from 'pino';
import type { JobName, JobPayload } from '../jobs/jobs.ts';
import type { CountryDatabases } from '../residency/country-databases.ts';
import type { LoadedPolicy } from '../residency/load-policy.ts';
import type { StatusBoard } from '../status/board.ts';
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
  /** Whose signature makes a residency receipt one of ours (C2SP signed-note); the worker alone can sign. */
  receiptVerifier: string;
  /** Verifier keys of signers that were replaced: what they signed is still believed. */
  previousReceiptVerifiers?: readonly string[];
  /** Whose signature makes a head of the audit log one of ours, and who signed before: verifier keys, the present one first. */
  auditVerifiers: readonly string[];
}>;

/** Puts a job into the queue inside the caller's transaction: it exists if and only if the act committed. */
export type JobQueue = Readonly<{ enqueue<N extends JobName>(tx: WriteTx, job: N, payload: JobPayload<N>): Promise<void> }>;

/** Who subscribes: how many streams one of them, and one address, may hold is limited. */
export type Subscriber = Readonly<{
  /** The participant or the person. */
  holder: string;
  address: string;
  /** Sleeps through changes of other participants alone. */
  participantId?: string;
}>;

/**
 * Wakes subscribers of one meeting: once at the start, then after changes. A wake-up carries no data: whoever wakes reads
 * anew with their own rights. It ends by itself after a while: whoever still wants it subscribes again.
 */
export type LiveBus = Readonly<{
  /** @throws live/watcher's ComeAgain when it has aged, and when there are too many streams */
  watch(meetingId: string, signal: AbortSignal, subscriber: Subscriber): AsyncIterable<void>;
  close(): Promise<void>;
}>;

export type Services = Readonly<{
  db: Database;
  media: Media;
  residency: LoadedPolicy;
  countries: CountryDatabases;
  status: StatusBoard;
  jobs: JobQueue;
  live: LiveBus;
  clock: () => Date;
  random: (bytes: number) => Uint8Array;
  settings: Settings;
  log: Logger;
}>;
