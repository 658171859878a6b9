import type { ListedWebinar } from '@sabha/domain/meeting/contract';
import { translator } from '@sabha/i18n/translator';
import DoorClosed from 'lucide-react/icons/door-closed';
import Gauge from 'lucide-react/icons/gauge';
import KeyRound from 'lucide-react/icons/key-round';
import ShieldCheck from 'lucide-react/icons/shield-check';
import { buttonClass } from '../../ui/button.tsx';
import { linkClass } from '../../ui/text-link.ts';
import type { Frame } from '../site/frame.ts';
import { PageTitle } from '../site/page-title.tsx';
import { SiteShell } from '../site/site-shell.tsx';
import { WebinarList } from '../webinar/webinar-list.tsx';
import { Assembly } from './assembly.tsx';
import { JoinByCode } from './join-by-code.tsx';

export type HomeProps = { frame: Frame; webinars: readonly ListedWebinar[]; codeRefused: boolean };

export function HomePage({ frame, webinars, codeRefused }: HomeProps) {
  const t = translator(frame.locale, 'home', 'common');
  return (
    <SiteShell frame={frame} section="home" width="bare">
      <PageTitle frame={frame} title={t('common.home')} description={t('home.description')} />
      <div className="on-ink relative overflow-hidden bg-ink text-on-ink">
        <Assembly className="pointer-events-none absolute -right-40 -bottom-6 hidden w-[46rem] text-on-ink-muted opacity-10 lg:block" />
        <div className="relative mx-auto grid max-w-page gap-8 px-4 py-10 sm:px-6 sm:py-16 lg:grid-cols-[1fr_25rem] lg:gap-16">
          <div className="space-y-5">
            <h1 className="text-3xl sm:text-4xl lg:text-5xl">{t('home.title')}</h1>
            <p className="max-w-text text-lg text-on-ink-muted">{t('home.lead')}</p>
            <p className="flex flex-wrap items-center gap-x-6 gap-y-3 pt-2">
              <a
                href={frame.viewer ? '/meetings' : '/sign-in'}
                className="inline-flex min-h-11 items-center rounded-md border border-on-ink px-5 py-2 font-semibold text-on-ink no-underline hover:bg-on-ink hover:text-ink"
              >
                {frame.viewer ? t('home.yourMeetings') : t('home.officialSignIn')}
              </a>
            </p>
          </div>
          <JoinByCode frame={frame} refused={codeRefused} />
        </div>
      </div>
      <div className="mx-auto max-w-page space-y-14 px-4 py-12 sm:px-6 sm:py-16">
        <section aria-labelledby="webinars-title" className="space-y-6">
          <div className="flex flex-wrap items-baseline justify-between gap-4">
            <h2 id="webinars-title" className="text-2xl">
              {t('home.webinars.title')}
            </h2>
            {webinars.length > 0 && (
              <a href="/webinars" className={linkClass}>
                {t('home.webinars.all')}
              </a>
            )}
          </div>
          <WebinarList locale={frame.locale} webinars={webinars} />
        </section>
        <Promises frame={frame} />
        <section
          aria-labelledby="official-title"
          className="flex flex-wrap items-center justify-between gap-6 rounded-lg bg-tint p-6 text-on-tint sm:p-8"
        >
          <div className="max-w-text space-y-2">
            <h2 id="official-title" className="text-xl">
              {t('home.official.title')}
            </h2>
            <p>{t('home.official.text')}</p>
          </div>
          <a href={frame.viewer ? '/meetings/new' : '/sign-in'} className={buttonClass()}>
            {frame.viewer ? t('home.schedule') : t('common.signIn')}
          </a>
        </section>
      </div>
    </SiteShell>
  );
}

const promises = [
  { id: 'door', Icon: DoorClosed },
  { id: 'code', Icon: KeyRound },
  { id: 'light', Icon: Gauge },
  { id: 'nobody', Icon: ShieldCheck },
] as const;

function Promises({ frame }: { frame: Frame }) {
  const t = translator(frame.locale, 'home');
  return (
    <section aria-labelledby="promises-title" className="space-y-6">
      <h2 id="promises-title" className="text-2xl">
        {t('home.promises.title')}
      </h2>
      <ul className="grid gap-x-8 gap-y-8 sm:grid-cols-2 lg:grid-cols-4">
        {promises.map(({ id, Icon }) => (
          <li key={id} className="space-y-2 border-t-2 border-brand pt-4">
            <Icon size={28} className="text-brand" />
            <h3 className="text-lg">{t(`home.promises.${id}.title`)}</h3>
            <p className="text-muted">{t(`home.promises.${id}.text`)}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
