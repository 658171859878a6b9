import { findPublicWebinar, listPublicWebinars, type PublicWebinarRow } from '@sabha/db/stores/public-webinars';
import { SabhaError } from '@sabha/domain/errors';
import { formatJoinCode } from '@sabha/domain/meeting/codes';
import type { PublicWebinar } from '@sabha/domain/meeting/contract';
import type { Context } from '../core/context.ts';

/** Public by definition, so there is no policy to ask: the store gives nothing but public webinars. */
export async function listWebinars(
  { services }: Context,
  { ministrySlug }: Readonly<{ ministrySlug?: string | undefined }>,
): Promise<readonly PublicWebinar[]> {
  const rows = await listPublicWebinars(services.db, { now: services.clock(), ministrySlug });
  return rows.map(publicView);
}

/** @throws SabhaError not_found, also when the code names a meeting that is not public. */
export async function readWebinar({ services }: Context, { joinCode }: Readonly<{ joinCode: string }>): Promise<PublicWebinar> {
  const row = await findPublicWebinar(services.db, joinCode);
  if (row === undefined) throw new SabhaError('not_found');
  return publicView(row);
}

function publicView({ meetingId: _id, organiserName, panellists, ...row }: PublicWebinarRow): PublicWebinar {
  return {
    ...row,
    joinCode: formatJoinCode(row.joinCode),
    startsAt: row.startsAt.toISOString(),
    panellists: [organiserName, ...panellists.filter((name) => name !== organiserName)],
  };
}
