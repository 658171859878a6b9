import { describe, expect, it } from 'vitest';
import { isMediaAllowed } from '../../lib/media-host.ts';
import { mayLoadMedia, readConsent } from './consent.ts';

const hosts = ['media.example.gov.in'];
const consent = readConsent(
  JSON.stringify({
    format: 'sabha-loadtest-consent/1',
    owner: 'Ministry of Examples',
    contact: 'ops@example.gov.in',
    targets: ['https://meet.example.gov.in'],
    mediaHosts: hosts,
    from: '2026-01-01',
    until: '2026-12-31',
  }),
);

describe('media, as a script judges it', () => {
  it.each([
    'wss://media.example.gov.in',
    'wss://media.example.gov.in:7443/rtc?access_token=a.b',
    'wss://MEDIA.example.gov.in/',
    'ws://localhost:7880',
    'ws://127.0.0.1:7880',
    'ws://[::1]:7880',
  ])('may be loaded where the runner may load it: %s', (url) => {
    expect(mayLoadMedia(url, consent, '2026-11-27').allowed).toBe(true);
    expect(isMediaAllowed(url, hosts)).toBe(true);
  });

  it.each([
    'wss://victim.example.com',
    'wss://media.example.gov.in.victim.example.com',
    'wss://media.example.gov.in@victim.example.com',
    'wss://localhost@victim.example.com/',
    'wss://victim.example.com/media.example.gov.in',
    'wss://victim.example.com\\@media.example.gov.in',
    'ws://127.0.0.1.victim.example.com',
  ])('may not be loaded anywhere else: %s', (url) => {
    expect(isMediaAllowed(url, hosts)).toBe(false);
  });

  it('may not be loaded abroad without a consent', () => {
    expect(isMediaAllowed('wss://media.example.gov.in', [])).toBe(false);
  });
});
