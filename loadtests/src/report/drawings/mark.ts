import { html, trusted, type Html } from '../escape.ts';

export type MarkKind = 'met' | 'not met' | 'not valid';

/** A shape of its own for each outcome, so that none is told by colour alone. */
const SHAPES: Readonly<Record<MarkKind, string>> = {
  met: '<circle cx="12" cy="12" r="10"/><path d="m7.5 12.4 3 3 6-6.6"/>',
  'not met': '<path d="M8.2 2h7.6L22 8.2v7.6L15.8 22H8.2L2 15.8V8.2z"/><path d="m8.5 8.5 7 7m0-7-7 7"/>',
  'not valid': '<path d="M12 2.5 22.5 21h-21z"/><path d="M12 9.5v5.2m0 2.9v.1"/>',
};

export function drawMark(kind: MarkKind): Html {
  return trusted(
    `<svg class="mark" viewBox="0 0 24 24" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">${SHAPES[kind]}</svg>`,
  );
}

/** Mark and word. */
export function badge(kind: MarkKind, word: string): Html {
  return html`<span class="badge ${kind.replace(' ', '-')}">${drawMark(kind)}${word}</span>`;
}
