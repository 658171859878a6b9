import type { Receipt, ReceiptView } from '@sabha/domain/residency/receipt';
import { translator } from '@sabha/i18n/translator';
import { Banner } from '../../ui/banner.tsx';
import { buttonClass } from '../../ui/button.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import type { Frame } from '../site/frame.ts';
import { ReceiptCheck } from './receipt-check.tsx';
import { ReceiptFacts } from './receipt-facts.tsx';
import { ReceiptViolations } from './receipt-violations.tsx';

export type ReceiptPageProps = { frame: Frame; view: ReceiptView; meetingId: string; timeZone: string };

/** One sheet of paper: where it went, who says so, and what that does not prove. */
export function ReceiptPage({ frame, view, meetingId, timeZone }: ReceiptPageProps) {
  const t = translator(frame.locale, 'receipt');
  const back = (
    <a href={`/meetings/${meetingId}`} className={`${buttonClass({ look: 'secondary' })} print:hidden`}>
      {t('receipt.back')}
    </a>
  );
  const title = view.kind === 'broken' ? null : view.receipt.meeting.title;
  return (
    <article className="space-y-6 print:space-y-3">
      <PageHeader over={title ?? undefined} title={t('receipt.title')} lead={t('receipt.lead')} actions={back} />
      <Verdict frame={frame} view={view} />
      {view.kind !== 'broken' && (
        <>
          <ReceiptFacts frame={frame} receipt={view.receipt} timeZone={timeZone} />
          <ReceiptViolations frame={frame} receipt={view.receipt} timeZone={timeZone} />
          <Limits frame={frame} limits={view.receipt.limits} />
        </>
      )}
      <ReceiptCheck frame={frame} view={view} meetingId={meetingId} />
    </article>
  );
}

/** In one sentence. Green only where there is nothing that anybody left unsaid. */
function Verdict({ frame, view }: Pick<ReceiptPageProps, 'frame' | 'view'>) {
  const t = translator(frame.locale, 'receipt');
  if (view.kind === 'broken') {
    return (
      <Banner tone="bad" title={t('receipt.broken.title')}>
        <p>{t('receipt.broken.text')}</p>
      </Banner>
    );
  }
  const { sessions, violations } = view.receipt;
  const soFar = view.kind === 'so_far' && (
    <p>
      {t('receipt.state.so_far')}. {t('receipt.state.so_farText')}
    </p>
  );
  const [tone, state] =
    violations.all > 0
      ? (['bad', 'bad'] as const)
      : sessions.all === 0
        ? (['info', 'empty'] as const)
        : sessions.unreported > 0
          ? (['warn', 'silent'] as const)
          : (['good', 'good'] as const);
  return (
    <Banner tone={tone} title={t(`receipt.state.${state}`)}>
      {state !== 'empty' && <p>{summaryOf(frame, view.receipt)}</p>}
      {soFar}
    </Banner>
  );
}

/** Where, how many, and whether anything was seen: what somebody writes into the minutes. */
function summaryOf({ locale }: Frame, { sites, participants, violations }: Receipt): string {
  const t = translator(locale, 'receipt');
  const named = sites.map(({ name, nodes }) => t('receipt.summaryPlace', { site: name[locale], nodes: nodes.join(', ') }));
  const places = named.length === 0 ? t('receipt.nowhereShort') : named.join('; ');
  return t('receipt.summary', { places, participants, violations: violations.all });
}

function Limits({ frame, limits }: { frame: Frame; limits: Receipt['limits'] }) {
  const t = translator(frame.locale, 'receipt');
  return (
    <section aria-labelledby="limits-title" className="max-w-text space-y-2">
      <h2 id="limits-title" className="text-xl print:text-lg">
        {t('receipt.limits')}
      </h2>
      <ul className="list-disc space-y-1 pl-6">
        {limits.map((limit) => (
          <li key={limit}>{t(`receipt.limit.${limit}`)}</li>
        ))}
      </ul>
    </section>
  );
}
