/**
 * A client by hand, run inside the media server's network: joins, resumes, and does both again after the way over TLS was
 * asked for; comes by LiveKit's newer path and by WHIP; asks the relay to whom it would relay. Prints all that it was told.
 */
import { CandidateProtocol, ClientInfo, JoinRequest, SimulateScenario, WrappedJoinRequest } from '@livekit/protocol';
import { text } from 'node:stream/consumers';
import type { Errand, Told } from './errand.ts';
import { SignalClient } from './signal-client.ts';
import { permittedPeers } from './turn-client.ts';

const PATIENCE_MS = 20_000;

const simulated = new SimulateScenario({ scenario: { case: 'switchCandidateProtocol', value: CandidateProtocol.TLS } });

/** One sound track; nothing is ever sent on it. */
const offer = [
  'v=0',
  'o=- 1 1 IN IP4 0.0.0.0',
  's=-',
  't=0 0',
  'a=group:BUNDLE 0',
  `a=fingerprint:sha-256 ${Array<string>(32).fill('AB').join(':')}`,
  'm=audio 9 UDP/TLS/RTP/SAVPF 111',
  'c=IN IP4 0.0.0.0',
  'a=mid:0',
  'a=sendonly',
  'a=rtcp-mux',
  'a=rtpmap:111 opus/48000/2',
  'a=setup:actpass',
  'a=ice-ufrag:abcd',
  'a=ice-pwd:abcdefghijklmnopqrstuvwx',
  '',
].join('\r\n');

const errand = JSON.parse(await text(process.stdin)) as Errand;
const [pass, newerPass, whipPass] = errand.passes;

await untilHealthy();
await call('CreateRoom', { name: errand.room });
const answers: Record<string, unknown> = {};
const relayed = await bySignalling();
await byNewerPath();
await byWhip(whipPass, 'WHIP');
answers['regions'] = await asked('/settings/regions', pass);
answers['validation'] = await asked('/rtc/validate', pass);
answers['validation of a pass for a room that nobody made'] = await asked('/rtc/validate', errand.stray);
await byWhip(errand.stray, 'WHIP to a room that nobody made');
const { rooms } = (await call('ListRooms', {})) as { rooms: readonly { name: string }[] };
process.stdout.write(JSON.stringify({ answers, relayed, rooms: rooms.map(({ name }) => name).sort() } satisfies Told), () =>
  process.exit(0),
);

async function bySignalling(): Promise<Told['relayed']> {
  const first = await connect({});
  const join = await first.join();
  await first.heard(() => JSON.stringify(first.transcript()).includes('"final":true'), 'the last candidate');
  answers['join'] = first.transcript();
  const sid = join.participant?.sid ?? '';
  const resumed = await connect({ reconnect: '1', sid });
  await resumed.first('reconnect');
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- livekit-client asks for TLS in the same way, and there is no other
  resumed.send({ case: 'simulate', value: simulated });
  await resumed.first('offer');
  answers['reconnect'] = resumed.transcript();
  const fallen = await connect({ reconnect: '1', sid });
  await fallen.first('reconnect');
  answers['reconnect after the fallback to TLS'] = fallen.transcript();
  const again = await connect({});
  await again.first('join');
  answers['join after the fallback to TLS'] = again.transcript();
  again.close();
  return relayedBy(join.iceServers);
}

async function byNewerPath(): Promise<void> {
  const clientInfo = new ClientInfo({ protocol: 16, version: '2.23.0' });
  const request = new JoinRequest({ clientInfo, connectionSettings: { autoSubscribe: true } });
  const wrapped = Buffer.from(new WrappedJoinRequest({ joinRequest: request.toBinary() }).toBinary()).toString('base64');
  const query = new URLSearchParams({ join_request: wrapped.replaceAll('+', '-').replaceAll('/', '_'), access_token: newerPass });
  const client = await SignalClient.connect(`ws://${errand.api}/rtc/v1?${query.toString()}`);
  await client.first('join');
  answers['join by the newer path'] = client.transcript();
  client.close();
}

/** WebRTC ingest by one HTTP request (RFC 9725): servers are named in its headers, addresses in its body. */
async function byWhip(token: string, occasion: string): Promise<void> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/sdp' };
  const response = await fetch(`http://${errand.api}/whip/v1`, { method: 'POST', headers, body: offer });
  answers[occasion] = {
    status: response.status,
    link: decodeURIComponent(response.headers.get('link') ?? ''),
    body: await response.text(),
  };
}

async function relayedBy(servers: readonly { urls: string[]; username: string; credential: string }[]): Promise<Told['relayed']> {
  const named = servers.flatMap((server) =>
    server.urls.map((url) => ({ ...server, url: /^turn:(.+):(\d+)\?transport=udp$/.exec(url) })),
  );
  const byUdp = named.filter(({ url }) => url !== null);
  if (byUdp.length === 0) return null;
  const relays = byUdp.map(async ({ url, ...server }) => {
    const host = (url?.[1] ?? '').replace(/^\[|\]$/g, '');
    const sameFamily = errand.peers.filter((peer) => peer.includes(':') === host.includes(':'));
    // A relay that cannot be reached relays to nobody.
    return permittedPeers({ host, port: Number(url?.[2]) }, server, sameFamily).catch(() => []);
  });
  return (await Promise.all(relays)).flat();
}

function connect(more: Readonly<Record<string, string>>): Promise<SignalClient> {
  const query = new URLSearchParams({ protocol: '16', sdk: 'js', version: '2.23.0', access_token: pass, ...more });
  return SignalClient.connect(`ws://${errand.api}/rtc?${query.toString()}`);
}

async function call(method: string, body: object): Promise<unknown> {
  const headers = { authorization: `Bearer ${errand.admin}`, 'content-type': 'application/json' };
  const url = `http://${errand.api}/twirp/livekit.RoomService/${method}`;
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${method}: ${response.status} ${await response.text()}`);
  return response.json();
}

async function asked(path: string, token: string): Promise<unknown> {
  const response = await fetch(`http://${errand.api}${path}`, { headers: { authorization: `Bearer ${token}` } });
  return { status: response.status, body: await response.text() };
}

async function untilHealthy(): Promise<void> {
  const since = performance.now();
  for (;;) {
    const isHealthy = await fetch(`http://${errand.api}/`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isHealthy) return;
    if (performance.now() - since > PATIENCE_MS) throw new Error('the media server never became healthy');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
