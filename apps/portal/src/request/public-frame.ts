import type { GetServerSidePropsContext } from 'next';
import type { Frame } from '../features/site/frame.ts';
import { preferencesOf } from './preferences.ts';
import { serverApiOfNode } from '../trpc/server-of-node.ts';

export type PublicPage = Readonly<{ frame: Frame; server: Awaited<ReturnType<typeof serverApiOfNode>> }>;

/** The frame of a public page, and the use cases for what it shows. Whoever reads it may be signed in or not. */
export async function publicPage({ req, res }: Pick<GetServerSidePropsContext, 'req' | 'res'>): Promise<PublicPage> {
  const server = await serverApiOfNode(req, res);
  const me = await server.me.get().catch(() => null); // nobody is signed in, most of the time
  const viewer = me && { name: me.name, mayAdminister: me.memberships.some(({ role }) => role === 'administrator') };
  return { frame: { ...preferencesOf(req), viewer }, server };
}
