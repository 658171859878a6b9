import { findPublicWebinar, listPublicWebinars, type ListedWebinarRow } from '@sabha/db/stores/public-webinars';
import { SabhaError } from '@sabha/domain/errors';
import { formatJoinCode } from '@sabha/domain/meeting/codes';
import type { ListedWebinar, PublicWebinar } from '@sabha/domain/meeting/contract';
import type { Context } from '../core/context.ts';

type Wanted = Readonly<{ ministrySlug?: string | undefined; limit: number }>;

/** Public by definition, so there is no policy to ask: the store gives nothing but public webinars. */
export async function listWebinars({ services }: Context, wanted: Wanted): Promise<readonly ListedWebinar[]> {
  const rows = await listPublicWebinars(services.db, { now: services.clock(), ...wanted });
  return rows.map(shown);
}

/** @throws SabhaError not_found, also when the code names a meeting that is not public. */
export async function readWebinar({ services }: Context, { joinCode }: Readonly<{ joinCode: string }>): Promise<PublicWebinar> {
  const row = await findPublicWebinar(services.db, joinCode);
  if (row === undefined) throw new SabhaError('not_found');
  const { organiserName, panellists, ...webinar } = row;
  return { ...shown(webinar), panellists: [organiserName, ...panellists.filter((name) => name !== organiserName)] };
}

const shown = <Row extends ListedWebinarRow>(row: Row) => ({
  ...row,
  joinCode: formatJoinCode(row.joinCode),
  startsAt: row.startsAt.toISOString(),
});
