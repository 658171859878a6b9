import type { ConfigFault, ConfigFile } from '../config-file.ts';
import type { Ground } from '../ground.ts';

/** One thing that can leak, or open what should be shut. LiveKit's own defaults count: what is missing is judged as well. */
export type Rule = (file: ConfigFile, ground: Ground) => readonly ConfigFault[];

/** The texts of a list; of a value that is no list, nothing. */
export function textsAt(file: ConfigFile, path: string): readonly string[] {
  const value = file.valueAt(path);
  return Array.isArray(value) ? value.map(String) : [];
}

/** One text, or null. */
export function textAt(file: ConfigFile, path: string): string | null {
  const value = file.valueAt(path);
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null;
}

/** A fault for each item of a list that does not hold, at its own place. */
export function faultsOfItems(
  file: ConfigFile,
  path: string,
  { holds, message, remedy }: Readonly<{ holds: (item: string) => boolean; message: string; remedy: string }>,
): readonly ConfigFault[] {
  return textsAt(file, path).flatMap((item, index) =>
    holds(item) ? [] : [file.faultAt(`${path}.${index}`, `${item}: ${message}`, remedy)],
  );
}
