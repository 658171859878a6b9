import { and, eq, gt, lt } from 'drizzle-orm';
import type { Bookkeeper, Reader, WriteTx } from '../connect.ts';
import { sessions } from '../schema/sign-in.ts';

export type Session = Readonly<{ sessionId: string; personId: string; expiresAt: Date }>;

const columns = { sessionId: sessions.id, personId: sessions.personId, expiresAt: sessions.expiresAt };

/** What is alive: not expired, and begun after `bornAfter`, for use prolongs a session but not for ever. */
type Alive = Readonly<{ now: Date; bornAfter: Date }>;

/** @param tokenHash SHA-256 of the cookie's value, hex. Dead sessions are not found. */
export async function findSession(
  reader: Reader,
  { tokenHash, now, bornAfter }: Alive & Readonly<{ tokenHash: string }>,
): Promise<Session | undefined> {
  const [session] = await reader
    .select(columns)
    .from(sessions)
    .where(and(eq(sessions.tokenHash, tokenHash), gt(sessions.expiresAt, now), gt(sessions.createdAt, bornAfter)));
  return session;
}

/** For what goes on longer than a request: a subscription asks again. */
export async function isSessionAlive(
  reader: Reader,
  { sessionId, now, bornAfter }: Alive & Readonly<{ sessionId: string }>,
): Promise<boolean> {
  const [session] = await reader
    .select({ id: sessions.id })
    .from(sessions)
    .where(and(eq(sessions.id, sessionId), gt(sessions.expiresAt, now), gt(sessions.createdAt, bornAfter)));
  return session !== undefined;
}

export async function insertSession(
  tx: WriteTx,
  values: Readonly<{ tokenHash: string; personId: string; expiresAt: Date }>,
): Promise<Session> {
  const [made] = await tx.insert(sessions).values(values).returning(columns);
  if (!made) throw new Error('a session that was not made');
  return made;
}

/** Undefined when the session has been ended meanwhile: sliding brings nothing back. */
export async function slideSession(
  writer: Bookkeeper,
  { tokenHash, expiresAt }: Readonly<{ tokenHash: string; expiresAt: Date }>,
): Promise<Session | undefined> {
  const [slid] = await writer.update(sessions).set({ expiresAt }).where(eq(sessions.tokenHash, tokenHash)).returning(columns);
  return slid;
}

/** The session that was, or undefined when there was none. */
export async function endSession(tx: WriteTx, tokenHash: string): Promise<Session | undefined> {
  const [ended] = await tx.delete(sessions).where(eq(sessions.tokenHash, tokenHash)).returning(columns);
  return ended;
}

/** How many there were. */
export async function endSessionsOf(tx: WriteTx, personId: string): Promise<number> {
  const ended = await tx.delete(sessions).where(eq(sessions.personId, personId)).returning({ id: sessions.id });
  return ended.length;
}

export async function deleteExpiredSessions(tx: WriteTx, now: Date): Promise<number> {
  const gone = await tx.delete(sessions).where(lt(sessions.expiresAt, now)).returning({ id: sessions.id });
  return gone.length;
}
