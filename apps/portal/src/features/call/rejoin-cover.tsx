'use client';

import { Button } from '../../ui/button.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import type { CallPhase } from '../../call/call-phase.ts';
import { useCall } from './call-context.tsx';

/** Attempts after which a person is told more than that it takes a moment. */
const PATIENCE = 2;

/**
 * Says on the stage that the call is on its way: in, to or from the stage, back after a loss. Covers everything while there
 * is nothing to see, and stands above what is still or already there to be seen.
 */
export function RejoinCover({ hasPictures }: { hasPictures: boolean }) {
  const { course, session, t } = useCall();
  const { phase } = course;
  if (phase.kind !== 'joining' && phase.kind !== 'rejoining') return null;
  if (phase.kind === 'joining' && hasPictures) return phase.as === 'first' ? null : <Passing text={t(sentence(phase))} />;
  const isLong = phase.kind === 'rejoining' && phase.attempt >= PATIENCE;
  return (
    <div className="absolute inset-0 z-10 flex flex-col items-center justify-center gap-4 rounded-lg bg-page p-6 text-center">
      <p role="status" className="flex flex-col items-center gap-4 text-lg">
        <Spinner size={36} />
        {t(sentence(phase))}
      </p>
      {isLong && <p className="max-w-md text-muted">{t('call.rejoining.long')}</p>}
      {phase.kind === 'rejoining' && (
        <Button look="secondary" onClick={() => session.course.retryNow()}>
          {t('call.rejoining.now')}
        </Button>
      )}
    </div>
  );
}

function sentence(phase: Extract<CallPhase, { kind: 'joining' | 'rejoining' }>) {
  return phase.kind === 'joining' ? (`call.joining.${phase.as}` as const) : (`call.rejoining.${phase.why}` as const);
}

function Passing({ text }: { text: string }) {
  return (
    <p
      role="status"
      className="absolute top-2 left-1/2 z-10 flex -translate-x-1/2 items-center gap-3 rounded-lg bg-surface px-4 py-2"
    >
      <Spinner size={18} />
      {text}
    </p>
  );
}
