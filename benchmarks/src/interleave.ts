/**
 * Runs every subject once per round, so that whatever else the machine does in between meets them all alike. A warm-up
 * round goes before and is thrown away: the first request after a start compiles and fills caches on the server.
 */
export async function interleave<K extends string, T>(
  subjects: Readonly<Record<K, () => Promise<T>>>,
  rounds: number,
  onRun?: (subject: K, round: number, result: T) => void,
): Promise<Readonly<Record<K, readonly T[]>>> {
  const names = Object.keys(subjects) as K[];
  const results = Object.fromEntries(names.map((name) => [name, [] as T[]])) as Record<K, T[]>;
  for (let round = 0; round <= rounds; round += 1) {
    for (const name of names) {
      const result = await subjects[name]();
      if (round === 0) continue;
      results[name].push(result);
      onRun?.(name, round, result);
    }
  }
  return results;
}
