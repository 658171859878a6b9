/** The floor: a route of Node's own server that signs a token for whoever asks, without a database and without any check. */
// eslint-disable-next-line no-restricted-imports -- the floor is LiveKit's own SDK, by itself
import { AccessToken } from 'livekit-server-sdk';
import { createServer } from 'node:http';
import { json } from 'node:stream/consumers';

const [port = '0', key = '', secret = ''] = process.argv.slice(2);

createServer((request, response) => {
  void (async () => {
    const { room, name } = (await json(request)) as Readonly<{ room: string; name: string }>;
    const token = new AccessToken(key, secret, { identity: crypto.randomUUID(), name, ttl: 120 });
    token.addGrant({ roomJoin: true, room, canPublish: false, canSubscribe: true });
    const body = JSON.stringify({ token: await token.toJwt() });
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }).end(body);
  })();
}).listen(Number(port), '127.0.0.1', () => process.stdout.write('listens\n'));
