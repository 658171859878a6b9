import type { RunningPart } from '../../../infra/local/src/instance/part-views.ts';

/** What is loaded. */
export type Target = Readonly<{
  origin: string;
  /** Root process of each part, by its id; empty where it runs on other machines. */
  processes(): ReadonlyMap<number, string>;
  versions: Readonly<Record<string, string>>;
  settings: Readonly<Record<string, string>>;
  /** The local identity provider, for those who sign in; null where officials bring their sessions. */
  identity: string | null;
  /** On disk, in all; null where the database is not ours to ask. */
  databaseBytes: (() => Promise<number>) | null;
  /** Ends one media server at once, as a power failure does; null where that is not ours to do. @returns its name */
  killMediaNode: (() => Promise<string>) | null;
  /** Tells one media server to end as soon as it is empty, as before it is updated; null where no other is left. @returns its name */
  drainMediaNode: (() => Promise<string>) | null;
  /** The folder of its logs, for whoever asks why a promise was broken; null where they are not ours to read. */
  logs: string | null;
  stop(): Promise<void>;
}>;

export const processesOf = (parts: readonly RunningPart[]): ReadonlyMap<number, string> =>
  new Map(parts.flatMap(({ name, pid }) => (pid === undefined ? [] : [[pid, name] as const])));
