#!/usr/bin/env node
import { randomBytes } from 'node:crypto';
import { main } from '../src/main.ts';

process.exitCode = await main(process.argv.slice(2), {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  folder: process.cwd(),
  random: (count) => new Uint8Array(randomBytes(count)),
});
