/** A small policy for tests: two sites with media, and one that keeps backups and has none. */
import { functions, type Occupant, type Policy, type Site, type SiteFunction } from '../policy.ts';

const occupant = (hosts: readonly string[]): Occupant => ({ what: 'It', hosts: [...hosts], evidence: 'docs/residency.md' });

type Sketch = Readonly<{ region: string; networks: readonly string[]; runs: Partial<Record<SiteFunction, readonly string[]>> }>;

function siteOf({ region, networks, runs }: Sketch): Site {
  const cells = functions.map((name) => {
    const hosts = runs[name];
    return [name, hosts === undefined ? 'none' : occupant(hosts)] as const;
  });
  return {
    name: { en: region, hi: region },
    operator: 'Somebody',
    city: 'Somewhere',
    state: 'IN-DL',
    position: { latitude: 20, longitude: 77 },
    region,
    networks: [...networks],
    evidence: 'docs/residency.md',
    runs: Object.fromEntries(cells) as Site['runs'],
  };
}

export const examplePolicy: Policy = {
  format: 'sabha-residency/1',
  version: 1,
  issued: '2026-11-25',
  country: 'IN',
  limits: { staleAfter: 10, newRoomLoad: 0.7, joinLoad: 0.85 },
  participantsAbroad: 'organiser_decides',
  sites: {
    del1: siteOf({
      region: 'in-north',
      networks: ['192.0.2.0/26', '2001:db8:100::/48'],
      runs: { media: ['media.del1.example'], turn: ['turn.del1.example'], portal: ['portal.example'] },
    }),
    hyd1: siteOf({
      region: 'in-south',
      networks: ['198.51.100.0/26', '2001:db8:200::/48'],
      runs: { media: ['media.hyd1.example'], turn: ['turn.hyd1.example'], portal: ['portal.example'] },
    }),
    blr1: siteOf({
      region: 'in-recovery',
      networks: ['203.0.113.0/26', '2001:db8:300::/48'],
      runs: { backups: ['backup.blr1.example'] },
    }),
  },
};
