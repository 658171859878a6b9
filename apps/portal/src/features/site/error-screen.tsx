'use client';

import { plain } from '@sabha/i18n/plain';
import { Banner } from '../../ui/banner.tsx';
import { Button, buttonClass } from '../../ui/button.tsx';
import type { ErrorMessages } from './error-text.tsx';

type ErrorScreenProps = {
  messages: ErrorMessages;
  /** Leads to the log. */ id: string | null;
  retry: () => void;
  headingLevel?: 1 | 2;
};

/** Something broke while the page was made or while it ran. */
export function ErrorScreen({ messages, id, retry, headingLevel = 1 }: ErrorScreenProps) {
  const t = plain(messages);
  const Heading = headingLevel === 1 ? 'h1' : 'h2';
  return (
    <div className="mx-auto w-full max-w-text space-y-6 px-4 py-12 sm:px-6">
      <Heading className="text-2xl sm:text-3xl">{t('errors.internal.title')}</Heading>
      <Banner tone="bad" role="alert" title={t('errors.internal.next')}>
        {id !== null && <p className="text-sm">{t('common.errorReference', { id })}</p>}
      </Banner>
      <div className="flex flex-wrap gap-3">
        <Button onClick={retry}>{t('common.tryAgain')}</Button>
        <a href="/" className={buttonClass({ look: 'secondary' })}>
          {t('common.backHome')}
        </a>
      </div>
    </div>
  );
}

/** Next.js gives an error from the server a digest, which the server's log has too; the message itself stays there. */
export function digestOf(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('digest' in error)) return null;
  return typeof error.digest === 'string' ? error.digest : null;
}
