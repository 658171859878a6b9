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

it('is told that it is the first of several generators', () => {
  expect(readArguments(['--profile', 'webinar'])).toMatchObject({ parts: undefined, sizes: {} });
  expect(readArguments(['--profile', 'webinar', '--parts', '3'])).toMatchObject({
    parts: { of: 3, leadSeconds: 60, waitSeconds: 300 },
  });
  expect(readArguments(['--profile', 'webinar', '--parts', '7', '--lead', '5', '--wait', '0'])).toMatchObject({
    parts: { of: 7, leadSeconds: 5, waitSeconds: 0 },
  });
});

it('is told that it is another one, by its part and where the stage is', () => {
  expect(readArguments(['--part', '2/3', '--stage', 'out/01-webinar', '--consent', 'c.json'])).toEqual({
    part: { number: 2, of: 3 },
    folder: 'out/01-webinar',
    consentFile: 'c.json',
    waitSeconds: 300,
  });
});

it('is told other sizes than those of the profile', () =>
  expect(readArguments(['--profile', 'webinar', '--sizes', 'VIEWERS=3000,RAMP=60'])).toMatchObject({
    sizes: { VIEWERS: 3000, RAMP: 60 },
  }));

it.each([
  [[]],
  [['--profile', 'smoke', '--parts', '1']],
  [['--profile', 'smoke', '--parts', '2.5']],
  [['--profile', 'smoke', '--parts', '101']],
  [['--profile', 'smoke', '--parts', '2', '--lead', '0']],
  [['--profile', 'smoke', '--parts', '2', '--lead', 'soon']],
  [['--profile', 'smoke', '--parts', '2', '--wait', '3601']],
  [['--profile', 'smoke', '--lead', '60']],
  [['--profile', 'smoke', '--wait', '60']],
  [['--profile', 'smoke', '--stage', 'x']],
  [['--profile', 'smoke', '--sizes', 'VIEWERS']],
  [['--profile', 'smoke', '--sizes', 'VIEWERS=-1']],
  [['--part', '2/3']],
  [['--part', '1/3', '--stage', 'x']],
  [['--part', '4/3', '--stage', 'x']],
  [['--part', '2', '--stage', 'x']],
  [['--part', '2/3/4', '--stage', 'x']],
  [['--part', '2/101', '--stage', 'x']],
  [['--part', '2/3', '--stage', 'x', '--profile', 'smoke']],
  [['--part', '2/3', '--stage', 'x', '--target', 'http://localhost:3000']],
  [['--part', '2/3', '--stage', 'x', '--gate']],
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
