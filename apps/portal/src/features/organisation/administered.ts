import type { MeView } from '@sabha/domain/organisation/contract';

export type Ministry = Readonly<{ ministryId: string; name: string; nameHi: string }>;

/** The ministries that the person administers, each once, however many of its departments they sit in. */
export function administeredBy({ memberships }: Pick<MeView, 'memberships'>): readonly Ministry[] {
  const administered = memberships.filter(({ role }) => role === 'administrator');
  const ministries = administered.map(({ ministryId, ministryName: name, ministryNameHi: nameHi }) => ({
    ministryId,
    name,
    nameHi,
  }));
  return [...new Map(ministries.map((ministry) => [ministry.ministryId, ministry])).values()];
}

/** The one that the address names, if it is one of theirs; else the first. */
export const chosenOf = (ministries: readonly Ministry[], wanted: unknown): Ministry | undefined =>
  ministries.find(({ ministryId }) => ministryId === wanted) ?? ministries[0];
