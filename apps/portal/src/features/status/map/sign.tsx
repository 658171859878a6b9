import type { ShownStanding } from '@sabha/domain/residency/status-contract';
import type { Point } from './projection.ts';

/** Half of a sign's width. */
export const SIGN = 26;

const fills: Readonly<Record<ShownStanding, string>> = {
  serving: 'fill-good',
  full: 'fill-warn',
  closed: 'fill-bad',
  unknown: 'fill-surface',
  no_media: 'fill-muted',
};

type SignProps = { at: Point; standing: ShownStanding; text?: string };

/** Each standing has a shape of its own: the colour only helps. */
export function Sign({ at: { x, y }, standing, text }: SignProps) {
  return (
    <g transform={`translate(${Math.round(x)} ${Math.round(y)})`}>
      <Shape standing={standing} className={`${fills[standing]} ${standing === 'unknown' ? 'stroke-text' : 'stroke-surface'}`} />
      {text !== undefined && (
        <text
          y="11"
          textAnchor="middle"
          fontSize="30"
          fontWeight="700"
          className={standing === 'unknown' ? 'fill-text' : 'fill-surface'}
        >
          {text}
        </text>
      )}
    </g>
  );
}

function Shape({ standing, className }: { standing: ShownStanding; className: string }) {
  const line = { className, strokeWidth: 4 };
  switch (standing) {
    case 'serving':
      return <circle r={SIGN} {...line} />;
    case 'full':
      return <path d="M0-32 34 26H-34z" strokeLinejoin="round" {...line} />;
    case 'closed':
      return <path d="M-24-24h48v48h-48z" {...line} />;
    case 'unknown':
      return <circle r={SIGN - 2} strokeDasharray="9 6" {...line} />;
    case 'no_media':
      return <path d="M0-13 13 0 0 13-13 0z" {...line} strokeWidth={3} />;
  }
}
