/** What a screen reader says about the room: few words, many comings in one sentence, nothing twice. Pure; time is handed in. */
export type Happening =
  | Readonly<{ kind: 'joined' | 'left' | 'hand_raised' | 'waiting' | 'shares_screen'; name: string }>
  | Readonly<{ kind: 'message'; name: string; text: string }>;
export type HappeningKind = Happening['kind'];

export type Announcement = Readonly<{ kind: HappeningKind; name: string; others: number; text: string }>;

/** Happenings of a kind that come within this time are told in one sentence. */
export const GATHER_MS = 1_500;
/** Who joined and left is not read out in a large room: it would never be silent. */
export const QUIET_FROM = 25;

export function gather(happenings: readonly Happening[], peopleInRoom: number): readonly Announcement[] {
  const byKind = new Map<HappeningKind, Happening[]>();
  for (const happening of withoutPassersBy(happenings)) {
    if (peopleInRoom >= QUIET_FROM && (happening.kind === 'joined' || happening.kind === 'left')) continue;
    byKind.set(happening.kind, [...(byKind.get(happening.kind) ?? []), happening]);
  }
  return [...byKind].flatMap(([kind, all]) => {
    const last = all.at(-1);
    return last === undefined
      ? []
      : [{ kind, name: last.name, others: all.length - 1, text: last.kind === 'message' ? last.text : '' }];
  });
}

/** Who left and came back within the time (a reload) is no news. */
function withoutPassersBy(happenings: readonly Happening[]): readonly Happening[] {
  const names = (kind: HappeningKind) =>
    new Set(happenings.filter((happening) => happening.kind === kind).map(({ name }) => name));
  const joined = names('joined');
  const left = names('left');
  return happenings.filter(({ kind, name }) => !((kind === 'joined' || kind === 'left') && joined.has(name) && left.has(name)));
}
