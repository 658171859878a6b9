import { trusted, type Html } from '../escape.ts';

/** The platform's mark, as apps/portal/src/features/site/site-mark.tsx draws it: seats of an assembly, one of them yours. */
export const siteMark: Html = trusted(
  '<svg class="site-mark" viewBox="0 0 40 28" aria-hidden="true" fill="currentColor">' +
    [7.5, 15.5].map((radius, row) => seats(radius, row === 0 ? 3 : 7)).join('') +
    '<rect x="3" y="25.2" width="34" height="2" rx="1"/></svg>',
);

function seats(radius: number, count: number): string {
  return Array.from({ length: count }, (_, index) => {
    const angle = Math.PI * (1 - index / (count - 1));
    const cx = (20 + radius * Math.cos(angle)).toFixed(2);
    const cy = (20.5 - radius * Math.sin(angle)).toFixed(2);
    return `<circle cx="${cx}" cy="${cy}" r="2.6"${count === 3 && index === 1 ? ' class="own"' : ''}/>`;
  }).join('');
}
