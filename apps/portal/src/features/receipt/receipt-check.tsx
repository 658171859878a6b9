import type { ReceiptView } from '@sabha/domain/residency/receipt';
import { translator } from '@sabha/i18n/translator';
import Download from 'lucide-react/icons/download';
import { buttonClass } from '../../ui/button.tsx';
import type { Frame } from '../site/frame.ts';

/** With what, and by which program of somebody else, a doubter checks it. */
export function ReceiptCheck({ frame, view, meetingId }: { frame: Frame; view: ReceiptView; meetingId: string }) {
  const t = translator(frame.locale, 'receipt');
  const isSigned = view.kind === 'signed';
  return (
    <section aria-labelledby="check-title" className="max-w-text space-y-3">
      <h2 id="check-title" className="text-xl print:text-lg">
        {t('receipt.check')}
      </h2>
      <p>{t(isSigned ? 'receipt.checkText' : 'receipt.checkLater')}</p>
      <p>
        <code className="font-mono text-sm break-all">{view.verifier}</code>
      </p>
      {isSigned && (
        <p className="flex flex-wrap items-center gap-4 print:hidden">
          <a href={`/meetings/${meetingId}/receipt/note`} download className={buttonClass({ look: 'secondary' })}>
            <Download size={18} />
            {t('receipt.download')}
          </a>
          <span className="text-sm text-muted">{t('receipt.print')}</span>
        </p>
      )}
      <div className="space-y-3 pt-4 print:hidden">
        <h2 className="text-xl">{t('receipt.proof')}</h2>
        <p>{t('receipt.proofText')}</p>
        <p>
          <a href={`/meetings/${meetingId}/proof`} download className={buttonClass({ look: 'secondary' })}>
            <Download size={18} />
            {t('receipt.proofDownload')}
          </a>
        </p>
      </div>
    </section>
  );
}
