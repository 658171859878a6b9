import { percent } from '@sabha/capacity/report/numbers';
import { html, nothing, type Html } from '../escape.ts';
import { plural } from '../figures.ts';
import type { Advice, JoinAdvice, MediaAdviceBasis } from '../advice/advice.ts';
import { plain, whole } from './advice-figures.ts';

/** Under the tables, since it holds for all of them: what a buyer must know before an order is signed. */
export function renderGrounds({ prices, mediaBasis, joins }: Advice): Html {
  if (prices === null) return nothing;
  return html`<h3>What these figures rest on</h3>
    <ul class="grounds">
      <li>The large figure is what is expected; beneath it, from where to where it may be. All of it is arithmetic.</li>
      ${mediaBasis === null ? nothing : renderMediaGrounds(mediaBasis)} ${joins === null ? nothing : renderJoinGrounds(joins)}
      <li>
        Where the high figure is many times the expected one, one run of this kit on a server of that size costs less than the
        difference.
      </li>
      <li><strong>Prices</strong> of ${prices.date}: ${prices.source}.</li>
      <li>Not in it: recording, HLS, storage, staff, taxes, a second site.</li>
    </ul>`;
}

function renderMediaGrounds(basis: MediaAdviceBasis): Html {
  const { cleanRuns, ownRuns, rigCores, rigProcessors, server, scaleUp, scaleUpSource, usableShare, serversOfCluster } = basis;
  const { low, expected, high } = scaleUp;
  return html`<li>
      <strong>Rig</strong>: a model of ${plural(cleanRuns, 'clean run')}, ${whole(ownRuns)} of them of this report, on at most
      ${plural(rigCores, 'core')} each: ${rigProcessors.join('; ')}.
    </li>
    ${
      high === 1
        ? nothing
        : html`<li>
            <strong>Large servers were not measured.</strong> On ${server.cores} cores a packet is taken to cost
            ${plain(expected)} times (${plain(low)} to ${plain(high)}) what it cost on the rig. Not by this run, but
            ${scaleUpSource}.
          </li>`
    }
    <li>
      <strong>A server</strong> has ${server.cores} cores, ${server.memoryGigabytes} GB and ${server.gigabitsPerSecond} Gbit/s,
      and is given new rooms up to ${percent(usableShare)} of its processors. N is enough for that; N+1 has one more in each
      cluster of ${serversOfCluster}, so that the loss of one is borne. Rupees are those of N+1 and of the bandwidth at its peak;
      bandwidth is as measured, without what UDP and IP add.
    </li>`;
}

function renderJoinGrounds({ coresOfPortal }: JoinAdvice): Html {
  return html`<li>
    <strong>The way in</strong>: portals of ${coresOfPortal} cores, of which seven tenths are used; the storms and their load
    shared the rig. Rupees are those of the portals, and no spare is counted: buy at least one portal more, and a standby of the
    database.
  </li>`;
}
