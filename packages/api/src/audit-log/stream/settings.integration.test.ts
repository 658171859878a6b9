import { examplePolicy } from '@sabha/domain/residency/testing/example-policy';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { makeAuthority } from '../../testing/certificates.ts';
import { NotDelivered } from './destination.ts';
import { lookupInside } from './lookup-inside.ts';
import { siemDestinations, siemShape } from './settings.ts';

/** The example, with a place for logs. */
const { del1, ...others } = examplePolicy.sites;
if (!del1) throw new Error('the example has no such site');
const logs = { what: 'SIEM', hosts: ['siem.del1.example', 'localhost'], evidence: 'docs/residency.md' };
const policy = { ...examplePolicy, sites: { ...others, del1: { ...del1, runs: { ...del1.runs, logs } } } };

let files: Readonly<Record<'CA' | 'CERT' | 'KEY' | 'OTHER_KEY', string>>;
beforeAll(() => {
  const folder = mkdtempSync(join(tmpdir(), 'sabha-siem-'));
  const authority = makeAuthority('ours');
  const [own, other] = [authority.vouchFor('DNS:a.example'), authority.vouchFor('DNS:b.example')];
  const texts = { CA: authority.certificate, CERT: own.certificate, KEY: own.key, OTHER_KEY: other.key };
  const made = Object.entries(texts).map(([name, text]) => {
    writeFileSync(join(folder, name), text, { mode: 0o600 });
    return [name, join(folder, name)];
  });
  files = Object.fromEntries(made) as typeof files;
});

const read = async (env: Readonly<Record<string, string>>) =>
  siemDestinations(z.object(siemShape).parse(env), { policy, publicUrl: 'https://sabha.gov.in' });
const syslog = (host = 'siem.del1.example:6514') => ({ SABHA_SIEM_SYSLOG: host, SABHA_SIEM_SYSLOG_CA: files.CA });
const https = (url = 'https://siem.del1.example/in') => ({ SABHA_SIEM_HTTPS: url, SABHA_SIEM_HTTPS_TOKEN: 'S3CR3T' });

describe('the receivers of the settings', () => {
  it('are none when there is none, and else each by kind and address', async () => {
    expect(await read({})).toEqual([]);
    const pair = { SABHA_SIEM_SYSLOG_CERT: files.CERT, SABHA_SIEM_SYSLOG_KEY: files.KEY };
    const names = (await read({ ...syslog(), ...pair, ...https() })).map(({ name }) => name);
    expect(names).toEqual(['syslog siem.del1.example:6514', 'https https://siem.del1.example/in']);
    expect(await read({ ...syslog('[2001:db8:100::7]:6514') })).toMatchObject([{ host: '2001:db8:100::7' }]);
  });

  it.each([
    'siem.elsewhere.example',
    'media.hyd1.example',
    'siem.del1.example.elsewhere.example',
    '198.51.100.7',
    '8.8.8.8',
    '[2001:db8:999::1]',
  ])('are refused where the policy keeps no logs: %s', async (host) => {
    await expect(read(syslog(`${host}:6514`))).rejects.toThrow(
      /SABHA_SIEM_SYSLOG leads to .* no host of logs in the residency policy/,
    );
    await expect(read(https(`https://${host}/in`))).rejects.toThrow(
      /SABHA_SIEM_HTTPS leads to .* no host of logs in the residency policy/,
    );
  });

  it.each<[what: string, env: () => Record<string, string>, fault: RegExp]>([
    [
      'a receiver nobody vouches for',
      () => ({ SABHA_SIEM_SYSLOG: 'siem.del1.example:6514' }),
      /SABHA_SIEM_SYSLOG_CA: without it/,
    ],
    [
      'an authority that is no certificate',
      () => ({ ...syslog(), SABHA_SIEM_SYSLOG_CA: files.KEY }),
      /SYSLOG_CA: holds no certificate/,
    ],
    ['a file that is gone', () => ({ ...syslog(), SABHA_SIEM_SYSLOG_CA: '/nowhere' }), /SYSLOG_CA: cannot be read: ENOENT/],
    ['a certificate without its key', () => ({ ...syslog(), SABHA_SIEM_SYSLOG_CERT: files.CERT }), /of no use without the other/],
    [
      'the key of another',
      () => ({ ...syslog(), SABHA_SIEM_SYSLOG_CERT: files.CERT, SABHA_SIEM_SYSLOG_KEY: files.OTHER_KEY }),
      /SYSLOG_KEY: is no key, or not that/,
    ],
    ['an authority for nobody', () => ({ SABHA_SIEM_HTTPS_CA: files.CA }), /SABHA_SIEM_HTTPS_CA: nothing is sent/],
    ['no token', () => ({ SABHA_SIEM_HTTPS: 'https://siem.del1.example/' }), /SABHA_SIEM_HTTPS_TOKEN: without it/],
    ['HTTP in the clear', () => https('http://siem.del1.example/'), /SABHA_SIEM_HTTPS/],
    ['a password in the address', () => https('https://a:b@siem.del1.example/'), /must hold no password/],
    ['a token with a line end', () => ({ ...https(), SABHA_SIEM_HTTPS_TOKEN: 'a\r\nb' }), /printable ASCII/],
    ['no port', () => syslog('siem.del1.example'), /must be host:port/],
    ['a port that is none', () => syslog('siem.del1.example:99999'), /no port that there is/],
  ])('are refused with %s', async (_, env, fault) => {
    await expect(read(env())).rejects.toThrow(fault);
  });

  it('show no token', async () => {
    const env = z.object(siemShape).parse(https());
    const made = await read(https());
    expect([JSON.stringify(env), inspect(env, { depth: 9, showHidden: true }), inspect(made, { depth: 9 })].join()).not.toContain(
      'S3CR3T',
    );
  });

  it('are not reached where their name leads outside the networks of logs', async () => {
    const found = (networks: readonly string[], all: boolean) =>
      new Promise((resolve, reject) => {
        lookupInside(networks)('localhost', { all }, (error, address) => (error ? reject(error) : resolve(address)));
      });
    await expect(found(['192.0.2.0/26'], true)).rejects.toThrow(NotDelivered);
    expect(await found(['127.0.0.0/8'], true)).toContainEqual({ address: '127.0.0.1', family: 4 });
    expect(await found(['127.0.0.0/8'], false)).toBe('127.0.0.1');
  });
});
