/** What a visitor's browser would do, run inside the fence: read pages, and ask the media server for its ICE servers. */
import { homeAt } from '../../src/instance/home.ts';
import { readRecord } from '../../src/instance/record.ts';
import { secretsOf } from '../../src/instance/secrets.ts';
import { enterRoom } from '../support/visitors.ts';

const home = homeAt(process.argv[2] ?? '');
const record = await readRecord(home);
if (record === undefined) throw new Error('no instance runs there');
const { ports } = record;
const secrets = await secretsOf(home);

const pages = process.argv.slice(3);
const visited = await Promise.all(
  pages.map(async (url) => {
    const answer = await fetch(url);
    return { url, status: answer.status, body: await answer.text() };
  }),
);
if (record.mode === 'development') await watchForReloads();
console.log(JSON.stringify({ visited, iceServers: await iceServers() }));

/** In watch mode a page keeps a connection for reloading itself; what the server does upon it is done at its first answer. */
async function watchForReloads(): Promise<void> {
  const socket = new WebSocket(`ws://localhost:${ports.portal}/_next/hmr?id=visitor`);
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener('error', () => reject(new Error('the portal in watch mode refused the connection')));
    socket.addEventListener('message', ({ data }) => {
      if (String(data).includes('"sync"')) resolve();
    });
  });
  socket.close();
}

async function iceServers(): Promise<readonly string[]> {
  const { join, close } = await enterRoom(ports, secrets);
  close();
  return join.iceServers.flatMap((server) => server.urls);
}
