'use client';

import type { ErrorCode } from '@sabha/domain/errors';
import { Banner } from '../../ui/banner.tsx';
import { buttonClass } from '../../ui/button.tsx';
import type { LobbyText } from './lobby-text.ts';

/** The way in has ended: why, and what can be done. */
export function OutScreen({ code, t }: { code: ErrorCode; t: LobbyText }) {
  return (
    <div className="mx-auto max-w-text space-y-6" role="alert">
      <h1 tabIndex={-1} data-focus-home="" className="text-2xl outline-none sm:text-3xl">
        {t(`errors.${code}.title`)}
      </h1>
      <Banner tone={code === 'meeting_ended' ? 'info' : 'warn'} title={t(`errors.${code}.next`)} />
      <p>
        <a href="/" className={buttonClass({ look: 'secondary' })}>
          {t('door.out.home')}
        </a>
      </p>
    </div>
  );
}
