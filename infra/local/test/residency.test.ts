/** No part speaks to any other machine: the platform is run with one neighbour, who counts and answers everything. */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { promisify } from 'node:util';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { homeAt } from '../src/instance/home.ts';
import { portsFromBase, type Ports } from '../src/instance/ports.ts';
import { readRecord } from '../src/instance/record.ts';
import { identify } from '../src/process/process-identity.ts';
import { partNames } from '../src/parts/part.ts';
import { waitUntil } from '../src/process/wait-until.ts';
import { Fence, nothing } from '../src/testing/fence/fence.ts';
import { ip, removeStaleNamespaces, whyNoFence } from '../src/testing/fence/kernel.ts';
import { Command } from './support/command.ts';
import { freePortBase, temporaryHome } from './support/homes.ts';
import { isMissing } from '../src/testing/requirement.ts';

const run = promisify(execFile);
const visitor = fileURLToPath(new URL('./network/visit.ts', import.meta.url));
const leaver = fileURLToPath(new URL('./network/leave-behind.ts', import.meta.url));
const why = whyNoFence();
const skipped = why === undefined ? '' : ` (skipped: ${why})`;

type Visit = Readonly<{ visited: readonly { url: string; status: number; body: string }[]; iceServers: readonly string[] }>;

async function inside(fence: Fence, ...words: readonly string[]): Promise<string> {
  const [command = '', ...before] = fence.through;
  return (await run(command, [...before, process.execPath, ...words], { maxBuffer: 16 * 1024 * 1024 })).stdout;
}

test.skipIf(isMissing(why))(`the fence counts what leaves it, by both protocols and by name${skipped}`, async () => {
  const fence = await Fence.putUp();
  expect(fence.escapes()).toEqual(nothing);
  await inside(
    fence,
    '-e',
    `for (const [kind, to] of [['udp4', '192.0.2.1'], ['udp6', '2001:db8::1']]) {
    const socket = require('node:dgram').createSocket(kind); socket.send('x', 9, to, () => socket.close()); }`,
  );
  await waitUntil(
    'both packets counted',
    () => expect(fence.escapes()).toMatchObject({ ipv4: 1, ipv6: 1, ends: ['udp 192.0.2.1 9', 'udp 2001:db8::1 9'] }),
    {
      withinMs: 5000,
    },
  );
  await inside(fence, '-e', `require('node:dns').lookup('stun.example.org', () => {})`);
  await waitUntil('the name', () => expect(fence.escapes().names).toContain('stun.example.org'), { withinMs: 5000 });
});

test.skipIf(isMissing(why))(`what a run that was killed has left is gone when the next one begins${skipped}`, async () => {
  const other = spawn(process.execPath, [leaver], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [said] = (await once(other.stdout, 'data')) as [Buffer];
  const { name, pid } = JSON.parse(said.toString()) as { name: string; pid: number };
  const there = () => ip('netns', 'list').includes(name);
  removeStaleNamespaces();
  expect(there(), 'its maker lives').toBe(true);
  const ended = once(other, 'exit');
  other.kill('SIGKILL');
  await ended;
  removeStaleNamespaces();
  expect(there()).toBe(false);
  await waitUntil('the end of what ran there', () => expect(identify(pid)).toBeUndefined(), { withinMs: 5000 });
});

test.skipIf(isMissing(why)).each(['start', 'dev'])(
  `npm run %s sends nothing to anybody, and sends browsers to nobody else${skipped}`,
  async (command) => {
    const at = { home: await temporaryHome(), base: await freePortBase() };
    const fence = await Fence.putUp();
    const platform = new Command([command], { ...at, through: fence.through });
    await platform.says('Sabha is ready', 300_000);
    const { visited, iceServers } = JSON.parse(
      await inside(fence, visitor, at.home, ...pagesOf(portsFromBase(at.base))),
    ) as Visit;
    expect(visited.filter(({ status }) => status >= 500)).toEqual([]);
    expect(foreignAddresses(visited.map(({ body }) => body).join('\n'))).toEqual([]);
    expect(iceServers.length).toBeGreaterThan(0);
    expect(iceServers.filter((url) => !/^(stun|turn):127\.0\.0\.1:/.test(url))).toEqual([]);
    const parts = (await readRecord(homeAt(at.home)))?.parts ?? [];
    expect(parts.map(({ state }) => state)).toEqual(partNames.map(() => 'healthy'));
    expect(fence.escapes()).toEqual(nothing);
  },
  360_000,
);

function pagesOf({ identity, mailWeb, portal }: Ports): readonly string[] {
  const paths = ['/', '/sign-in', '/webinars', '/accessibility', '/j/aaa-bbbb-ccc'];
  return [
    `http://localhost:${identity}/.well-known/openid-configuration`,
    `http://localhost:${mailWeb}/`,
    ...paths.map((path) => `http://localhost:${portal}${path}`),
  ];
}

/** What a browser would load by itself; a link that a person may follow is none of it. */
function foreignAddresses(html: string): readonly string[] {
  const loaded =
    /(?:src|srcset|action|poster|data)="(https?:\/\/[^"]+)"|<link[^>]+href="(https?:\/\/[^"]+)"|url\((https?:\/\/[^)]+)\)/g;
  return [...html.matchAll(loaded)]
    .map(([, ...found]) => found.find(Boolean) ?? '')
    .filter((url) => new URL(url).hostname !== 'localhost');
}
