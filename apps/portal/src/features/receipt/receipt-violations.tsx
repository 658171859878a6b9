import type { Receipt } from '@sabha/domain/residency/receipt';
import { formatDateTime } from '@sabha/i18n/date-time';
import { translator } from '@sabha/i18n/translator';
import type { ReactNode } from 'react';
import { Table } from '../../ui/table.tsx';
import type { Frame } from '../site/frame.ts';

type ViolationsProps = { frame: Frame; receipt: Receipt; timeZone: string };

/** What was seen and what was done. Of people it names none: a session is the media server's own number. */
export function ReceiptViolations({ frame: { locale }, receipt: { violations }, timeZone }: ViolationsProps) {
  const t = translator(locale, 'receipt');
  const { all, listed } = violations;
  return (
    <section aria-labelledby="violations-title" className="space-y-3">
      <h2 id="violations-title" className="text-xl print:text-lg">
        {t('receipt.violations')}
      </h2>
      {all === 0 && <p>{t('receipt.noViolations')}</p>}
      {all > 0 && (
        <Table
          caption={t('receipt.violations')}
          columns={[t('receipt.at'), t('receipt.found'), t('receipt.done'), t('receipt.session'), t('receipt.times')]}
          rows={listed.map(({ at, session, faults, done, times }) => ({
            key: `${at} ${session ?? ''} ${faults.join(' ')}`,
            cells: [
              <Wide key="at">{formatDateTime(new Date(at), { locale, timeZone })}</Wide>,
              <ul key="faults" className="min-w-48 sm:min-w-0">
                {faults.map((fault) => (
                  <li key={fault}>{t(`receipt.fault.${fault}`)}</li>
                ))}
              </ul>,
              <Wide key="done">{t(`receipt.did.${done}`)}</Wide>,
              session === null ? t('receipt.noSession') : <code className="font-mono text-sm break-all">{session}</code>,
              times,
            ],
          }))}
        />
      )}
      {all > listed.length && <p className="text-muted">{t('receipt.moreViolations', { count: all })}</p>}
    </section>
  );
}

/** On a phone the table scrolls: better than one word a line. */
const Wide = ({ children }: { children: ReactNode }) => <span className="block min-w-36 sm:min-w-0">{children}</span>;
