import { residencyOptions, residencyShape } from '@sabha/api/residency/settings';
import { lintLivekit } from '@sabha/livekit-config/lint';
import { testPolicy } from '@sabha/livekit-config/testing/policy';
import { parseEnv } from 'node:util';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { REDIS, REDIS_ON_LOOPBACK } from './addresses.ts';
import { hostFiles } from './host-files.ts';
import { completeSecrets } from './host-secrets.ts';
import { readSettings } from './host-settings.ts';
import { fixedSecrets, givenEnv, hostEnv } from './testing/host.ts';
import { templates } from './testing/repository.ts';

const secrets = fixedSecrets();
const all = { ...hostEnv, ...givenEnv };
const filesOf = (change: Readonly<Record<string, string>> = {}) =>
  new Map(
    hostFiles({ policy: testPolicy, settings: readSettings({ ...all, ...change }), secrets, templates }).map((file) => [
      file.name,
      file,
    ]),
  );
const files = filesOf();
const contentOf = (name: string) => files.get(name)?.content ?? '';

describe("a host's files", () => {
  test("LiveKit's has no fault", () => {
    expect(lintLivekit(contentOf('livekit.yaml'), testPolicy, 'del1')).toEqual([]);
  });

  test("the proxy's is filled in whole, its comments as they were", () => {
    const filled = contentOf('nginx.conf');
    expect(filled).toContain('server_name sabha.example;');
    expect(filled).toContain('turn.sabha.example turn;');
    expect(filled).toContain('proxy_pass 203.0.113.10:5349;');
    expect(filled.replaceAll(/^[ \t]*#.*$/gm, '')).not.toContain('${');
    expect(filled.match(/^[ \t]*#.*$/gm)).toEqual(templates.nginx.match(/^[ \t]*#.*$/gm));
  });

  test('settings come out of their files as they went in', () => {
    const portal = parseEnv(contentOf('portal.env'));
    expect(portal).toMatchObject({
      OIDC_CLIENT_SECRET: givenEnv.OIDC_CLIENT_SECRET,
      OIDC_NAME: 'Staff & others',
      PUBLIC_URL: 'https://sabha.example',
    });
    expect(parseEnv(contentOf('worker.env'))).toMatchObject({ SMTP_URL: givenEnv.SMTP_URL, MAIL_FROM: hostEnv.MAIL_FROM });
  });

  test.each(['portal.env', 'worker.env'])(
    '%s says where the media nodes register, which is where the rendered LiveKit does',
    (name) => {
      const env = parseEnv(contentOf(name));
      const shape = z.object({ ...residencyShape, LIVEKIT_API_URL: z.string() });
      const { nodes } = residencyOptions(shape.parse(env));
      expect(nodes).toEqual({ redisUrl: `redis://reader:${secrets.redisReader}@${REDIS}:6379` });
      expect(parse(contentOf('livekit.yaml'))).toMatchObject({ redis: { address: REDIS_ON_LOOPBACK } });
    },
  );

  test('each program is given its own secrets and nobody else’s', () => {
    const holders = (secret: string) =>
      [...files.values()].filter(({ content }) => content.includes(secret)).map(({ name }) => name);
    expect(holders(secrets.postgresSuperuser)).toEqual(['postgres-superuser', 'migrate.env']);
    expect(holders(secrets.postgresOwner)).toEqual(['migrate.env']);
    expect(holders(secrets.postgresApp)).toEqual(['migrate.env', 'portal.env', 'worker.env']);
    expect(holders(secrets.redis)).toEqual(['livekit.yaml', 'redis.conf']);
    expect(holders(secrets.redisReader)).toEqual(['redis.conf', 'portal.env', 'worker.env']);
    expect(holders(secrets.auth)).toEqual(['portal.env']);
    expect(holders(givenEnv.OIDC_CLIENT_SECRET)).toEqual(['portal.env']);
    expect(holders(givenEnv.SMTP_URL)).toEqual(['worker.env']);
    expect(holders(secrets.receiptSigner)).toEqual(['worker.env']);
    expect(holders(secrets.auditSigner)).toEqual(['worker.env']);
  });

  test('a template that asks for what nobody gives is refused', () => {
    const nginx = `${templates.nginx}\nserver \${ELSEWHERE};\n`;
    const settings = readSettings(all);
    expect(() => hostFiles({ policy: testPolicy, settings, secrets, templates: { ...templates, nginx } })).toThrow(/ELSEWHERE/);
  });
});

test.each([
  ['an address outside its site', { SABHA_ADDRESS_V4: '198.51.100.10' }, /rtc\.node_ip.*outside/],
  ['IPv6 outside its site', { SABHA_ADDRESS_V6: '2001:db8:2::1' }, /rtc\.node_ip.*outside/],
  ['a public name that the policy does not know', { SABHA_PUBLIC_HOST: 'sabha.example.com' }, /SABHA_PUBLIC_HOST: .* no host/],
  ['a TURN name that the policy does not know', { SABHA_TURN_HOST: 'turn.example.com' }, /SABHA_TURN_HOST/],
  ['an identity provider abroad', { OIDC_ISSUER: 'https://accounts.example.com' }, /OIDC_ISSUER: accounts\.example\.com/],
  ['a mail relay abroad', { SMTP_URL: 'smtps://a:b@smtp.example.com' }, /SMTP_URL: smtp\.example\.com is/],
  ['a site without media', { SABHA_SITE: 'blr1' }, /no media may run/],
  ['a site of nobody', { SABHA_SITE: 'nowhere' }, /knows no site/],
])('a host with %s gets no files', (_, change, says) => {
  expect(() => filesOf(change)).toThrow(says);
});

test.each([
  ['a quote', { OIDC_NAME: "it's" }],
  ['a line break', { MAIL_FROM: 'a\nNODE_OPTIONS=x' }],
  ['an issuer without TLS', { OIDC_ISSUER: 'http://identity.sabha.example' }],
  ['a name with a semicolon', { SABHA_PUBLIC_HOST: 'sabha.example; return 200' }],
  ['an address that is a name', { SABHA_ADDRESS_V4: 'sabha.example' }],
  ['families the wrong way round', { SABHA_ADDRESS_V4: '2001:db8:1::10' }],
  ['nothing where a secret belongs', { OIDC_CLIENT_SECRET: '' }],
])('settings with %s are refused, and their values are not repeated', (_, change) => {
  expect(() => readSettings({ ...all, ...change })).toThrow(Object.keys(change)[0]);
  try {
    readSettings({ ...all, ...change });
  } catch (error) {
    for (const value of Object.values(change).filter((text) => text !== '')) expect(String(error)).not.toContain(value);
  }
});

test('secrets that are there stay, and no two are the same', () => {
  expect(new Set(Object.values(secrets)).size).toBe(Object.keys(secrets).length);
  const kept = completeSecrets({ seal: 'kept' }, { chance: (bytes) => new Uint8Array(bytes), host: 'sabha.example' });
  expect(kept.seal).toBe('kept');
});
