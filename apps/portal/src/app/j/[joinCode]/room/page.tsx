import { formatJoinCode, JOIN_CODE_SYMBOLS, normaliseCode } from '@sabha/domain/meeting/codes';
import { formatRange } from '@sabha/i18n/date-time';
import { pick, pickKeys } from '@sabha/i18n/pick';
import { translator } from '@sabha/i18n/translator';
import type { Metadata } from 'next';
import { notFound, redirect } from 'next/navigation';
import { RoomHeader } from '../../../../features/lobby/room-header.tsx';
import { RoomIsland } from '../../../../features/lobby/room-island.tsx';
import { ProblemPage } from '../../../../features/site/problem-page.tsx';
import { SiteShell } from '../../../../features/site/site-shell.tsx';
import { attempt, preferences } from '../../../../request/member-page.ts';
import { serverApi } from '../../../../trpc/server.ts';

type Address = { params: Promise<{ joinCode: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: translator((await preferences()).locale, 'common')('common.meeting') };
}

/** The one page of preview, waiting room and call. Whoever has not asked to come in is at the door first. */
export default async function RoomPage({ params }: Address) {
  const code = normaliseCode((await params).joinCode.slice(0, 64), JOIN_CODE_SYMBOLS);
  if (code === null) notFound();
  const joinCode = formatJoinCode(code);
  const [frame, server] = [{ ...(await preferences()), viewer: null }, await serverApi()];
  const door = await attempt(() => server.door.current({ joinCode }));
  if (!door.ok) {
    return (
      <SiteShell frame={frame} section="none">
        <ProblemPage frame={frame} refusal={door.refusal} />
      </SiteShell>
    );
  }
  if (door.value === null) redirect(`/j/${joinCode}`);
  const { locale } = frame;
  const { startsAt, durationMinutes, timeZone } = door.value.meeting;
  const from = new Date(startsAt);
  return (
    <>
      <noscript>
        <p className="bg-warn-tint p-4 text-center font-semibold">{translator(locale, 'door')('door.room.needsScript')}</p>
      </noscript>
      <RoomIsland
        joinCode={joinCode}
        door={door.value}
        locale={locale}
        messages={{ ...pick(locale, 'door', 'errors'), ...pickKeys(locale, 'common.errorReference', 'common.signIn') }}
        callMessages={pick(locale, 'call')}
        when={formatRange(from, new Date(from.getTime() + durationMinutes * 60_000), { locale, timeZone })}
        header={<RoomHeader frame={frame} />}
      />
    </>
  );
}
