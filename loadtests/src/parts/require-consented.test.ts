import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Refusal } from '../command/arguments.ts';
import type { Consent } from '../platform/consent.ts';
import type { Stage } from '../stage/stage-file.ts';
import { requireConsented } from './require-consented.ts';

const meeting = { meetingId: 'm', joinCode: 'CODE', passcode: 'p', title: 'Load test' };
const official = { cookie: 'a=b', departmentId: 'd', ministryId: 'm' };

let portal: Server;
let asked: string[];
/** Says of every meeting that its media is elsewhere. */
beforeEach(async () => {
  asked = [];
  portal = createServer((request, response) => {
    asked.push(`${request.url ?? ''} ${request.headers.cookie ?? ''}`);
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ result: { data: { url: 'wss://media.example.gov.in', token: 't' } } }));
  }).listen(0, '127.0.0.1');
  await once(portal, 'listening');
});
afterEach(() => portal.close());

const stage = (): Stage => ({
  mediaHosts: [],
  target: `http://127.0.0.1:${(portal.address() as AddressInfo).port}`,
  officials: { scheduler: official, administrator: official },
  webinars: [],
  meetings: [meeting],
  lobbies: [],
  truth: null,
  identity: null,
});
const consent: Consent = {
  format: 'sabha-loadtest-consent/1',
  owner: 'Ministry of Examples',
  contact: 'ops@example.gov.in',
  targets: ['https://meet.example.gov.in'],
  mediaHosts: ['media.example.gov.in'],
  from: '2020-01-01',
  until: '2999-12-31',
};

it('asks the portal where the media of each meeting is, and loads none that nobody consented to', async () => {
  await expect(requireConsented(stage(), undefined)).rejects.toThrow(Refusal);
  await expect(requireConsented(stage(), { ...consent, mediaHosts: [] })).rejects.toThrow('media host media.example.gov.in');
  expect(asked).toEqual(['/api/trpc/room.pass a=b', '/api/trpc/room.pass a=b']);
});

it('loads what the consent names', () => requireConsented(stage(), consent));
