import { html, nothing, type Html } from '../escape.ts';
import { plural } from '../figures.ts';
import type { MediaAdvice, MediaAdviceBasis, MediaAudience } from '../advice/advice.ts';
import { renderTable, type Row } from '../table.ts';
import { expectedWithSpread, figures } from './advice-figures.ts';

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
        { title: 'At once', percent: 13 },
        { title: `Servers of ${cores} cores: N`, kind: 'number', percent: 16 },
        { title: 'N+1', kind: 'number', percent: 12 },
        { title: 'Cores busy', kind: 'number', percent: 13 },
        { title: 'Memory', kind: 'number', percent: 14 },
        { title: 'Bandwidth out', kind: 'number', percent: 13 },
        { title: 'Rupees a month', kind: 'number', percent: 19 },
      ],
      rows: audiences.map(renderAudience),
    })}
  </div> `;
}

function roomsOf({ measured: { participants, publishers, rooms } }: MediaAdvice): string {
  const people = plural(Math.round(participants / rooms), 'person', 'people');
  const senders = Math.round(publishers / rooms);
  return `rooms of ${people}, ${figures.count(senders)} of whom ${senders === 1 ? 'sends' : 'send'}`;
}

function groundsOf({ measured: { participants, rooms }, notCleanAt }: MediaAdvice): string {
  const held = `Measured and clean with ${plural(participants, 'person', 'people')} in ${plural(rooms, 'room')}`;
  return notCleanAt === null ? `${held}.` : `${held}; with ${figures.count(notCleanAt)} it was not clean.`;
}

function largestRoomOf({ largestRoom }: MediaAdvice, cores: number): Html {
  if (largestRoom === null) return nothing;
  const { low, expected, high } = largestRoom;
  return html`One room lives on one server: of ${cores} cores it holds a room of about
    <strong>${figures.count(expected)}</strong> (${figures.count(low)} to ${figures.count(high)}). More people at once are several
    rooms.`;
}

function renderAudience(audience: MediaAudience): Row {
  const { people, servers, serversWithSpare, clusters, boundBy, busyCores, memoryBytes, bitsPerSecond, rupees } = audience;
  return {
    cells: [
      html`<strong>${figures.count(people)}</strong> people`,
      expectedWithSpread(servers, figures.count, html` <span class="range block">bound by ${boundBy}</span>`),
      expectedWithSpread(
        serversWithSpare,
        figures.count,
        clusters === 1 ? nothing : html` <span class="range block">in ${figures.count(clusters)} clusters</span>`,
      ),
      expectedWithSpread(busyCores, figures.count),
      expectedWithSpread(memoryBytes, figures.gigabytes),
      html`<strong class="figure">${figures.gigabits(bitsPerSecond)}</strong>`,
      expectedWithSpread(rupees, figures.rupees),
    ],
  };
}
