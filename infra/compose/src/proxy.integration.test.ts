/** The proxy's configuration in a real nginx, with strangers in place of portal, LiveKit and TURN that say what reached them. */
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, request as plainRequest, type Server } from 'node:http';
import { request } from 'node:https';
import { connect as connectTcp, createServer as createTcpServer, type Server as TcpServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, createServer as createTlsServer, type Server as TlsServer } from 'node:tls';
import { testPolicy } from '@sabha/livekit-config/testing/policy';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { waitUntil } from '../../local/src/process/wait-until.ts';
import { nginx as nginxProgram, onPath } from '../../local/src/setup/debian-program.ts';
import { isMissing } from '../../local/src/testing/requirement.ts';
import { hostFiles } from './host-files.ts';
import { readSettings } from './host-settings.ts';
import { fixedSecrets, givenEnv, hostEnv } from './testing/host.ts';
import { templates } from './testing/repository.ts';

const nginx = onPath(nginxProgram);
const why = nginx === undefined ? 'there is no nginx: npm test brings it, where it may' : undefined;
const skipped = why === undefined ? '' : ` (skipped: ${why})`;
/** Debian builds it apart; nginx's own image has it inside. */
const streamModule = '/usr/lib/nginx/modules/ngx_stream_module.so';

type Seen = Readonly<{ method: string; url: string; headers: IncomingMessage['headers'] }>;

let folder: string;
let portal: Server;
let livekit: Server;
let turn: TlsServer;
let ports: Readonly<Record<'front' | 'plain' | 'turnHop' | 'pages', number>>;
const closing: (() => Promise<void>)[] = [];

beforeAll(async () => {
  if (nginx === undefined) return;
  folder = mkdtempSync(join(tmpdir(), 'sabha-proxy-'));
  for (const name of ['site', 'turn']) makeCertificate(name);
  portal = createServer((incoming, answer) => {
    if (incoming.url === '/api/trpc/live')
      return void answer.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: one\n\n');
    answer.end(JSON.stringify({ who: 'portal', ...seen(incoming) }));
  });
  livekit = createServer((incoming, answer) => void answer.end(JSON.stringify({ who: 'livekit', ...seen(incoming) })));
  livekit.on('upgrade', (incoming, socket) => {
    socket.end(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n${JSON.stringify(seen(incoming))}`,
    );
  });
  const pem = (name: string) => readFileSync(join(folder, name));
  turn = createTlsServer({ cert: pem('turn.crt'), key: pem('turn.key') }, (socket) => void socket.end('turn here'));
  const [front, plain, turnHop, pages] = await Promise.all([freePort(), freePort(), freePort(), freePort()]);
  ports = { front, plain, turnHop, pages };
  const behind = await Promise.all([portal, livekit, turn].map((server) => listen(server)));
  await startNginx(configuration(behind as [number, number, number]));
});
afterAll(async () => {
  for (const close of closing.reverse()) await close();
  if (nginx !== undefined) rmSync(folder, { recursive: true, force: true });
});

const seen = ({ method = '', url = '', headers }: IncomingMessage): Seen => ({ method, url, headers });

/** The file that a host gets, with this machine's ports in place of the host's addresses, and without the one word that Debian's older nginx does not know. */
function configuration([portalPort, livekitPort, turnPort]: readonly [number, number, number]): string {
  const settings = readSettings({ ...hostEnv, ...givenEnv });
  const files = hostFiles({ policy: testPolicy, settings, secrets: fixedSecrets(), templates });
  const text = files.find(({ name }) => name === 'nginx.conf')?.content ?? '';
  const changes: readonly (readonly [from: string, to: string])[] = [
    ['172.30.0.10:3000', `127.0.0.1:${portalPort}`],
    ['172.30.0.1:7880', `127.0.0.1:${livekitPort}`],
    ['203.0.113.10:5349', `127.0.0.1:${turnPort}`],
    ['127.0.0.1:8444', `127.0.0.1:${ports.turnHop}`],
    ['127.0.0.1:8445', `127.0.0.1:${ports.pages}`],
    ['[::]:8443', `[::1]:${ports.front}`],
    ['[::]:8080', `[::1]:${ports.plain}`],
    ['listen 8443', `listen 127.0.0.1:${ports.front}`],
    ['listen 8080', `listen 127.0.0.1:${ports.plain}`],
    ['/tmp/', `${folder}/`],
    ['/run/secrets/', `${folder}/`],
    ['/dev/stdout', `${folder}/access.log`],
    ['    http2 on;\n', ''],
    ['worker_processes auto', 'worker_processes 1'],
  ];
  return changes.reduce((changed, [from, to]) => {
    if (!changed.includes(from)) throw new Error(`nginx.conf has no ${from}`);
    return changed.replaceAll(from, to);
  }, text);
}

async function startNginx(text: string): Promise<void> {
  const file = join(folder, 'nginx.conf');
  writeFileSync(file, text);
  const globals = `daemon off;${existsSync(streamModule) ? ` load_module ${streamModule};` : ''}`;
  const words = ['-e', 'stderr', '-c', file, '-g', globals];
  execFileSync(nginx ?? '', ['-t', ...words], { stdio: 'pipe' });
  const child = spawn(nginx ?? '', words, { stdio: 'ignore' });
  closing.push(() => new Promise((done) => (child.once('close', () => done()), child.kill('SIGTERM'))));
  await waitUntil('nginx', () => canConnect(ports.front), { withinMs: 10_000 });
}

function makeCertificate(name: string): void {
  const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-subj', `/CN=${name}`, '-days', '2'];
  const out = ['-keyout', join(folder, `${name}.key`), '-out', join(folder, `${name}.crt`)];
  execFileSync('openssl', ['req', '-x509', ...kind, ...out], { stdio: 'ignore' });
}

function listen(server: Server | TlsServer): Promise<number> {
  closing.push(async () => {
    server.close();
    if ('closeAllConnections' in server) server.closeAllConnections();
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port)));
}

async function freePort(): Promise<number> {
  const server: TcpServer = createTcpServer();
  const port = await new Promise<number>((resolve) =>
    server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port)),
  );
  await new Promise((done) => server.close(done));
  return port;
}

function canConnect(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connectTcp(port, '127.0.0.1', () => resolve(void socket.end()));
    socket.once('error', reject);
  });
}

type Answer = Readonly<{ status: number; headers: IncomingMessage['headers']; body: string }>;

/** Asks the proxy by TLS, as somebody who looks for this host. */
function ask(
  path: string,
  more: Readonly<{ host?: string; method?: string; headers?: Record<string, string>; family?: 4 | 6 }> = {},
): Promise<Answer> {
  const { host = 'sabha.example', method = 'GET', headers = {}, family = 4 } = more;
  const to = { host: family === 6 ? '::1' : '127.0.0.1', port: ports.front, servername: host, rejectUnauthorized: false };
  return new Promise((resolve, reject) => {
    const asking = request({ ...to, path, method, headers: { host, ...headers } }, (answer) => {
      let body = '';
      answer.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body }));
    });
    asking.once('upgrade', (answer, socket, head) => {
      let body = head.toString();
      socket.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
      socket.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body }));
    });
    asking.once('error', reject);
    asking.end();
  });
}

const reached = async (...asked: Parameters<typeof ask>) => JSON.parse((await ask(...asked)).body) as Seen & { who: string };

describe.skipIf(isMissing(why))(`the proxy${skipped}`, () => {
  test('hands TURN on by its name, TLS and all', async () => {
    const said = await new Promise((resolve, reject) => {
      const socket = connect({
        port: ports.front,
        host: '127.0.0.1',
        servername: 'turn.sabha.example',
        rejectUnauthorized: false,
      });
      socket.once('error', reject);
      socket.once('data', (data: Buffer) => resolve(`${socket.getPeerCertificate().subject.CN as string}: ${data.toString()}`));
    });
    expect(said).toBe('turn: turn here');
  });

  test('gives pages by our own name, and tells the portal who asks and how', async () => {
    const { who, headers } = await reached('/j/abc?x=1', {
      headers: { 'x-forwarded-for': '198.51.100.1', 'x-forwarded-proto': 'http' },
    });
    expect(who).toBe('portal');
    expect(headers).toMatchObject({ 'x-forwarded-for': '127.0.0.1', 'x-forwarded-proto': 'https', host: 'sabha.example' });
    expect((await reached('/', { family: 6 })).headers['x-forwarded-for']).toBe('::1');
  });

  test('says that TLS it is, from now on', async () => {
    expect((await ask('/')).headers['strict-transport-security']).toMatch(/max-age=63072000/);
  });

  test.each(['elsewhere.example', 'www.sabha.example'])('has no certificate for %s', async (host) => {
    await expect(ask('/', { host })).rejects.toThrow(/unrecognized name|alert/i);
  });

  test.each(['/rtc?access_token=x', '/rtc/v1?join_request=x', '/rtc/validate?access_token=x', '/rtc/v1/validate'])(
    'hands %s on to LiveKit',
    async (path) => {
      expect(await reached(path)).toMatchObject({ who: 'livekit', url: path });
    },
  );

  test('hands on the path that it judged, whatever was written', async () => {
    expect(await reached('/whip/v1/../../rtc')).toMatchObject({ who: 'livekit', url: '/rtc' });
    expect(await reached('//rtc/%76alidate?access_token=x')).toMatchObject({
      who: 'livekit',
      url: '/rtc/validate?access_token=x',
    });
  });

  test('lets signalling become a connection that stays', async () => {
    const { status, body } = await ask('/rtc?access_token=x', { headers: { connection: 'Upgrade', upgrade: 'websocket' } });
    expect(status).toBe(101);
    expect(JSON.parse(body)).toMatchObject({ headers: { upgrade: 'websocket', 'x-forwarded-for': '127.0.0.1' } });
  });

  test.each([
    ['its API', '/twirp/livekit.RoomService/CreateRoom'],
    ['WHIP, by which a pass makes rooms', '/whip/v1'],
    ['agents', '/agent'],
    ['what looks like signalling', '/rtc/v2'],
    ['what looks like signalling from afar', '/rtc/../twirp/livekit.RoomService/ListRooms'],
    ['the same in disguise', '/rtc/%2e%2e/whip/v1'],
    ['the same with two strokes', '//whip/v1'],
  ])('keeps from LiveKit %s', async (_, path) => {
    expect((await ask(path, { method: 'POST' })).body).not.toContain('"who":"livekit"');
    expect((await ask(path)).body).not.toContain('"who":"livekit"');
  });

  test('hands an event on at once', async () => {
    const first = await new Promise<string>((resolve, reject) => {
      const to = { host: '127.0.0.1', port: ports.front, servername: 'sabha.example', rejectUnauthorized: false };
      const asking = request({ ...to, path: '/api/trpc/live', headers: { host: 'sabha.example' } }, (answer) =>
        answer.setEncoding('utf8').once('data', (chunk: string) => {
          resolve(chunk);
          asking.destroy();
        }),
      );
      asking.once('error', reject);
      asking.end();
    });
    expect(first).toBe('data: one\n\n');
  });

  test('takes no report of LiveKit from outside', async () => {
    expect((await ask('/api/livekit/webhook', { method: 'POST' })).status).toBe(404);
  });

  test('leads from 80 to 443, and is asked for its health by itself alone', async () => {
    const get = (path: string) =>
      new Promise<IncomingMessage>((resolve, reject) => {
        plainRequest({ host: '127.0.0.1', port: ports.plain, path }, resolve).once('error', reject).end();
      });
    expect((await get('/j/abc')).headers.location).toBe('https://sabha.example/j/abc');
    expect((await get('/proxy-health')).statusCode).toBe(200);
  });
});
