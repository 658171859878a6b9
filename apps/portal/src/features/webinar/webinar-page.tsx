import type { PublicWebinar } from '@sabha/domain/meeting/contract';
import { formatDuration } from '@sabha/i18n/date-time';
import { translator } from '@sabha/i18n/translator';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { DescriptionList } from '../../ui/description-list.tsx';
import { TextField } from '../../ui/field.tsx';
import { Tag } from '../../ui/tag.tsx';
import { linkClass } from '../../ui/text-link.ts';
import type { Frame } from '../site/frame.ts';
import { PageTitle } from '../site/page-title.tsx';
import { RefusalSummary, type Refusal } from '../site/refusal-summary.tsx';
import { SiteShell } from '../site/site-shell.tsx';
import { ministryOf, whenWebinar, whoseWebinar } from './webinar-list.tsx';

export type WebinarProps = { frame: Frame; webinar: PublicWebinar; refusal: Refusal | null };

/** A webinar as anybody may read it, complete without a script. */
export function WebinarPage({ frame, webinar, refusal }: WebinarProps) {
  const { locale } = frame;
  const t = translator(locale, 'webinar', 'common');
  return (
    <SiteShell frame={frame} section="webinars">
      <PageTitle
        frame={frame}
        title={webinar.title}
        description={`${whoseWebinar(webinar, locale)}. ${whenWebinar(webinar, locale)}`}
      />
      <p className="pb-4">
        <a href={`/webinars/${webinar.ministrySlug}`} className={linkClass}>
          {ministryOf(webinar, locale)}
        </a>
      </p>
      <div className="grid gap-10 lg:grid-cols-[1fr_22rem] lg:gap-16">
        <article className="min-w-0 space-y-8">
          <div className="space-y-3">
            <p className="flex flex-wrap gap-2">
              <Tag tone="brand">{t('webinar.public')}</Tag>
              {webinar.status !== 'scheduled' && <StatusTag frame={frame} status={webinar.status} />}
            </p>
            <h1 className="text-3xl sm:text-4xl">{webinar.title}</h1>
          </div>
          <DescriptionList
            items={[
              { term: t('webinar.when'), value: <strong>{whenWebinar(webinar, locale)}</strong> },
              { term: t('common.duration'), value: formatDuration(webinar.durationMinutes, locale) },
              { term: t('webinar.by'), value: whoseWebinar(webinar, locale) },
              ...(webinar.panellists.length > 0 ? [{ term: t('webinar.speakers'), value: webinar.panellists.join(', ') }] : []),
            ]}
          />
          {webinar.description !== '' && (
            <section aria-labelledby="about-title" className="max-w-text space-y-3">
              <h2 id="about-title" className="text-xl">
                {t('webinar.about')}
              </h2>
              {webinar.description.split(/\n{2,}/).map((paragraph, index) => (
                <p key={index} className="whitespace-pre-line">
                  {paragraph}
                </p>
              ))}
            </section>
          )}
        </article>
        <div className="space-y-6">
          {refusal && <RefusalSummary locale={locale} refusal={refusal} />}
          <JoinPanel frame={frame} webinar={webinar} />
        </div>
      </div>
    </SiteShell>
  );
}

function StatusTag({ frame, status }: { frame: Frame; status: 'live' | 'ended' | 'cancelled' }) {
  const t = translator(frame.locale, 'webinar');
  const tone = status === 'live' ? 'good' : status === 'cancelled' ? 'bad' : 'neutral';
  return <Tag tone={tone}>{t(`webinar.status.${status}`)}</Tag>;
}

/** One click: the name may stay empty, and nobody is asked for a camera or a microphone. */
function JoinPanel({ frame, webinar }: { frame: Frame; webinar: PublicWebinar }) {
  const t = translator(frame.locale, 'webinar', 'common');
  if (webinar.status === 'ended' || webinar.status === 'cancelled') {
    return <Banner tone={webinar.status === 'cancelled' ? 'warn' : 'info'} title={t(`webinar.over.${webinar.status}`)} />;
  }
  return (
    <section aria-labelledby="join-title" className="rounded-lg border border-line bg-surface p-5 shadow-card sm:p-6">
      <h2 id="join-title" className="pb-1 text-xl">
        {t('webinar.join.title')}
      </h2>
      <p className="pb-5 text-muted">{webinar.status === 'live' ? t('webinar.join.live') : t('webinar.join.scheduled')}</p>
      <form method="post" action={`/j/${webinar.joinCode}/enter`} className="space-y-5">
        <input type="hidden" name="as" value="audience" />
        <Button type="submit" wide>
          {t('webinar.join.submit')}
        </Button>
        <TextField
          id="displayName"
          label={t('webinar.join.name')}
          optional={t('webinar.join.optional')}
          hint={t('webinar.join.nameHint')}
          maxLength={80}
          autoComplete="name"
        />
      </form>
      <p className="pt-5 text-sm text-muted">{t('webinar.join.seen')}</p>
    </section>
  );
}
