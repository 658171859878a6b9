/** What to write where a fault was found, by the fault's path in the policy. */
import { functions, states } from '@sabha/domain/residency/policy';

const siteKeys = 'name, operator, city, state, position, region, networks, evidence and runs';

const remedies: readonly (readonly [path: RegExp, remedy: string])[] = [
  [/^$/, 'mend the YAML itself there: two spaces a level, no tabs, each name once, everything written out'],
  [/^format$/, 'write: format: sabha-residency/1'],
  [/^version$/, 'write a whole number, one more than that of the policy before'],
  [/^issued$/, 'write the day on which it was issued, such as 2026-11-25'],
  [/^country$/, 'write: country: IN (this platform is for India alone)'],
  [/^limits\.staleAfter$/, 'write after how many seconds of silence a media node is taken for gone, from 4 to 60'],
  [/^limits/, 'write shares above 0 and at most 1: newRoomLoad, and joinLoad, which is not below it'],
  [/^participantsAbroad$/, 'write organiser_decides or refused'],
  [/^sites$/, 'let every function run or rest at one site at least; those of others (mail, identity, time) are sites as well'],
  [/^sites\.[^.]+$/, `give a site, under a short id such as del1, exactly ${siteKeys}`],
  [/\.name(\.|$)/, 'write its name for people in both languages: { en: Delhi, hi: दिल्ली }'],
  [/\.operator$/, 'name who runs it and answers for it'],
  [/\.city$/, 'name the city, in quotes if it is not plainly a text'],
  [/\.state$/, `write the state or union territory as ISO 3166-2 has it: ${states[0]} to ${states.at(-1) ?? ''}`],
  [/\.position/, 'write degrees: { latitude: 28.61, longitude: 77.21 }'],
  [/\.region$/, "write the region of LiveKit's nodes there: lower case, such as in-north"],
  [/\.networks/, 'list every network of the site, IPv4 and IPv6, as its first address and length; none at two sites'],
  [/\.hosts/, 'list the names by which it is asked for: lower case, no port, no address'],
  [/\.evidence$/, 'point at what proves it: an https:// address, or a file under docs/'],
  [/\.what$/, 'say in a few words what it is, such as: PostgreSQL, primary'],
  [/\.runs(\.|$)/, `${functions.join(', ')}: each is none, or has what, hosts (if it is asked for by name) and evidence`],
  [/^sites\./, `a site has exactly ${siteKeys}`],
];

const rest = 'the policy has exactly format, version, issued, country, limits, participantsAbroad and sites';

export const remedyFor = (path: string): string => remedies.find(([pattern]) => pattern.test(path))?.[1] ?? rest;
