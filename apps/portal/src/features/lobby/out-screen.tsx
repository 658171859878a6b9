'use client';

import type { ErrorCode } from '@sabha/domain/errors';
import { Banner } from '../../ui/banner.tsx';
import { buttonClass } from '../../ui/button.tsx';
import type { LobbyText } from './lobby-text.ts';

/** The way in has ended: why, and what can be done. */
export function OutScreen({ code, joinCode, t }: { code: ErrorCode; joinCode: string; t: LobbyText }) {
  return (
    <div className="mx-auto max-w-text space-y-6" role="alert">
      <h1 tabIndex={-1} data-focus-home="" className="text-2xl outline-none sm:text-3xl">
        {t(`errors.${code}.title`)}
      </h1>
      <Banner tone={code === 'meeting_ended' ? 'info' : 'warn'} title={t(`errors.${code}.next`)} />
      <p className="flex flex-wrap gap-3">
        {code === 'not_signed_in' && (
          <a href={`/sign-in?next=${encodeURIComponent(`/j/${joinCode}/room`)}`} className={buttonClass({})}>
            {t('common.signIn')}
          </a>
        )}
        <a href="/" className={buttonClass({ look: 'secondary' })}>
          {t('door.out.home')}
        </a>
      </p>
    </div>
  );
}
