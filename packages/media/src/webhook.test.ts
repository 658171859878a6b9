import { AccessToken, TrackSource } from 'livekit-server-sdk';
import { createHash } from 'node:crypto';
import { describe, expect, it, test } from 'vitest';
import { webhookReader } from './webhook.ts';

const [apiKey, apiSecret] = ['key', 's'.repeat(32)];
const read = webhookReader({ apiKey, apiSecret });
const room = { name: 'm1' };
const participant = {
  sid: 'PA_1',
  identity: 'i1',
  joinedAtMs: '1795314646996',
  state: 'ACTIVE',
  permission: { canSubscribe: true, hidden: true },
};
const bodyOf = (event: object) => JSON.stringify({ id: 'EV_1', createdAt: '1795314700', room, ...event });

type Signing = Readonly<{ key?: string; secret?: string; ttl?: number | string }>;
async function sign(body: string, { key = apiKey, secret = apiSecret, ttl = 300 }: Signing = {}): Promise<string> {
  const token = new AccessToken(key, secret, { ttl });
  token.sha256 = createHash('sha256').update(body).digest('base64');
  return token.toJwt();
}
const receive = async (event: object) => {
  const body = bodyOf(event);
  return read(body, await sign(body));
};

describe('a webhook is refused', () => {
  const body = bodyOf({ event: 'participant_joined', participant });
  const passOfParticipant = () => new AccessToken(apiKey, apiSecret, { identity: 'i1', ttl: 300 }).toJwt();
  const unsigned = [{ alg: 'none' }, { iss: apiKey, sha256: createHash('sha256').update(body).digest('base64') }]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');

  test.each([
    ['without a signature', async () => read(body, undefined)],
    ['with an empty one', async () => read(body, '')],
    ['with one that is none', async () => read(body, 'nonsense')],
    ['with an unsigned one', async () => read(body, `${unsigned}.`)],
    ['signed by another secret', async () => read(body, await sign(body, { secret: 'x'.repeat(32) }))],
    ['signed in the name of another key', async () => read(body, await sign(body, { key: 'other' }))],
    ['signed long ago', async () => read(body, await sign(body, { ttl: '-1h' }))],
    ['with another body', async () => read(body.replace('i1', 'i2'), await sign(body))],
    ['with the signature of another body', async () => read(body, await sign(bodyOf({ event: 'room_finished' })))],
    ['with the pass of a participant', async () => read(body, await passOfParticipant())],
    ['that is no JSON', async () => read('{', await sign('{'))],
    ['without an id', async () => receive({ id: '', event: 'room_finished' })],
    ['about nobody', async () => receive({ event: 'participant_joined' })],
  ])('%s', async (_, attempt) => {
    expect(await attempt()).toBeNull();
    expect(await read(body, await sign(body))).not.toBeNull(); // the red control
  });
});

describe('a webhook is read', () => {
  const about = { id: 'EV_1', at: new Date(1795314700_000), room: 'm1' };
  const session = {
    sid: 'PA_1',
    identity: 'i1',
    joinedAt: new Date(1795314646996),
    isActive: true,
    grant: { canSubscribe: true, canPublish: false, canPublishSources: [], canPublishData: false, hidden: true },
  };
  const track = { sid: 'TR_1', source: TrackSource[TrackSource.SCREEN_SHARE] };

  test.each([
    [
      { event: 'participant_joined', participant },
      { kind: 'joined', participant: session },
    ],
    [
      {
        event: 'participant_left',
        participant: { ...participant, state: 'DISCONNECTED', disconnectReason: 'PARTICIPANT_REMOVED' },
      },
      { kind: 'left', participant: { ...session, isActive: false }, leftAt: about.at, reason: 'participant_removed' },
    ],
    [
      { event: 'track_published', participant, track },
      { kind: 'share_started', sid: 'PA_1', identity: 'i1', trackSid: 'TR_1' },
    ],
    [
      { event: 'track_unpublished', participant, track },
      { kind: 'share_stopped', sid: 'PA_1', identity: 'i1', trackSid: 'TR_1' },
    ],
    [{ event: 'track_published', participant, track: { ...track, source: 'CAMERA' } }, { kind: 'other' }],
    [{ event: 'participant_connection_aborted', participant }, { kind: 'other' }],
    [{ event: 'room_finished' }, { kind: 'room_finished' }],
    [{ event: 'something_new', later: true }, { kind: 'other' }],
  ])('%j', async (event, expected) => {
    expect(await receive(event)).toEqual({ ...about, ...expected });
  });

  it('says that whoever fell silent left when they did, though never before they came', async () => {
    const left = (joinedAtMs: string) =>
      receive({ event: 'participant_left', participant: { ...participant, joinedAtMs, disconnectReason: 'CONNECTION_TIMEOUT' } });
    expect(await left('1795314646996')).toMatchObject({ leftAt: new Date(1795314680_000), reason: 'connection_timeout' });
    expect(await left('1795314690000')).toMatchObject({ leftAt: new Date(1795314690_000) });
  });
});
