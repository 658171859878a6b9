import { eq, lt } from 'drizzle-orm';
import type { WriteTx } from '../connect.ts';
import { signInLinks } from '../schema/sign-in.ts';

export type SignInLink = Readonly<{ email: string; expiresAt: Date }>;

export async function insertLink(
  tx: WriteTx,
  values: Readonly<{ email: string; tokenHash: string; expiresAt: Date }>,
): Promise<void> {
  await tx.insert(signInLinks).values(values);
}

/** Takes the link away and says what it was: of two who come with one link at once, only one gets it. */
export async function takeLink(tx: WriteTx, tokenHash: string): Promise<SignInLink | undefined> {
  const [taken] = await tx
    .delete(signInLinks)
    .where(eq(signInLinks.tokenHash, tokenHash))
    .returning({ email: signInLinks.email, expiresAt: signInLinks.expiresAt });
  return taken;
}

export async function deleteExpiredLinks(tx: WriteTx, now: Date): Promise<number> {
  const gone = await tx.delete(signInLinks).where(lt(signInLinks.expiresAt, now)).returning({ email: signInLinks.email });
  return gone.length;
}
