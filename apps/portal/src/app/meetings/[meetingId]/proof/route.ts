import { notFound } from 'next/navigation';
import { attempt } from '../../../../request/member-page.ts';
import { isUuid } from '../../../../request/uuid.ts';
import { serverApi } from '../../../../trpc/server.ts';

export const dynamic = 'force-dynamic';

/** The entries about the meeting with their proofs, as a file (packages/audit/FORMAT.md). Whoever may not have it is told of nothing. */
export async function GET(_request: Request, { params }: { params: Promise<{ meetingId: string }> }): Promise<Response> {
  const { meetingId } = await params;
  if (!isUuid(meetingId)) notFound();
  const proof = await attempt(async () => (await serverApi()).auditLog.proveMeeting({ meetingId }));
  if (!proof.ok) notFound();
  return new Response(proof.value.file, {
    headers: {
      'content-type': 'application/json',
      'content-disposition': `attachment; filename="sabha-proof-${meetingId}.json"`,
      'cache-control': 'private, no-store',
    },
  });
}
