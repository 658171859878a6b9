/** Loss on the way to and from one UDP port of this machine, by the kernel's packet filter. */
import { execFileSync } from 'node:child_process';

const nft = (words: readonly string[], input?: string): string =>
  execFileSync('nft', [...words], { encoding: 'utf8', stdio: 'pipe', timeout: 20_000, ...(input !== undefined && { input }) });

/** Why there is none to be had here; undefined where there is. */
export function whyNoLoss(): string | undefined {
  if (process.getuid?.() !== 0) return 'loss is made by nftables, which needs root';
  try {
    nft(['list', 'ruleset']);
    return undefined;
  } catch {
    return 'loss is made by nftables, which cannot be had here';
  }
}

/** @param percent of the datagrams, by chance. Nothing else of this machine is touched, and the rule goes whatever becomes of the work. */
export async function withLoss<T>(port: number, percent: number, work: () => Promise<T>): Promise<T> {
  const table = `sabha_loadtest_${process.pid}`;
  nft(
    ['-f', '-'],
    `table inet ${table} {
      chain input {
        type filter hook input priority 0; policy accept;
        udp dport ${port} numgen random mod 1000 < ${percent * 10} drop
        udp sport ${port} numgen random mod 1000 < ${percent * 10} drop
      }
    }
    `,
  );
  try {
    return await work();
  } finally {
    nft(['delete', 'table', 'inet', table]);
  }
}
