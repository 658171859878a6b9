import { translator } from '@sabha/i18n/translator';
import Camera from 'lucide-react/icons/camera';
import Hourglass from 'lucide-react/icons/hourglass';
import UserRound from 'lucide-react/icons/user-round';
import Users from 'lucide-react/icons/users';
import { Button } from '../../../ui/button.tsx';
import { TextField } from '../../../ui/field.tsx';
import { linkClass } from '../../../ui/text-link.ts';
import type { Frame } from '../../site/frame.ts';
import { PageTitle } from '../../site/page-title.tsx';
import { RefusalSummary, type Refusal } from '../../site/refusal-summary.tsx';
import { SiteShell } from '../../site/site-shell.tsx';

export const doorFields = ['displayName', 'passcode'] as const;

export type DoorProps = {
  frame: Frame;
  /** As people see it; whether there is such a meeting is not said here. */
  joinCode: string;
  refusal: Refusal | null;
  /** Of what was sent, what did not fit. */
  field: (typeof doorFields)[number] | null;
};

/** The way in. A plain form that works before and without a script. */
export function DoorPage({ frame, joinCode, refusal, field }: DoorProps) {
  const t = translator(frame.locale, 'door', 'common');
  return (
    <SiteShell frame={frame} section="none" width="bare">
      <PageTitle frame={frame} title={t('door.title')} />
      <div className="mx-auto grid w-full max-w-[60rem] gap-x-16 gap-y-10 px-4 pt-8 pb-16 sm:px-6 sm:pt-12 md:grid-cols-[1fr_18rem]">
        <div className="space-y-6">
          <div className="space-y-1">
            <h1 className="text-2xl sm:text-3xl">{t('door.title')}</h1>
            <p className="text-muted">
              {t('common.joinCode')} <span className="font-mono tracking-wide text-text">{joinCode}</span>
            </p>
          </div>
          {refusal && (
            <RefusalSummary
              locale={frame.locale}
              refusal={refusal}
              fields={{ ...(field !== null && { bad_input: field }), join_refused: 'passcode' }}
            />
          )}
          {frame.viewer && <MemberForm frame={frame} joinCode={joinCode} name={frame.viewer.name} />}
          <GuestForm {...{ frame, joinCode, refusal, field }} />
          {!frame.viewer && (
            <p className="text-muted">
              {t('door.official')}{' '}
              <a href={`/sign-in?next=${encodeURIComponent(`/j/${joinCode}`)}`} className={linkClass}>
                {t('common.signIn')}
              </a>
            </p>
          )}
        </div>
        <WhatHappens frame={frame} />
      </div>
    </SiteShell>
  );
}

function MemberForm({ frame, joinCode, name }: { frame: Frame; joinCode: string; name: string }) {
  const t = translator(frame.locale, 'door', 'common');
  return (
    <form
      method="post"
      action={`/j/${joinCode}/enter`}
      className="space-y-3 rounded-lg border border-line bg-surface p-5 shadow-card sm:p-6"
    >
      <input type="hidden" name="as" value="member" />
      <Button type="submit" wide icon={<UserRound size={20} />}>
        {t('door.joinAs', { name })}
      </Button>
      <p className="text-sm text-muted">{t('door.memberHint')}</p>
    </form>
  );
}

function GuestForm({ frame, joinCode, refusal, field }: DoorProps) {
  const t = translator(frame.locale, 'door', 'common', 'errors');
  const misfit = refusal?.code === 'bad_input' ? field : null;
  const isPasscodeRefused = refusal?.code === 'join_refused' || misfit === 'passcode';
  const form = (
    <form
      method="post"
      action={`/j/${joinCode}/enter`}
      className="space-y-5 rounded-lg border border-line bg-surface p-5 shadow-card sm:p-6"
    >
      <input type="hidden" name="as" value="guest" />
      <TextField
        id="displayName"
        label={t('door.name')}
        hint={t('door.nameHint')}
        error={misfit === 'displayName' ? t('errors.bad_input.next') : undefined}
        required
        maxLength={80}
        autoComplete="name"
        autoCapitalize="words"
      />
      <TextField
        id="passcode"
        label={t('common.passcode')}
        hint={t('door.passcodeHint')}
        error={isPasscodeRefused ? t('door.passcodeRefused') : undefined}
        required
        maxLength={64}
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        className="font-mono text-lg tracking-wider uppercase"
      />
      <Button type="submit" wide look={frame.viewer ? 'secondary' : 'primary'}>
        {t('door.ask')}
      </Button>
    </form>
  );
  if (!frame.viewer) return form;
  return (
    <details className="group" open={refusal !== null}>
      <summary className="min-h-11 cursor-pointer py-2 font-semibold text-link">{t('door.asGuestInstead')}</summary>
      <div className="pt-2">{form}</div>
    </details>
  );
}

const steps = [
  { id: 'devices', Icon: Camera },
  { id: 'wait', Icon: Hourglass },
  { id: 'meet', Icon: Users },
] as const;

function WhatHappens({ frame }: { frame: Frame }) {
  const t = translator(frame.locale, 'door');
  return (
    <section aria-labelledby="steps-title" className="md:pt-2">
      <h2 id="steps-title" className="pb-4 text-lg">
        {t('door.steps.title')}
      </h2>
      <ol className="space-y-5">
        {steps.map(({ id, Icon }) => (
          <li key={id} className="flex gap-3">
            <span className="flex size-10 shrink-0 items-center justify-center rounded-full bg-tint text-on-tint">
              <Icon size={20} />
            </span>
            <div>
              <h3 className="text-base">{t(`door.steps.${id}.title`)}</h3>
              <p className="text-sm text-muted">{t(`door.steps.${id}.text`)}</p>
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}
