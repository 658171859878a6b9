import { translator } from '@sabha/i18n/translator';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { formMessages, typeOptions } from '../../../features/incident/form-parts.ts';
import { IncidentForm } from '../../../features/incident/incident-form.tsx';
import { valuesOfIncident } from '../../../features/incident/incident-form-data.ts';
import { doneSteps, IncidentPage, type IncidentPageProps, stepProblems } from '../../../features/incident/incident-page.tsx';
import { ProblemPage } from '../../../features/site/problem-page.tsx';
import { RefusalSummary } from '../../../features/site/refusal-summary.tsx';
import { SiteShell } from '../../../features/site/site-shell.tsx';
import { attempt, memberPage, preferences } from '../../../request/member-page.ts';
import { refusalInQuery } from '../../../request/refusal-in-query.ts';
import { isUuid } from '../../../request/uuid.ts';
import { serverApi } from '../../../trpc/server.ts';
import { closeIncident, declareBreach, editIncident, fileReport, tellBoard, tellPersons } from '../actions.ts';

type Address = { params: Promise<{ incidentId: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: translator((await preferences()).locale, 'incident')('incident.title') };
}

export default async function Incident({ params, searchParams }: Address) {
  const [{ incidentId }, query] = [await params, await searchParams];
  if (!isUuid(incidentId)) notFound();
  const { frame } = await memberPage(`/incidents/${incidentId}`);
  const server = await serverApi();
  const incident = await attempt(() => server.incident.get({ incidentId }));
  const problem = problemIn(query['reason']);
  const refusal = problem === null ? refusalInQuery(query) : null;
  return (
    <SiteShell frame={frame} section="organisation">
      {refusal && <RefusalSummary locale={frame.locale} refusal={refusal} />}
      {incident.ok ? (
        <IncidentPage
          frame={frame}
          incident={incident.value}
          actions={{
            file: fileReport.bind(null, incidentId),
            declareBreach: declareBreach.bind(null, incidentId),
            tellBoard: tellBoard.bind(null, incidentId),
            tellPersons: tellPersons.bind(null, incidentId),
            close: closeIncident.bind(null, incidentId),
          }}
          done={doneSteps.find((done) => done === query['done']) ?? null}
          problem={problem}
          form={
            <IncidentForm
              action={editIncident.bind(null, incidentId)}
              initial={{
                attempt: 0,
                version: incident.value.version,
                values: valuesOfIncident(incident.value),
                problems: [],
                refusal: null,
              }}
              messages={formMessages(frame.locale)}
              types={typeOptions(frame.locale)}
              here={`/incidents/${incidentId}`}
            />
          }
        />
      ) : (
        <ProblemPage frame={frame} refusal={incident.refusal} />
      )}
    </SiteShell>
  );
}

function problemIn(reason: unknown): IncidentPageProps['problem'] {
  return reason === 'changed' ? 'moved' : (stepProblems.find((known) => known !== 'moved' && known === reason) ?? null);
}
