/** The ways that are measured, from "link and name" to a token, as requests. */
import type { Answered, HttpConnection } from './http-connection.ts';

export type WayName = 'bare' | 'two-calls' | 'one-call';
export type Journey = Readonly<{ origin: string; joinCode: string }>;
type Way = (connection: HttpConnection, journey: Journey) => Promise<void>;

export const ways: Readonly<Record<WayName, Way>> = {
  bare: async (connection) => {
    requireToken(await connection.post({ path: '/token', headers: json, body: '{"room":"bench","name":"A Citizen"}' }));
  },
  'two-calls': async (connection, { origin, joinCode }) => {
    const headers = { ...json, origin, 'x-forwarded-for': newAddress() };
    const body = JSON.stringify({ joinCode, displayName: 'A Citizen' });
    const joined = require200(await connection.post({ path: '/api/trpc/join.asAudience', headers, body }));
    const cookie = /^set-cookie: ([^;]+)/im.exec(joined.head)?.[1];
    if (cookie === undefined) throw new Error('a place without a cookie to hold it by');
    const again = { ...headers, cookie };
    requireToken(await connection.post({ path: '/api/trpc/room.pass', headers: again, body: JSON.stringify({ joinCode }) }));
  },
  'one-call': async (connection, { origin, joinCode }) => {
    const headers = { ...json, origin, 'x-forwarded-for': newAddress() };
    const body = JSON.stringify({ joinCode, displayName: 'A Citizen' });
    requireToken(await connection.post({ path: '/api/join', headers, body }));
  },
};

const json = { 'content-type': 'application/json' };

function require200(answer: Answered): Answered {
  if (answer.status !== 200) throw new Error(`answered ${answer.status}: ${answer.body.slice(0, 300)}`);
  return answer;
}

function requireToken(answer: Answered): void {
  if (!require200(answer).body.includes('"token":"ey')) throw new Error(`no token in ${answer.body.slice(0, 300)}`);
}

/** Of a carrier in India (49.36.0.0/14), so that the meeting for people in the country takes it; hardly ever the same twice. */
function newAddress(): string {
  const drawn = Math.floor(Math.random() * 2 ** 18);
  return `49.${36 + (drawn >> 16)}.${(drawn >> 8) & 255}.${drawn & 255}`;
}
