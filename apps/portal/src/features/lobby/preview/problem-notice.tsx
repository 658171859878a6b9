'use client';

import { useState } from 'react';
import { Banner } from '../../../ui/banner.tsx';
import { Button } from '../../../ui/button.tsx';
import type { LobbyText } from '../lobby-text.ts';
import { browserKindOf, type MediaProblem } from './media-problem.ts';
import { sources, type PreviewDevices, type PreviewState, type Source } from './preview-devices.ts';

type ProblemNoticesProps = { state: PreviewState; devices: PreviewDevices; t: LobbyText };

/** What is wrong with camera and microphone; one notice where it is the same for both, as after a refusal. */
export function ProblemNotices({ state, devices, t }: ProblemNoticesProps) {
  const wrong = sources.flatMap((source) => {
    const { [source]: current } = state;
    return current.kind === 'problem' ? [{ of: [source] as readonly Source[], problem: current.problem }] : [];
  });
  const [first, second] = wrong;
  const notices = first && first.problem === second?.problem ? [{ ...first, of: sources }] : wrong;
  return notices.map(({ of, problem }) => (
    <ProblemNotice
      key={of.join()}
      of={of}
      problem={problem}
      t={t}
      retry={() => void devices.start({ camera: of.includes('camera'), microphone: of.includes('microphone') })}
    />
  ));
}

type ProblemNoticeProps = { of: readonly Source[]; problem: MediaProblem; t: LobbyText; retry: () => void };

function ProblemNotice({ of, problem, t, retry }: ProblemNoticeProps) {
  const [browser] = useState(() => browserKindOf(navigator.userAgent));
  const [source] = of;
  const title = of.length > 1 || source === undefined ? t('door.problem.both.title') : t(`door.problem.${source}.title`);
  return (
    <Banner tone="warn" role="alert" title={title}>
      <p>{t(`door.problem.${problem}`)}</p>
      {problem === 'denied' && <p>{t(`door.allow.${browser}`)}</p>}
      {problem !== 'insecure' && (
        <Button look="secondary" size="small" onClick={retry}>
          {t('door.preview.retry')}
        </Button>
      )}
      <p className="text-sm">{t('door.preview.without')}</p>
    </Banner>
  );
}
