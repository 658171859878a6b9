import { expect, it } from 'vitest';
import { z } from 'zod';
import { residencyOptions, residencyShape } from './settings.ts';

const read = (env: Readonly<Record<string, string>>) =>
  residencyOptions({
    ...z.object(residencyShape).parse({ SABHA_RESIDENCY_POLICY: '/p.yaml', SABHA_RESIDENCY_VERIFIER: 'a+1+x b+2+y', ...env }),
    LIVEKIT_API_URL: env['LIVEKIT_API_URL'] ?? 'http://127.0.0.1:7880',
  });
const metrics = { LIVEKIT_METRICS_URL: 'http://127.0.0.1:7886/metrics' };

it('believes any of the signers that are named', () => {
  expect(read(metrics).policy).toEqual({ file: '/p.yaml', verifiers: ['a+1+x', 'b+2+y'] });
});

it.each([
  ['the registry of a cluster', { LIVEKIT_REDIS_URL: 'redis://queue:6379', ...metrics }, { redisUrl: 'redis://queue:6379' }],
  ['one server at the address it is called by', metrics, { addresses: ['127.0.0.1'], region: null }],
  [
    'one server at the addresses that are named',
    { ...metrics, LIVEKIT_NODE_ADDRESSES: '203.0.113.7 2001:db8::7', LIVEKIT_NODE_REGION: 'in-north' },
    { addresses: ['203.0.113.7', '2001:db8::7'], region: 'in-north' },
  ],
  // A name lies in no network, so the fence stays shut until addresses are named.
  ['one server called by a name', { ...metrics, LIVEKIT_API_URL: 'http://livekit:7880' }, { addresses: ['livekit'] }],
])('knows %s', (_what, env, nodes) => {
  expect(read(env).nodes).toMatchObject(nodes);
});

it('does not start where nobody could know the nodes', () => {
  expect(() => read({})).toThrow(/LIVEKIT_REDIS_URL or LIVEKIT_METRICS_URL/);
  expect(() => read({ ...metrics, SABHA_RESIDENCY_VERIFIER: ' ' })).toThrow(/no verifier/);
});
