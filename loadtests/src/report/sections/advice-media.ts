import { html, nothing, type Html } from '../escape.ts';
import { plural } from '../figures.ts';
import type { MediaAdvice, MediaAdviceBasis, MediaAudience } from '../advice/advice.ts';
import { renderTable, type Row } from '../table.ts';
import { expectedWithSpread, inGigabytes, inRupees, plain, whole } from './advice-figures.ts';

/** Media servers for so many people at once, in rooms such as the run held. */
export function renderMediaAdvice(advice: MediaAdvice, { server: { cores } }: MediaAdviceBasis): Html {
  const { scenario, audiences } = advice;
  return html`<div class="purchase">
    <h3>${scenario}: ${roomsOf(advice)}</h3>
    <p class="lead">${groundsOf(advice)} ${largestRoomOf(advice, cores)}</p>
    ${renderTable({
      caption: `What to buy for ${scenario}`,
      isCaptionHidden: true,
      columns: [
        { title: 'At once', percent: 15 },
        { title: `Servers of ${cores} cores: N`, kind: 'number', percent: 13 },
        { title: 'With a spare: N+1', kind: 'number', percent: 12 },
        { title: 'Cores busy', kind: 'number', percent: 13 },
        { title: 'Memory, GB', kind: 'number', percent: 14 },
        { title: 'Out, Gbit/s', kind: 'number', percent: 12 },
        { title: 'Rupees a month', kind: 'number', percent: 21 },
      ],
      rows: audiences.map(renderAudience),
    })}
  </div> `;
}

function roomsOf({ measured: { participants, publishers, rooms } }: MediaAdvice): string {
  const people = plural(Math.round(participants / rooms), 'person', 'people');
  const senders = Math.round(publishers / rooms);
  if (publishers === participants) return `rooms of ${people}, all of whom send`;
  return `rooms of ${people}, ${whole(senders)} of whom ${senders === 1 ? 'sends' : 'send'}`;
}

function groundsOf({ measured: { participants, rooms }, notCleanAt, audiences }: MediaAdvice): string {
  const held = `Measured and clean with ${plural(participants, 'person', 'people')} in ${plural(rooms, 'room')}`;
  const broken = notCleanAt === null ? '' : `; with ${whole(notCleanAt)} it was not clean`;
  const bounds = [...new Set(audiences.map(({ boundBy }) => boundBy))];
  return `${held}${broken}. What runs out first: ${bounds.join(', then ')}.`;
}

function largestRoomOf({ largestRoom }: MediaAdvice, cores: number): Html {
  if (largestRoom === null) return nothing;
  const { low, expected, high } = largestRoom;
  return html`One room lives on one server: of ${cores} cores it holds a room of about
    <strong>${plain(expected)}</strong> (${plain(low)} to ${plain(high)}). More people at once are several rooms.`;
}

function renderAudience(audience: MediaAudience): Row {
  const { people, servers, serversWithSpare, clusters, busyCores, memoryBytes, bitsPerSecond, rupees } = audience;
  const inClusters = html` <span class="range block">in ${whole(clusters)} clusters</span>`;
  return {
    cells: [
      html`<strong>${whole(people)}</strong> people`,
      expectedWithSpread(servers, { show: whole }),
      expectedWithSpread(serversWithSpare, { show: whole, note: clusters === 1 ? nothing : inClusters }),
      expectedWithSpread(busyCores, { show: plain }),
      expectedWithSpread(memoryBytes, { show: inGigabytes }),
      html`<strong class="figure">${plain(bitsPerSecond / 1e9)}</strong>`,
      expectedWithSpread(rupees, { show: inRupees }),
    ],
  };
}
