import type { Receipt } from '@sabha/domain/residency/receipt';
import { formatDateTime } from '@sabha/i18n/date-time';
import { translator } from '@sabha/i18n/translator';
import type { ReactNode } from 'react';
import { Card } from '../../ui/card.tsx';
import { DescriptionList } from '../../ui/description-list.tsx';
import type { Frame } from '../site/frame.ts';

type FactsProps = { frame: Frame; receipt: Receipt; timeZone: string };

export function ReceiptFacts({ frame: { locale }, receipt, timeZone }: FactsProps) {
  const t = translator(locale, 'receipt');
  const at = (instant: string) => formatDateTime(new Date(instant), { locale, timeZone });
  const { meeting, policy, participants, sessions, protocols, serverView, earlierPolicies } = receipt;
  const ended = meeting.endedAt === null ? t('receipt.goesOn') : at(meeting.endedAt);
  return (
    <Card className="print:border-0 print:p-0 print:shadow-none">
      <DescriptionList
        items={[
          { term: t('receipt.began'), value: meeting.startedAt === null ? t('receipt.notBegun') : at(meeting.startedAt) },
          ...(meeting.startedAt === null ? [] : [{ term: t('receipt.ended'), value: ended }]),
          { term: t('receipt.where'), value: <Sites locale={locale} sites={receipt.sites} /> },
          { term: t('receipt.participants'), value: t('receipt.participantsValue', { count: participants }) },
          { term: t('receipt.sessions'), value: t('receipt.sessionsValue', { count: sessions.all }) },
          {
            term: t('receipt.way'),
            value: (
              <Lines>
                {t('receipt.direct', { count: sessions.direct })}
                {t('receipt.relayed', { count: sessions.relayed })}
                {t('receipt.unreported', { count: sessions.unreported })}
                {sessions.unreported > 0 && <span className="text-muted">{t('receipt.unreportedNote')}</span>}
              </Lines>
            ),
          },
          { term: t('receipt.protocol'), value: t('receipt.protocolValue', protocols) },
          {
            term: t('receipt.serverView'),
            value: (
              <Lines>
                {t('receipt.agrees', { count: serverView.agrees })}
                {t('receipt.contradicts', { count: serverView.contradicts })}
                {t('receipt.missing', { count: serverView.missing })}
              </Lines>
            ),
          },
          {
            term: t('receipt.policy'),
            value: (
              <Lines>
                {t('receipt.policyValue', { version: policy.version })}
                <Digest text={policy.sha256} />
                {earlierPolicies.length > 0 && t('receipt.earlier')}
                {earlierPolicies.map((hash) => (
                  <Digest key={hash} text={hash} />
                ))}
              </Lines>
            ),
          },
          { term: t('receipt.madeAt'), value: at(receipt.madeAt) },
        ]}
      />
    </Card>
  );
}

function Sites({ locale, sites }: { locale: Frame['locale']; sites: Receipt['sites'] }) {
  const t = translator(locale, 'receipt');
  if (sites.length === 0) return t('receipt.nowhere');
  return (
    <ul className="space-y-1">
      {sites.map(({ id, name, city, operator, nodes }) => (
        <li key={id}>
          <span className="font-semibold">{name[locale]}</span>
          <span className="block">{[city, operator].join(', ')}</span>
          <span className="block text-sm break-words text-muted">{t('receipt.nodes', { nodes: nodes.join(', ') })}</span>
        </li>
      ))}
    </ul>
  );
}

/** Each child on a line of its own. */
function Lines({ children }: { children: readonly ReactNode[] }) {
  return children.map(
    (child, index) =>
      child !== false && (
        <span key={index} className="block">
          {child}
        </span>
      ),
  );
}

const Digest = ({ text }: { text: string }) => <code className="font-mono text-sm break-all">{text}</code>;
