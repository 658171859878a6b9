/** What the tests of networks ask of the kernel: `ip` and `nft`, in namespaces that bear the name of their maker. */
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join as pathOf } from 'node:path';
import { onPath, nftables } from '../../setup/debian-program.ts';
import { identify, isAlive } from '../../process/process-identity.ts';

/** One end of a link. The hardware address is fixed, so that the other end can be told of it and asks nobody. */
export type Side = Readonly<{ device: string; four: string; six: string; link: string }>;
export type End = Readonly<{ namespace: string; side: Side }>;

/** Why no such network can be made here, for a test to say when it is skipped. */
export function whyNoFence(): string | undefined {
  if (process.platform !== 'linux') return 'network namespaces need Linux';
  if (process.getuid?.() !== 0) return 'network namespaces need root';
  if (onPath(nftables) === undefined) return 'packets are counted by nft, which is missing: npm test brings it';
  const probe = namespaceName('probe');
  try {
    ip('netns', 'add', probe);
    nft(probe, 'table inet probe {}');
    return undefined;
  } catch (error) {
    return `no network namespace can be made here (${error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)})`;
  } finally {
    removeNamespace(probe);
  }
}

/** Told by the id of this process and the moment of its birth, so that a later run knows whose it was. */
export function namespaceName(what: string): string {
  return `sabha-${what}-${process.pid}-${birthOf(process.pid) ?? ''}`;
}

/** For files of programs in it; goes with it. */
export const folderOf = (name: string): string => pathOf(tmpdir(), name);

/** Removes what runs that were killed have left, and ends whatever still runs in it. Those of living makers stay. */
export function removeStaleNamespaces(): void {
  for (const line of ip('netns', 'list').split('\n')) {
    const [name = ''] = line.split(' ');
    const [, pid, birth] = /^sabha-[a-z]+-(\d+)-(\d+)$/.exec(name) ?? [];
    if (pid === undefined || birthOf(Number(pid)) === birth) continue;
    removeNamespace(name);
  }
}

/** Ends by force every process in it first: as long as one holds it, it is not gone. */
export function removeNamespace(name: string): void {
  try {
    for (const pid of ip('netns', 'pids', name).split('\n').filter(Boolean)) endByForce(Number(pid));
    ip('netns', 'del', name);
  } catch {
    // it was never made, or is gone already
  }
  for (const folder of [`/etc/netns/${name}`, folderOf(name)]) rmSync(folder, { recursive: true, force: true });
}

/** Two namespaces with one link between them, each the other's only neighbour. */
export function join(one: End, other: End): void {
  const [near, far] = [one.side, other.side];
  const words = ['link', 'add', near.device, 'address', near.link, 'netns', one.namespace];
  ip(...words, 'type', 'veth', 'peer', 'name', far.device, 'address', far.link, 'netns', other.namespace);
  prepare(one, far);
  prepare(other, near);
}

/** The neighbour is told, not looked for, and the kernel asks about no routers: its own questions would be counted. */
function prepare({ namespace, side: own }: End, other: Side): void {
  for (const setting of ['accept_ra=0', 'router_solicitations=0', 'dad_transmits=0', 'addr_gen_mode=1']) {
    inside(namespace, 'sysctl', '-qw', `net.ipv6.conf.${own.device}.${setting}`);
  }
  ip('-n', namespace, 'link', 'set', own.device, 'up');
  ip('-n', namespace, 'addr', 'add', `${own.four}/30`, 'dev', own.device);
  ip('-n', namespace, '-6', 'addr', 'add', `${own.six}/126`, 'dev', own.device, 'nodad');
  ip('-n', namespace, '-6', 'neigh', 'replace', other.six, 'lladdr', other.link, 'dev', own.device, 'nud', 'permanent');
}

/** @throws with what `nft` said, when it does not take the rules. */
export function nft(namespace: string, rules: string): void {
  run('ip', ['netns', 'exec', namespace, 'nft', '-f', '-'], rules);
}

export const ip = (...words: readonly string[]): string => run('ip', words);
export const inside = (namespace: string, ...words: readonly string[]): string => ip('netns', 'exec', namespace, ...words);

function run(command: string, words: readonly string[], input?: string): string {
  return execFileSync(command, words, { encoding: 'utf8', stdio: 'pipe', ...(input === undefined ? {} : { input }) });
}

/** In ticks since the machine began. */
const birthOf = (pid: number): string | undefined => identify(pid)?.startedAt.split('/')[1];

function endByForce(pid: number): void {
  const identity = identify(pid);
  if (identity !== undefined && isAlive(identity)) process.kill(pid, 'SIGKILL');
}
