import { html, type Html } from '../escape.ts';
import { plural } from '../figures.ts';
import type { JoinAdvice, JoinAudience } from '../advice/advice.ts';
import { renderTable, type Row } from '../table.ts';
import { expectedWithSpread, inRupees, plain, whole } from './advice-figures.ts';

/** Portals and database for people who all come within a minute. */
export function renderJoinAdvice(advice: JoinAdvice): Html {
  const { coresOfPortal, withinSeconds, audiences } = advice;
  return html`<div class="purchase">
    <h3>The way in: all come within ${withinSeconds} seconds</h3>
    <p class="lead">${groundsOf(advice)} All but one in a hundred wait less than a second for their turn.</p>
    ${renderTable({
      caption: 'What to buy for those who come at once',
      isCaptionHidden: true,
      columns: [
        { title: 'Who come', percent: 17 },
        { title: 'Joins a second', kind: 'number', percent: 14 },
        { title: 'Cores of portals', kind: 'number', percent: 17 },
        { title: `Portals of ${coresOfPortal} cores`, kind: 'number', percent: 17 },
        { title: 'Cores of the database', kind: 'number', percent: 17 },
        { title: 'Rupees a month', kind: 'number', percent: 18 },
      ],
      rows: audiences.map(renderAudience),
    })}
  </div> `;
}

function groundsOf({ storms, measuredJoinsPerSecond }: JoinAdvice): string {
  const rate = `Measured at up to ${plain(measuredJoinsPerSecond)} joins a second.`;
  return storms === 1
    ? `${rate} One storm alone was clean: how far another would lie from it is not known, so the figures have no spread.`
    : `${rate} The spread is that of ${plural(storms, 'clean storm')}.`;
}

function renderAudience({ people, joinsPerSecond, portalCores, portals, databaseCores, rupees }: JoinAudience): Row {
  return {
    cells: [
      html`<strong>${whole(people)}</strong> people`,
      plain(joinsPerSecond),
      expectedWithSpread(portalCores, { show: whole }),
      expectedWithSpread(portals, { show: whole }),
      expectedWithSpread(databaseCores, { show: whole }),
      expectedWithSpread(rupees, { show: inRupees }),
    ],
  };
}
