import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

export type Listener = Readonly<{ pid: number; protocol: string; address: string; port: number }>;

const tables = ['tcp', 'tcp6', 'udp', 'udp6'] as const;
const listening = '0A';
const unconnected = '07';

/**
 * What the processes listen on, by the kernel's own word (Linux): TCP sockets that accept, and UDP sockets that take
 * packets from anybody.
 */
export function listenersOf(pids: readonly number[]): readonly Listener[] {
  const owners = new Map(pids.flatMap((pid) => socketsOf(pid).map((inode) => [inode, pid] as const)));
  return tables.flatMap((protocol) =>
    readFileSync(`/proc/net/${protocol}`, 'utf8')
      .trim()
      .split('\n')
      .slice(1)
      .flatMap((line) => {
        const [, local = '', , state, , , , , , inode = ''] = line.trim().split(/\s+/);
        const pid = owners.get(inode);
        if (pid === undefined || state !== (protocol.startsWith('tcp') ? listening : unconnected)) return [];
        const [address = '', port = ''] = local.split(':');
        return [{ pid, protocol, address: readableAddress(address), port: Number.parseInt(port, 16) }];
      }),
  );
}

/** The kernel writes each 32-bit word of an address backwards. */
export function readableAddress(hex: string): string {
  const bytes = (hex.match(/.{8}/g) ?? []).flatMap((word) => (word.match(/../g) ?? []).reverse());
  if (bytes.length === 4) return bytes.map((byte) => Number.parseInt(byte, 16)).join('.');
  const groups = Array.from({ length: 8 }, (_, index) => `${bytes[2 * index] ?? ''}${bytes[2 * index + 1] ?? ''}`);
  return groups.map((group) => Number.parseInt(group, 16).toString(16)).join(':');
}

export function isLoopback(address: string): boolean {
  return address.startsWith('127.') || address === '0:0:0:0:0:0:0:1' || /^0:0:0:0:0:ffff:7f/.test(address);
}

function socketsOf(pid: number): readonly string[] {
  try {
    return readdirSync(`/proc/${pid}/fd`).flatMap((name) => {
      const inode = /^socket:\[(\d+)\]$/.exec(linkOf(`/proc/${pid}/fd/${name}`))?.[1];
      return inode === undefined ? [] : [inode];
    });
  } catch {
    return []; // it ended while we looked
  }
}

function linkOf(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return ''; // closed while we looked
  }
}
