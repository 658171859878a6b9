import { createCaller } from '@sabha/api/root';
import type { Actor } from '@sabha/domain/actor';
import type { GetServerSidePropsContext } from 'next';
import type { Frame } from '../features/site/frame.ts';
import { createContext } from '../trpc/context.ts';
import { surfaceOfNode } from '../trpc/surface.ts';
import { preferencesOf } from './preferences.ts';

export type PublicPage = Readonly<{ frame: Frame; server: ReturnType<typeof createCaller> }>;

/** The frame of a public page, and the use cases for what it shows. Whoever reads it may be signed in or not. */
export async function publicPage({ req, res }: Pick<GetServerSidePropsContext, 'req' | 'res'>): Promise<PublicPage> {
  const context = await createContext(surfaceOfNode(req, res));
  return { frame: { ...preferencesOf(req), viewer: viewerOf(context.actor) }, server: createCaller(context) };
}

/** Nobody is signed in, most of the time. To ask a use case would be a refusal in the trail for each of them. */
function viewerOf(actor: Actor): Frame['viewer'] {
  if (actor.kind !== 'member') return null;
  return { name: actor.name, mayAdminister: actor.memberships.some(({ role }) => role === 'administrator') };
}
