import { seatsInHalfCircle } from '../site/site-mark.tsx';

const seats = seatsInHalfCircle(
  [
    { radius: 60, seats: 9, r: 9 },
    { radius: 92, seats: 13, r: 9 },
    { radius: 124, seats: 17, r: 9 },
    { radius: 156, seats: 21, r: 9 },
    { radius: 188, seats: 25, r: 9 },
  ],
  { cx: 200, cy: 200 },
);

/** The mark, grown to a full house. An ornament. */
export function Assembly({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 400 210" className={className} aria-hidden="true" fill="currentColor">
      {seats.map(({ x, y, r, own }) => (
        <circle key={`${x},${y}`} cx={x} cy={y} r={r} className={own ? 'text-saffron' : undefined} fill="currentColor" />
      ))}
    </svg>
  );
}
