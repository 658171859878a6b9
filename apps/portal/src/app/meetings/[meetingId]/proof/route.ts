import { notFound } from 'next/navigation';
import { ownFile } from '../../../../request/own-file.ts';
import { isUuid } from '../../../../request/uuid.ts';
import { serverApi } from '../../../../trpc/server.ts';

export const dynamic = 'force-dynamic';

/** The entries about the meeting with their proofs, as a file (packages/audit/FORMAT.md). */
export async function GET(_request: Request, { params }: { params: Promise<{ meetingId: string }> }): Promise<Response> {
  const { meetingId } = await params;
  if (!isUuid(meetingId)) notFound();
  return ownFile(
    { name: `sabha-proof-${meetingId}.json`, type: 'application/json' },
    async () => (await (await serverApi()).auditLog.proveMeeting({ meetingId })).file,
  );
}
