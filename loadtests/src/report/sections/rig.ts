import { html, type Html } from '../escape.ts';
import { plural, show } from '../figures.ts';
import type { Report } from '../report.ts';

/** A figure without its machine is no figure. */
export function renderRig({ rig }: Report): Html {
  const machine = [
    ['Processor', rig.cpu],
    ['Cores', plural(rig.cores, 'core')],
    ['Memory', show(rig.memoryBytes, 'bytes')],
    ['Kernel', rig.kernel],
    ['Target', rig.target],
    ['Load came from', rig.generator],
    ['Commit', rig.commit],
    [
      'Cores idle under load',
      `${show(rig.idleShare.mean * 100, '%')} in the mean, ${show(rig.idleShare.least * 100, '%')} in the worst 5 s`,
    ],
    ['Used by other programs', show(rig.foreignCores, rig.foreignCores === 1 ? 'core' : 'cores')],
    ['Clock moved by', show(rig.clockDriftMs, 'ms')],
  ] as const;
  return html`<section id="rig">
    <h2>The machine it ran on</h2>
    <div class="rig">
      ${list('Machine', machine)} ${list('Versions', Object.entries(rig.versions))}
      ${list('Settings', Object.entries(rig.settings))}
    </div>
  </section>`;
}

function list(title: string, entries: readonly (readonly [string, string])[]): Html {
  return html`<div>
    <h3>${title}</h3>
    <dl>
      ${entries.map(
        ([name, value]) =>
          html`<div>
            <dt>${breakable(name)}</dt>
            <dd>${breakable(value)}</dd>
          </div> `,
      )}
    </dl>
  </div>`;
}

/** A long setting or address breaks behind its dots and dashes, not in the middle of a word. */
function breakable(text: string): readonly Html[] {
  return text.split(/(?<=[._/:,@-])(?=\w)/).map((part, index) => (index === 0 ? html`${part}` : html`<wbr />${part}`));
}
