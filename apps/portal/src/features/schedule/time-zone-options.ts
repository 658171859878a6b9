/** Zones that offices of the Union write to most, first. */
const first = ['Asia/Kolkata', 'UTC'];

/** Every zone that this runtime knows, for a select. India stands first. */
export function timeZoneOptions(): readonly Readonly<{ value: string; label: string }>[] {
  // The list has the name of 1970 for it; ours is the one in use.
  const known = Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'Asia/Calcutta' && !first.includes(zone));
  return [...first, ...known].map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') }));
}
