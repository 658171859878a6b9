import type { MediaNode } from '@sabha/domain/residency/fence';

/** A node at one look. */
export type SeenNode = MediaNode & Readonly<{ rooms: number | null; clients: number | null }>;

/** What a cluster says of itself. Rejects whenever it cannot be read whole: half a list would hide a stranger. */
export interface NodeRegistry {
  list(): Promise<readonly SeenNode[]>;
  /** By which node each of the rooms is held; rooms held by none are left out. Null: there is one server, and no choice. */
  placesOf(rooms: readonly string[]): Promise<ReadonlyMap<string, string> | null>;
  close(): Promise<void>;
}

/** Whoever asks for a pass waits for this at most. */
export const READ_MS = 2_000;
