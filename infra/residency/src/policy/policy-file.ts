import type { Policy } from '@sabha/domain/residency/policy';
import { type PolicyReading, readPolicy } from '@sabha/domain/residency/read-policy';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Edge } from '../edge.ts';
import { errorCode, Fault } from '../fault.ts';
import { type Noted, openPolicyNote, readKeys } from './policy-note.ts';

/** `name` as it was typed; `sha256` of its bytes, hex; `note` is the signed note beside it. */
export type PolicyFile = Noted & Readonly<{ text: string; reading: PolicyReading }>;

/** @throws Fault when it cannot be read; what is wrong inside it is in the reading. */
export async function readPolicyFile(name: string, { folder }: Edge): Promise<PolicyFile> {
  const bytes = await bytesOf(name, folder);
  if (bytes === null) throw new Fault(`there is no file ${name}`, 'give the path of residency.yaml, seen from where you are');
  const note = await bytesOf(`${name}.note`, folder);
  const text = bytes.toString('utf8');
  return {
    name,
    text,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    note: note?.toString('utf8') ?? null,
    reading: readPolicy(text),
  };
}

/** @throws Fault unless it is whole. */
export function requireWhole({ name, reading }: PolicyFile): Policy {
  if (reading.policy) return reading.policy;
  const count = reading.faults.length === 1 ? 'a fault' : `${reading.faults.length} faults`;
  throw new Fault(`${name} has ${count}`, `see them with: sabha-residency lint ${name}`);
}

/** A whole policy; where keys are given, one that is signed by one of them. @throws Fault */
export async function openPolicy(name: string, keys: readonly string[], edge: Edge): Promise<Policy> {
  const file = await readPolicyFile(name, edge);
  const policy = requireWhole(file);
  if (keys.length > 0) openPolicyNote(file, policy, readKeys(keys));
  return policy;
}

/** @throws Fault when it cannot be read. */
export async function readTextFile(name: string, { folder }: Edge): Promise<string> {
  const bytes = await bytesOf(name, folder);
  if (bytes === null) throw new Fault(`there is no file ${name}`, 'give its path, seen from where you are');
  return bytes.toString('utf8');
}

async function bytesOf(name: string, folder: string): Promise<Buffer | null> {
  try {
    return await readFile(resolve(folder, name));
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw new Fault(`${name} cannot be read (${errorCode(error) ?? 'unknown reason'})`, 'make it a file that you may read');
  }
}
