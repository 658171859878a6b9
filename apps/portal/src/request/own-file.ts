import 'server-only';
import { notFound } from 'next/navigation';
import { attempt } from './member-page.ts';

type OwnFile = Readonly<{ name: string; type: string }>;

/** A file for whoever asks and nobody else: kept by no cache. Whoever may not have it is told of nothing. */
export async function ownFile({ name, type }: OwnFile, make: () => Promise<BodyInit>): Promise<Response> {
  const made = await attempt(make);
  if (!made.ok) notFound();
  return new Response(made.value, {
    headers: {
      'content-type': type,
      'content-disposition': `attachment; filename="${name}"`,
      'cache-control': 'private, no-store',
    },
  });
}
