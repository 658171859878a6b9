import 'server-only';
import { notFound } from 'next/navigation';
import { attempt } from './member-page.ts';

/** A file of JSON for whoever asks and nobody else: kept by no cache. Whoever may not have it is told of nothing. */
export async function ownFile(name: string, make: () => Promise<string>): Promise<Response> {
  const made = await attempt(make);
  if (!made.ok) notFound();
  return new Response(made.value, {
    headers: {
      'content-type': 'application/json',
      'content-disposition': `attachment; filename="${name}"`,
      'cache-control': 'private, no-store',
    },
  });
}
