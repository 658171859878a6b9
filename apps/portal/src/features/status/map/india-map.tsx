import type { SiteView } from '@sabha/domain/residency/status-contract';
import type { Locale } from '@sabha/i18n/locales';
import { translator } from '@sabha/i18n/translator';
import { linkClass } from '../../../ui/text-link.ts';
import { shownStandings } from '../look.ts';
import { outline } from './outline.ts';
import { drawing, project } from './projection.ts';
import { Sign, SIGN } from './sign.tsx';
import { spread } from './spread.ts';

const ARCHIVE = 'https://github.com/datameet/maps';

type MapProps = { locale: Locale; sites: readonly SiteView[]; numberOf: (siteId: string) => number | undefined };

/** The sites where they are. To those who do not see it the tables say the same. */
export function IndiaMap({ locale, sites, numberOf }: MapProps) {
  const t = translator(locale, 'status');
  const others = sites.filter(({ standing }) => standing === 'no_media');
  const carrying = sites.filter(({ standing }) => standing !== 'no_media');
  const places = spread(carrying.map(({ position }) => project(position)), 2 * SIGN + 4); // prettier-ignore
  return (
    <figure className="space-y-3">
      <svg
        viewBox={`0 0 ${drawing.width} ${drawing.height}`}
        role="img"
        aria-label={t('status.map.alt')}
        className="mx-auto block h-auto w-full max-w-md"
      >
        <path d={outline} className="fill-tint stroke-edge" strokeWidth="1.5" strokeLinejoin="round" />
        {others.map(({ siteId, position }) => (
          <Sign key={siteId} at={project(position)} standing="no_media" />
        ))}
        {carrying.map(({ siteId, standing }, at) => (
          <Sign key={siteId} at={places[at] ?? { x: 0, y: 0 }} standing={standing} text={`${numberOf(siteId) ?? ''}`} />
        ))}
      </svg>
      <figcaption className="space-y-3 text-sm">
        <ul aria-label={t('status.map.key')} className="space-y-1">
          {shownStandings
            .filter((standing) => sites.some((site) => site.standing === standing))
            .map((standing) => (
              <li key={standing} className="flex gap-2">
                <svg
                  viewBox={standing === 'no_media' ? '-20 -20 40 40' : '-36 -36 72 72'}
                  aria-hidden="true"
                  className="mt-0.5 size-5 shrink-0"
                >
                  <Sign at={{ x: 0, y: 0 }} standing={standing} />
                </svg>
                <span>
                  <strong>{t(`status.standing.${standing}`)}</strong>: {t(`status.standingText.${standing}`)}
                </span>
              </li>
            ))}
        </ul>
        <p className="text-muted">
          {t('status.map.source')}{' '}
          <a href={ARCHIVE} className={linkClass}>
            {t('status.map.archive')}
          </a>
        </p>
      </figcaption>
    </figure>
  );
}
