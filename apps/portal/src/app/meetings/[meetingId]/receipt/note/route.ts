import { notFound } from 'next/navigation';
import { attempt } from '../../../../../request/member-page.ts';
import { isUuid } from '../../../../../request/uuid.ts';
import { serverApi } from '../../../../../trpc/server.ts';

export const dynamic = 'force-dynamic';

/** The signed note, byte for byte as it was signed. Whoever may not have it is told of nothing. */
export async function GET(_request: Request, { params }: { params: Promise<{ meetingId: string }> }): Promise<Response> {
  const { meetingId } = await params;
  if (!isUuid(meetingId)) notFound();
  const read = await attempt(async () => (await serverApi()).receipt.get({ meetingId }));
  if (!read.ok || read.value.kind !== 'signed') notFound();
  return new Response(read.value.note, {
    headers: {
      'content-type': 'text/plain; charset=utf-8',
      'content-disposition': `attachment; filename="sabha-receipt-${meetingId}.txt"`,
      'cache-control': 'private, no-store',
    },
  });
}
