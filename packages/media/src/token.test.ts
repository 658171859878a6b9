import { grantOf, type MediaGrant } from '@sabha/domain/meeting/grant';
import { AccessToken, TokenVerifier, TrackSource } from 'livekit-server-sdk';
import { describe, expect, it, test } from 'vitest';
import { grantOfPermission, permissionOf, videoGrantOf } from './permission.ts';
import { mintPass, PASS_SECONDS } from './token.ts';

const settings = { apiUrl: 'http://127.0.0.1:1', browserUrl: 'ws://media.example', apiKey: 'key', apiSecret: 's'.repeat(32) };
const options = { screenShare: 'host', chat: true } as const;
const grants = {
  host: grantOf({ role: 'host', stage: 'none', options }),
  participant: grantOf({ role: 'participant', stage: 'none', options: { ...options, chat: false } }),
  audience: grantOf({ role: 'audience', stage: 'none', options }),
};

async function claimsOf(grant: MediaGrant) {
  const { url, token } = mintPass(settings, { room: 'm1', identity: 'i1', name: 'आशा', metadata: '{"role":"x"}', grant });
  expect(url).toBe('ws://media.example');
  return new TokenVerifier(settings.apiKey, settings.apiSecret).verify(token);
}

test.each([
  [
    'host',
    {
      canPublish: true,
      canPublishSources: ['microphone', 'camera', 'screen_share', 'screen_share_audio'],
      canPublishData: true,
      hidden: false,
    },
  ],
  ['participant', { canPublish: true, canPublishSources: ['microphone', 'camera'], canPublishData: false, hidden: false }],
  ['audience', { canPublish: false, canPublishSources: [], canPublishData: false, hidden: true }],
] as const)('the pass of a %s holds its rights and no other', async (role, rights) => {
  const { video, ...claims } = await claimsOf(grants[role]);
  expect(video).toEqual({ roomJoin: true, room: 'm1', canSubscribe: true, canUpdateOwnMetadata: false, ...rights });
  expect(claims).toEqual({
    iss: 'key',
    sub: 'i1',
    name: 'आशा',
    metadata: '{"role":"x"}',
    nbf: expect.any(Number) as number,
    exp: expect.any(Number) as number,
  });
});

it("is the token that LiveKit's own SDK would sign", async () => {
  const who = { identity: 'i1', name: 'आशा', metadata: '{}' };
  const theirs = new AccessToken(settings.apiKey, settings.apiSecret, { ...who, ttl: PASS_SECONDS });
  theirs.addGrant(videoGrantOf('m1', grants.participant));
  const verifier = new TokenVerifier(settings.apiKey, settings.apiSecret);
  const ours = mintPass(settings, { ...who, room: 'm1', grant: grants.participant });
  const untimed = async (token: string) => ({ ...(await verifier.verify(token)), nbf: 0, exp: 0 });
  expect(await untimed(ours.token)).toEqual(await untimed(await theirs.toJwt()));
  await expect(verifier.verify(`${ours.token.slice(0, -2)}AA`)).rejects.toThrow('signature');
});

it('lasts for two minutes to its first use', async () => {
  const { exp } = await claimsOf(grants.host);
  const left = (exp ?? 0) - Date.now() / 1000;
  expect(left).toBeGreaterThan(PASS_SECONDS - 5);
  expect(left).toBeLessThanOrEqual(PASS_SECONDS);
  expect(PASS_SECONDS).toBeLessThanOrEqual(300);
});

it('lets publish nothing where no source is named', async () => {
  expect((await claimsOf({ ...grants.host, canPublishSources: [] })).video).toMatchObject({ canPublish: false });
});

test.each(['room', 'identity'] as const)('names a %s', (part) => {
  const to = { room: 'm1', identity: 'i1', name: 'A', metadata: '', grant: grants.host, [part]: '' };
  expect(() => mintPass(settings, to)).toThrow(RangeError);
});

describe('the permission of a session', () => {
  test.each(Object.entries(grants))('of a %s reads as it was written', (_, grant) => {
    expect(grantOfPermission({ canUpdateMetadata: false, ...permissionOf(grant) } as never)).toEqual(grant);
  });

  test.each([
    ['no source named, which to LiveKit is every source', []],
    ['a source that Sabha never grants', [TrackSource.MICROPHONE, TrackSource.UNKNOWN]],
  ])('with %s counts as every source', (_, canPublishSources) => {
    const read = grantOfPermission({ ...permissionOf(grants.host), canPublishSources } as never);
    expect(read).toMatchObject({ canPublish: true, canPublishSources: [] });
  });

  it('that is not told holds nothing', () => {
    expect(grantOfPermission(undefined)).toEqual({ ...grants.audience, canSubscribe: false, hidden: false });
  });
});
