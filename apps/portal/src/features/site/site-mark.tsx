/** Seats in a half circle, as an assembly sits; one of them is yours. */
type Seat = Readonly<{ x: number; y: number; r: number; own: boolean }>;

type Rows = readonly Readonly<{ radius: number; seats: number; r: number }>[];

/** Seats on arcs around (`cx`, `cy`), from the left wing to the right one; the middle seat of the first row is the own one. */
export function seatsInHalfCircle(rows: Rows, { cx, cy }: { cx: number; cy: number }): readonly Seat[] {
  return rows.flatMap(({ radius, seats, r }, row) =>
    Array.from({ length: seats }, (_, index) => {
      const angle = Math.PI * (1 - index / (seats - 1));
      const round = (value: number) => Math.round(value * 100) / 100;
      return {
        x: round(cx + radius * Math.cos(angle)),
        y: round(cy - radius * Math.sin(angle)),
        r,
        own: row === 0 && index === (seats - 1) / 2,
      };
    }),
  );
}

const markSeats = seatsInHalfCircle(
  [
    { radius: 7.5, seats: 3, r: 2.6 },
    { radius: 15.5, seats: 7, r: 2.6 },
  ],
  { cx: 20, cy: 20.5 },
);

/** The drawn mark. Purely an ornament: the name stands beside it. */
export function SiteMark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 40 28" className={className} aria-hidden="true" fill="currentColor">
      {markSeats.map(({ x, y, r, own }) => (
        <circle key={`${x},${y}`} cx={x} cy={y} r={r} className={own ? 'text-saffron' : undefined} fill="currentColor" />
      ))}
      <rect x="3" y="25.2" width="34" height="2" rx="1" />
    </svg>
  );
}

/** सभा in outlines (Noto Sans Devanagari Bold, OFL), so that the name needs no font file. */
export function WordMark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 10 184 74" className={className} aria-hidden="true" fill="currentColor">
      <path d={SABHA_IN_OUTLINES} />
    </svg>
  );
}

const SABHA_IN_OUTLINES =
  'M28 82Q20 74 14 68Q9 61 6 57Q5 54 4 52Q3 49 3 48Q3 44 5 42Q7 40 11 40Q15 40 18 43Q20 45 23 48L15 47Q19 45 20 42Q22 39 22 36' +
  'Q22 33 21 30Q20 27 19 26L26 29H0V18H45V29H31L33 26Q34 28 35 31Q36 34 36 37Q36 41 34 44Q33 47 31 50L29 51Q28 53 25 55Q23 56 20 57' +
  'V56Q22 58 25 62Q28 65 31 68Q35 71 38 74ZM43 58Q39 58 34 57Q29 56 25 54L29 44Q33 46 36 46Q39 47 43 47Q47 47 51 46Q54 46 58 44V56' +
  'Q55 57 51 58Q48 58 43 58ZM52 80V29H42V18H75V29H66V80ZM95 17Q101 17 106 19Q110 21 112 25Q114 30 114 36V47H130V29H120V18H153V29H144V80' +
  'H130V58H114V60Q114 64 112 66Q110 68 107 68Q104 68 102 66Q99 65 97 63Q94 60 93 58Q92 55 92 53Q92 51 92 50Q93 49 95 48Q96 47 100 47' +
  'L100 48V35Q100 30 99 28Q98 26 95 26Q93 26 91 27Q90 28 90 30Q90 32 92 33Q93 34 96 34L95 43Q87 43 83 40Q78 36 78 30Q78 23 83 20' +
  'Q87 17 95 17ZM174 29V80H160V29H152V18H183V29Z';
