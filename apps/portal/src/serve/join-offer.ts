/**
 * Where server.ts finds the answer to /api/join. It is made in Next.js's bundles (answer-join.ts), beside the services and their
 * one set of database connections; server.ts is no part of any bundle, and so it is handed over on globalThis.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';

export type JoinAnswer = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

const KEY = Symbol.for('sabha.portal.join');
const shared = globalThis as Partial<Record<symbol, JoinAnswer>>;

export const offer = (answer: JoinAnswer): void => void (shared[KEY] = answer);

/** Undefined before Next.js has started, and where it answers by itself. */
export const joinAnswer = (): JoinAnswer | undefined => shared[KEY];

/** Exactly this address; a query is passed over, for nothing is asked by it. */
export const isJoin = (url = ''): boolean => url.split('?', 1)[0] === '/api/join';
