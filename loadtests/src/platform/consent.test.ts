import { describe, expect, it } from 'vitest';
import { isLoopback, mayLoad, mayLoadMedia, readConsent } from './consent.ts';

const text = {
  format: 'sabha-loadtest-consent/1',
  owner: 'Ministry of Examples',
  contact: 'ops@example.gov.in',
  targets: ['https://meet.example.gov.in'],
  mediaHosts: ['media.example.gov.in'],
  from: '2026-11-01',
  until: '2026-11-30',
};
const consent = readConsent(JSON.stringify(text));
const today = '2026-11-27';

describe('the load kit', () => {
  it.each(['http://localhost:3000', 'http://127.0.0.1:3000', 'http://127.8.9.10', 'http://[::1]:3000', 'http://a.localhost'])(
    'loads this machine without asking: %s',
    (origin) => expect(mayLoad(origin, undefined, today)).toEqual({ allowed: true }),
  );

  it.each([
    'https://meet.example.gov.in',
    'http://10.0.0.1',
    'http://127.0.0.1.example.com',
    'http://localhost.example.com',
    'http://0.0.0.0',
  ])('loads nobody who has not consented: %s', (origin) => expect(mayLoad(origin, undefined, today).allowed).toBe(false));

  it('loads who has consented, at that very origin', () => {
    expect(mayLoad('https://meet.example.gov.in', consent, today)).toEqual({ allowed: true });
    expect(mayLoad('https://meet.example.gov.in:8443', consent, today).allowed).toBe(false);
    expect(mayLoad('http://meet.example.gov.in', consent, today).allowed).toBe(false);
    expect(mayLoad('https://other.example.gov.in', consent, today).allowed).toBe(false);
  });

  it.each(['2026-10-31', '2026-12-01'])('loads nobody outside the days of their consent: %s', (day) => {
    expect(mayLoad('https://meet.example.gov.in', consent, day).allowed).toBe(false);
    expect(mayLoadMedia('wss://media.example.gov.in', consent, day).allowed).toBe(false);
  });

  it('sends no media to a host that only the portal names', () => {
    expect(mayLoadMedia('wss://media.example.gov.in', consent, today)).toEqual({ allowed: true });
    expect(mayLoadMedia('wss://victim.example.com', consent, today).allowed).toBe(false);
    expect(mayLoadMedia('ws://127.0.0.1:7880', undefined, today)).toEqual({ allowed: true });
  });

  it.each([
    { ...text, owner: '' },
    { ...text, targets: [] },
    { ...text, until: 'tomorrow' },
    { ...text, extra: 1 },
    { ...text, format: 'x' },
  ])('takes no half of a consent (%#)', (half) => expect(() => readConsent(JSON.stringify(half))).toThrow());

  it.each(['0.0.0.0', '::', 'localhost.', '127.0.0.1.nip.io', '128.0.0.1'])('does not take %s for this machine', (host) => {
    expect(isLoopback(host)).toBe(false);
  });
});
