import { expect, it } from 'vitest';
import { readArguments, Refusal } from './arguments.ts';

it('is told a profile, and what it differs in', () => {
  expect(readArguments(['--profile', 'webinar', '--only', 'webinar,chat', '--nodes', '2'])).toMatchObject({
    profile: 'webinar',
    only: ['webinar', 'chat'],
    nodes: 2,
    target: undefined,
  });
  expect(readArguments(['--profile', 'smoke', '--target', 'https://meet.example.gov.in/x'])).toMatchObject({
    target: 'https://meet.example.gov.in',
  });
});

it('is told baselines, one or several, and whether to hold the run to them', () => {
  expect(readArguments(['--profile', 'smoke'])).toMatchObject({ baselineFiles: [], isGated: false });
  expect(readArguments(['--profile', 'smoke', '--baseline', 'a.json', '--gate', '--baseline', 'b.json'])).toMatchObject({
    baselineFiles: ['a.json', 'b.json'],
    isGated: true,
  });
});

it.each([
  [[]],
  [['--profile', 'huge']],
  [['--profile', 'constructor']],
  [['--profile', 'smoke', '--nodes', '9']],
  [['--profile', 'smoke', '--nodes', '2', '--target', 'http://localhost:3000']],
  [['--profile', 'smoke', '--target', 'ftp://localhost']],
  [['--profile', 'smoke', '--target', 'localhost:3000']],
  [['--profile', 'smoke', '--force']],
  [['--profile', 'smoke', '--gate']],
  [['--profile', 'smoke', '--gate', '--baseline', 'a.json', '--target', 'http://localhost:3000']],
  [['--profile', 'smoke', '--baseline']],
  [['smoke']],
])('refuses %j', (args) => expect(() => readArguments(args)).toThrow(Refusal));
