import { isAtLeast } from '@sabha/domain/policy/membership';
import { pick, pickKeys } from '@sabha/i18n/pick';
import { translator } from '@sabha/i18n/translator';
import type { Metadata } from 'next';
import { MeetingForm } from '../../../features/schedule/meeting-form.tsx';
import { emptyValues } from '../../../features/schedule/meeting-form-state.ts';
import { siteOptions } from '../../../features/schedule/site-options.ts';
import { timeZoneOptions } from '../../../features/schedule/time-zone-options.ts';
import { SiteShell } from '../../../features/site/site-shell.tsx';
import { memberPage, preferences } from '../../../request/member-page.ts';
import { serverApi } from '../../../trpc/server.ts';
import { Banner } from '../../../ui/banner.tsx';
import { PageHeader } from '../../../ui/page-header.tsx';
import { scheduleMeeting } from '../actions.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: translator((await preferences()).locale, 'schedule')('schedule.new.title') };
}

export default async function NewMeetingPage() {
  const { frame, me } = await memberPage('/meetings/new');
  const { locale } = frame;
  const t = translator(locale, 'schedule');
  const departments = await departmentsToScheduleIn(me.memberships, locale);
  const places = siteOptions(await (await serverApi()).meeting.sites({}), locale);
  return (
    <SiteShell frame={frame} section="meetings">
      <PageHeader title={t('schedule.new.title')} lead={t('schedule.new.lead')} />
      {departments.length === 0 ? (
        <Banner tone="warn" title={t('schedule.new.noRight')} />
      ) : (
        <MeetingForm
          action={scheduleMeeting}
          initial={{
            attempt: 0,
            values: { ...emptyValues, departmentId: departments[0]?.value ?? '' },
            problems: [],
            refusal: null,
          }}
          messages={{ ...pick(locale, 'schedule'), ...pickKeys(locale, 'common.checkForm', 'common.optionalMark') }}
          zones={timeZoneOptions()}
          departments={departments}
          places={places}
          isNew
        />
      )}
    </SiteShell>
  );
}

type Memberships = Awaited<ReturnType<typeof memberPage>>['me']['memberships'];

/** Where the person is a scheduler; an administrator may in each department of the ministry. */
async function departmentsToScheduleIn(memberships: Memberships, locale: string) {
  const administered = new Set(memberships.filter(({ role }) => role === 'administrator').map(({ ministryId }) => ministryId));
  const own = new Set(memberships.filter(({ role }) => isAtLeast(role, 'scheduler')).map(({ departmentId }) => departmentId));
  if (own.size === 0) return [];
  const departments = await (await serverApi()).organisation.departments({});
  return departments
    .filter(({ departmentId, ministryId }) => own.has(departmentId) || administered.has(ministryId))
    .toSorted((a, b) => Number(own.has(b.departmentId)) - Number(own.has(a.departmentId)))
    .map(({ departmentId, name, nameHi }) => ({ value: departmentId, label: locale === 'hi' ? nameHi : name }));
}
