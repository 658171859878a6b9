import { lintLivekit } from '@sabha/livekit-config/lint';
import { openPaths, renderLivekit } from '@sabha/livekit-config/render';
import { fullSettings, testPolicy } from '@sabha/livekit-config/testing/policy';
import { template } from '@sabha/livekit-config/testing/template';
import { readPolicy } from '@sabha/domain/residency/read-policy';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { laptop as place } from '../instance/place.ts';
import { defaultPorts } from '../instance/ports.ts';
import type { Secrets } from '../instance/secrets.ts';
import { livekitSettings } from './livekit.ts';

const { policy } = readPolicy(readFileSync(place.policyFile, 'utf8'));
const secrets = { livekitKey: 'local1', livekitSecret: 's'.repeat(40) } as Secrets;
const laptop = renderLivekit(template, {
  policy: policy!,
  siteId: place.siteId,
  settings: livekitSettings(defaultPorts, secrets),
});
const host = renderLivekit(template, { policy: testPolicy, siteId: 'del1', settings: fullSettings });

/** Every value of a file by its path; lists count as one value, and so does what a host names itself. */
function valuesOf(text: string): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  const walk = (value: unknown, path: string): void => {
    const isTable = typeof value === 'object' && value !== null && !Array.isArray(value) && path !== 'keys';
    if (!isTable) return void values.set(path, JSON.stringify(value));
    for (const [name, inner] of Object.entries(value)) walk(inner, path === '' ? name : `${path}.${name}`);
  };
  walk(parse(text), '');
  return values;
}

test('what npm start runs differs from what a host runs only where the template leaves a place open', () => {
  const [ours, theirs] = [valuesOf(laptop), valuesOf(host)];
  const differing = [...new Set([...ours.keys(), ...theirs.keys()])].filter((path) => ours.get(path) !== theirs.get(path));
  const open = openPaths(template);
  expect(differing.filter((path) => !open.includes(path))).toEqual([]);
  expect(differing.length).toBeGreaterThan(10);
  // And the rest is what the template says, word for word.
  const fixed = [...valuesOf(template)].filter(([path]) => !open.includes(path));
  expect(fixed.map(([path]) => [path, ours.get(path)])).toEqual(fixed);
});

test('on a laptop media is at loopback and nowhere else', () => {
  expect(lintLivekit(laptop, policy!, place.siteId)).toEqual([]);
  expect(parse(laptop)).toMatchObject({
    bind_addresses: ['127.0.0.1'],
    rtc: { node_ip: '127.0.0.1', ips: { includes: ['127.0.0.1/32'] }, stun_servers: ['127.0.0.1:7884'] },
  });
});
