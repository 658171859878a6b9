import { spawn } from 'node:child_process';
import { expect, onTestFinished, test } from 'vitest';
import { waitUntil } from '../src/process/wait-until.ts';
import { isLoopback, listenersOf, readableAddress } from './support/listeners.ts';
import { isMissing, needs } from '../src/testing/requirement.ts';

test.each([
  ['0100007F', '127.0.0.1', true],
  ['00000000', '0.0.0.0', false],
  ['00000000000000000000000001000000', '0:0:0:0:0:0:0:1', true],
  ['00000000000000000000000000000000', '0:0:0:0:0:0:0:0', false],
  ['0000000000000000FFFF00000100007F', '0:0:0:0:0:ffff:7f00:1', true],
])("the kernel's %s is %s", (hex, address, own) => {
  expect(readableAddress(hex)).toBe(address);
  expect(isLoopback(address)).toBe(own);
});

const open = `require('net').createServer().listen(0,'0.0.0.0');const s=require('dgram').createSocket('udp6');s.bind(0)`;

test.skipIf(isMissing(needs.linux))('a process that listens for everybody is found out', async () => {
  const child = spawn(process.execPath, ['-e', open], { stdio: 'ignore' });
  onTestFinished(() => void child.kill('SIGKILL'));
  const found = await waitUntil(
    'both sockets',
    () => {
      const listeners = listenersOf([child.pid ?? 0]);
      if (listeners.length < 2) throw new Error(`found ${listeners.length}`);
      return listeners;
    },
    { withinMs: 5000 },
  );
  expect(found.filter(({ address }) => isLoopback(address))).toEqual([]);
});
