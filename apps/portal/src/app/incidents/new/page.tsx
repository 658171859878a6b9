import { translator } from '@sabha/i18n/translator';
import type { Metadata } from 'next';
import { IncidentForm } from '../../../features/incident/incident-form.tsx';
import { emptyIncident } from '../../../features/incident/incident-form-data.ts';
import { formMessages, typeOptions } from '../../../features/incident/form-parts.ts';
import { administeredBy, chosenOf } from '../../../features/organisation/administered.ts';
import { SiteShell } from '../../../features/site/site-shell.tsx';
import { memberPage, preferences } from '../../../request/member-page.ts';
import { Banner } from '../../../ui/banner.tsx';
import { PageHeader } from '../../../ui/page-header.tsx';
import { openIncident } from '../actions.ts';

type Query = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: translator((await preferences()).locale, 'incident')('incident.new.title') };
}

export default async function NewIncident({ searchParams }: Query) {
  const asked = await searchParams;
  const { frame, me } = await memberPage('/incidents/new');
  const { locale } = frame;
  const t = translator(locale, 'incident');
  const ministry = chosenOf(administeredBy(me), asked['ministry']);
  const name = ministry && (locale === 'hi' ? ministry.nameHi : ministry.name);
  return (
    <SiteShell frame={frame} section="organisation">
      <PageHeader over={name} title={t('incident.new.title')} lead={t('incident.new.lead')} />
      {ministry ? (
        <IncidentForm
          action={openIncident.bind(null, ministry.ministryId)}
          initial={{ attempt: 0, version: 0, values: emptyIncident(new Date()), problems: [], refusal: null }}
          messages={formMessages(locale)}
          types={typeOptions(locale)}
          here={null}
        />
      ) : (
        <Banner tone="warn" title={t('incident.new.noRight')} />
      )}
    </SiteShell>
  );
}
