import type { ProcessRow } from './process-table.ts';

/** Whose a process is: a part of this run by its name, the kernel's own, or somebody else's. */
export type Owner = Readonly<{ kind: 'part'; name: string } | { kind: 'kernel' } | { kind: 'foreign'; name: string }>;

/** The kernel's threads are children of kthreadd, and it is always number two. */
const KTHREADD = 2;

/** @param parts the root process of each part; its children are its own. */
export function attribute(rows: readonly ProcessRow[], parts: ReadonlyMap<number, string>): ReadonlyMap<number, Owner> {
  const byPid = new Map(rows.map((row) => [row.pid, row]));
  const owners = new Map<number, Owner>();
  for (const row of rows) owners.set(row.pid, ownerOf(row, byPid, parts));
  return owners;
}

function ownerOf(row: ProcessRow, byPid: ReadonlyMap<number, ProcessRow>, parts: ReadonlyMap<number, string>): Owner {
  const seen = new Set<number>();
  for (let at: ProcessRow | undefined = row; at !== undefined && !seen.has(at.pid); at = byPid.get(at.parent)) {
    const part = parts.get(at.pid);
    if (part !== undefined) return { kind: 'part', name: part };
    if (at.pid === KTHREADD) return { kind: 'kernel' };
    seen.add(at.pid);
  }
  return { kind: 'foreign', name: row.name };
}
