'use server';

import type { IncidentStep } from '@sabha/domain/incident/contract';
import type { ReportKind } from '@sabha/domain/incident/report';
import type { Locale } from '@sabha/i18n/locales';
import { translator } from '@sabha/i18n/translator';
import { redirect } from 'next/navigation';
import { readIncident } from '../../features/incident/incident-form-data.ts';
import type { IncidentFormState } from '../../features/incident/incident-form-state.ts';
import { textIn } from '../../features/site/form-text.ts';
import { requireMember } from '../../request/member-action.ts';
import { attempt, type Attempt, preferences, signInAndBackTo } from '../../request/member-page.ts';
import { serverApi } from '../../trpc/server.ts';

export async function openIncident(ministryId: string, state: IncidentFormState, form: FormData): Promise<IncidentFormState> {
  await requireMember('incident.open', '/incidents/new');
  const { locale } = await preferences();
  const read = readIncident(form, locale);
  const answer = { attempt: nextAttempt(state), version: 0, values: read.values, problems: [], refusal: null };
  if ('problems' in read) return { ...answer, problems: read.problems };
  const server = await serverApi();
  const result = await attempt(() => server.incident.open({ ministryId, ...read.fields }));
  if (result.ok) redirect(`/incidents/${result.value.incidentId}?done=opened`);
  return refused(result, { answer, locale, path: '/incidents/new' });
}

/** What was written is never lost: if somebody else was at it meanwhile, the form comes back with it and can be saved over theirs. */
export async function editIncident(incidentId: string, state: IncidentFormState, form: FormData): Promise<IncidentFormState> {
  const path = pathOf(incidentId);
  await requireMember('incident.edit', path);
  const { locale } = await preferences();
  const read = readIncident(form, locale);
  const version = numberIn(form, 'version');
  const answer = { attempt: nextAttempt(state), version, values: read.values, problems: [], refusal: null };
  if ('problems' in read) return { ...answer, problems: read.problems };
  const server = await serverApi();
  const result = await attempt(() => server.incident.edit({ incidentId, version, ...read.fields }));
  if (result.ok) redirect(`${path}?done=saved`);
  if (result.evidence['reason'] !== 'changed') return refused(result, { answer, locale, path });
  const { version: present } = await server.incident.get({ incidentId });
  return refused(result, { answer: { ...answer, version: present }, locale, path });
}

export async function fileReport(incidentId: string, form: FormData): Promise<void> {
  await step({ incidentId, form, action: 'incident.file', done: 'filed' }, async (seen) => {
    const kind = textIn(form, 'kind') as ReportKind;
    const reference = textIn(form, 'reference').trim();
    return (await serverApi()).incident.file({ ...seen, kind, ...(reference !== '' && { reference }) });
  });
}

export async function declareBreach(incidentId: string, form: FormData): Promise<void> {
  const asked = { incidentId, form, action: 'incident.declare_breach', done: 'declared' };
  await step(asked, async (seen) => (await serverApi()).incident.declareBreach(seen));
}

export async function tellBoard(incidentId: string, form: FormData): Promise<void> {
  const asked = { incidentId, form, action: 'incident.tell_board', done: 'board' };
  await step(asked, async (seen) => (await serverApi()).incident.tellBoard(seen));
}

export async function tellPersons(incidentId: string, form: FormData): Promise<void> {
  const asked = { incidentId, form, action: 'incident.tell_persons', done: 'persons' };
  await step(asked, async (seen) => (await serverApi()).incident.tellPersons(seen));
}

export async function closeIncident(incidentId: string, form: FormData): Promise<void> {
  const asked = { incidentId, form, action: 'incident.close', done: 'closed' };
  await step(asked, async (seen) => (await serverApi()).incident.close(seen));
}

type Asked = Readonly<{ incidentId: string; form: FormData; action: string; done: string }>;

/** Leads back to the page, which says what was done or why not. The procedure's own contract parses what was sent. */
async function step({ incidentId, form, action, done }: Asked, run: (seen: IncidentStep) => Promise<void>): Promise<never> {
  const path = pathOf(incidentId);
  await requireMember(action, path);
  const result = await attempt(() => run({ incidentId, version: numberIn(form, 'version') }));
  if (result.ok) redirect(`${path}?done=${done}`);
  const { code, id } = result.refusal;
  if (code === 'not_signed_in') redirect(signInAndBackTo(path));
  const reason = result.evidence['reason'];
  const more = { ...(id !== null && { id }), ...(typeof reason === 'string' && { reason }) };
  redirect(`${path}?${new URLSearchParams({ error: code, ...more }).toString()}`);
}

type Refused = Readonly<{ answer: IncidentFormState; locale: Locale; path: string }>;

/** A refusal about the time stands at its field; any other at the top of the form. */
function refused(result: Attempt<unknown> & { ok: false }, { answer, locale, path }: Refused): IncidentFormState {
  const { refusal, evidence } = result;
  if (refusal.code === 'not_signed_in') redirect(signInAndBackTo(path));
  const t = translator(locale, 'errors', 'common', 'incident');
  if (evidence['reason'] === 'future') return { ...answer, problems: [{ field: 'date', text: t('incident.problem.future') }] };
  const isChanged = evidence['reason'] === 'changed';
  const next = isChanged ? t('incident.problem.changed') : t(`errors.${refusal.code}.next`);
  const reference = refusal.id === null || isChanged ? null : t('common.errorReference', { id: refusal.id });
  return { ...answer, refusal: { title: t(`errors.${refusal.code}.title`), next, reference, isChanged } };
}

/** The state comes back from the browser, whatever has become of it there. */
const nextAttempt = ({ attempt: sent }: Partial<IncidentFormState>): number =>
  Number.isSafeInteger(sent) ? Number(sent) + 1 : 1;

const pathOf = (incidentId: string): string => `/incidents/${encodeURIComponent(incidentId)}`;

const numberIn = (form: FormData, name: string): number => Number(textIn(form, name));
