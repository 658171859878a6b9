import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, test } from 'vitest';
import { functions } from './policy.ts';
import { readPolicy } from './read-policy.ts';

const place = { operator: 'Somebody', city: 'New Delhi', state: 'IN-DL', position: '{ latitude: 28.6, longitude: 77.2 }' };

/** A whole policy of one site. Line 12 is its region, 14 and 15 its networks, 18 its first cell. */
const whole = `format: sabha-residency/1
version: 3
issued: 2026-11-25
country: IN
limits: { staleAfter: 10, newRoomLoad: 0.7, joinLoad: 0.85 }
participantsAbroad: refused
sites:
  del1:
    name: { en: Delhi, hi: दिल्ली }
    operator: ${place.operator}
    city: ${place.city}
    region: in-north
    networks:
      - 192.0.2.0/26
      - 2001:db8:100::/48
    evidence: https://sabha.example/lease
    runs:
${functions.map((name) => `      ${name}: { what: It, hosts: [a.example], evidence: docs/residency.md }`).join('\n')}
    state: ${place.state}
    position: ${place.position}
`;

const cell = (name: string) => new RegExp(`      ${name}: .*\\n`);
const faultsOf = (text: string) =>
  readPolicy(text).faults.map(({ line, column, path, message }) => `${line}:${column} ${path}: ${message}`);

describe('a whole policy', () => {
  it('is read into what it says', () => {
    const { policy, faults } = readPolicy(whole);
    expect(faults).toEqual([]);
    expect(policy).toMatchObject({ version: 3, country: 'IN', sites: { del1: { region: 'in-north', city: 'New Delhi' } } });
    expect(policy?.sites['del1']?.runs.media).toEqual({ what: 'It', hosts: ['a.example'], evidence: 'docs/residency.md' });
  });

  test.each(['residency.yaml', 'laptop.yaml'])('is infra/residency/%s', (name) => {
    const file = fileURLToPath(new URL(`../../../../infra/residency/${name}`, import.meta.url));
    expect(faultsOf(readFileSync(file, 'utf8'))).toEqual([]);
  });

  test.each([
    ['line ends of Windows', whole.replaceAll('\n', '\r\n')],
    ['a byte order mark', `\uFEFF${whole}`],
    ['comments', `# why\n${whole}# end\n`],
  ])('may have %s', (_, text) => {
    expect(faultsOf(text)).toEqual([]);
  });
});

const replaced = (from: string | RegExp, to: string) => {
  const text = whole.replace(from, () => to);
  expect(text).not.toBe(whole);
  return text;
};

describe('is refused, with the place and what is wrong', () => {
  // prettier-ignore
  test.each<[what: string, text: () => string, fault: string | RegExp]>([
    // no such text
    ['nothing', () => '', '1:1 : empty'],
    ['no YAML', () => 'format: [', /^1:10 : Flow sequence/],
    ['a list', () => '- 1\n', '1:1 : not a table of names and values'],
    ['another format', () => replaced('residency/1', 'residency/2'), '1:9 format: not one of sabha-residency/1'],
    ['two documents', () => `${whole}---\n${whole}`, /^33:1 : Source contains multiple documents/],
    ['an unknown tag', () => replaced('New Delhi', '!secret New Delhi'), '11:11 : Unresolved tag: !secret'],
    // cells
    ['an empty cell', () => replaced(cell('media'), '      media:\n'), /^18:13 sites\.del1\.runs\.media: empty: write `none`/],
    ['a cell left out', () => replaced(cell('media'), ''), /^18:7 sites\.del1\.runs\.media: empty: write `none`/],
    ['a cell that says perhaps', () => replaced(cell('media'), '      media: tbd\n'), /^18:14 sites\.del1\.runs\.media: empty/],
    ['a cell without evidence', () => replaced(cell('media'), '      media: { what: It }\n'), '18:14 sites.del1.runs.media.evidence: missing'],
    ['a cell without what', () => replaced('what: It, ', ''), '18:14 sites.del1.runs.media.what: missing'],
    ['an empty what', () => replaced('what: It', "what: '  '"), '18:22 sites.del1.runs.media.what: empty'],
    ['evidence that is no link', () => replaced('evidence: docs/residency.md', 'evidence: ask us'), /^18:\d+ sites\.del1\.runs\.media\.evidence: not an https:\/\/ address/],
    ['evidence in the clear', () => replaced('https://sabha', 'http://sabha'), /^16:15 sites\.del1\.evidence: not an https:\/\/ address/],
    ['a host with a port', () => replaced('[a.example', '["a.example:443"'), /^18:34 sites\.del1\.runs\.media\.hosts\.0: not a host name/],
    ['a host in capitals', () => replaced('[a.example', '[A.example'), /hosts\.0: not a host name/],
    ['a host that is an address', () => replaced('[a.example', '[192.0.2.1'), /hosts\.0: not a host name/],
    ['a host that browsers take for an address', () => replaced('[a.example', '[127.0.1'), /hosts\.0: not a host name/],
    ['a host in hexadecimal', () => replaced('[a.example', '[a.0x7f'), /hosts\.0: not a host name/],
    ['an unknown cell', () => replaced('      media:', '      fax: none\n      media:'), '18:7 sites.del1.runs.fax: not part of the format'],
    ['an unknown key', () => `${whole}note: x\n`, '33:1 note: not part of the format'],
    ['a key twice', () => `${whole}country: IN\n`, '33:1 : Map keys must be unique'],
    // what a reader would not see
    ['an alias', () => replaced('Somebody', '&x Somebody').replace('New Delhi', '*x'), /^11:11 : an alias: write out what is meant/],
    ['an anchor', () => replaced('Somebody', '&x Somebody'), '10:18 : an anchor: nothing here is referred to'],
    ['an anchor on a table', () => replaced('limits: {', 'limits: &x {'), '5:12 : an anchor: nothing here is referred to'],
    ['an anchor on a list', () => replaced('hosts: [', 'hosts: &x ['), /^18:\d+ : an anchor/],
    ['a merge key', () => replaced('      media:', '      <<: { fax: none }\n      media:'), '18:7 sites.del1.runs.<<: not part of the format'],
    ['a merge key of YAML 1.1', () => `%YAML 1.1\n---\n${replaced('      media:', '      <<: { fax: none }\n      media:')}`, /<<: not part of the format/],
    ['a site that JavaScript hides', () => replaced('sites:\n', 'sites:\n  __proto__: {}\n'), /^8:3 : not a name that can be given/],
    ['a name that is a number', () => replaced('  del1:', '  7:'), '8:3 : a name that is no text: put it into quotes'],
    ['a name that is a list', () => `? [a]\n: 1\n${whole}`, '1:3 : a name that is a list or a table'],
    // values
    ['another country', () => replaced('IN\n', 'US\n'), '4:10 country: not one of IN'],
    ['a state of no such code', () => replaced('IN-DL', 'IN-XX'), /^31:12 sites\.del1\.state: not one of IN-AN, IN-AP/],
    ['a city that is a number', () => replaced('city: New Delhi', 'city: 7'), /^11:11 sites\.del1\.city: not a text/],
    ['a city of two lines', () => replaced('New Delhi', '"a\\nb"'), '11:11 sites.del1.city: not one plain line'],
    ['a city too long', () => replaced('New Delhi', 'x'.repeat(61)), '11:11 sites.del1.city: too long: at most 60 characters'],
    ['a place outside', () => replaced('28.6', '51.5'), '32:27 sites.del1.position.latitude: too big: at most 38'],
    ['a region with capitals', () => replaced('in-north', 'North'), /^12:13 sites\.del1\.region: not a region name/],
    ['a site id with capitals', () => replaced('  del1:', '  DEL1:'), '8:3 sites.DEL1: not a site id such as del1'],
    ['no such day', () => replaced('2026-11-25', '2026-02-30'), '3:9 issued: not a date such as 2026-11-25'],
    ['half a version', () => replaced('version: 3', 'version: 3.5'), '2:10 version: not a whole number'],
    ['version nought', () => replaced('version: 3', 'version: 0'), '2:10 version: too small: at least 1'],
    ['no site', () => replaced(/sites:[^]*/, 'sites: {}\n'), '7:8 sites: names no site'],
    // networks
    ['a network with host bits', () => replaced('192.0.2.0/26', '192.0.2.9/26'), /^14:9 sites\.del1\.networks\.0: not a network/],
    ['a network in another form', () => replaced('2001:db8:100::/48', '2001:DB8:100::/48'), /^15:9 sites\.del1\.networks\.1: not a network/],
    ['an address for a network', () => replaced('192.0.2.0/26', '192.0.2.1'), /^14:9 sites\.del1\.networks\.0: not a network/],
    ['the whole world', () => replaced('192.0.2.0/26', '0.0.0.0/0'), /^14:9 sites\.del1\.networks\.0: wider than any site/],
    ['the whole world, IPv6', () => replaced('2001:db8:100::/48', '::/0'), /^15:9 sites\.del1\.networks\.1: wider than any site/],
    ['no network', () => replaced(/networks:\n.*\n.*\n/, 'networks: []\n'), '13:15 sites.del1.networks: empty'],
    ['a network twice', () => replaced('2001:db8:100::/48', '192.0.2.0/28'), /^15:9 sites\.del1\.networks\.1: overlaps with 192\.0\.2\.0\/26 of del1/],
    // limits
    ['limits out of order', () => replaced('newRoomLoad: 0.7', 'newRoomLoad: 0.9'), /^5:40 limits\.newRoomLoad: above joinLoad/],
    ['a limit above all', () => replaced('joinLoad: 0.85', 'joinLoad: 1.5'), '5:55 limits.joinLoad: too big: at most 1'],
    ['a limit that nothing keeps', () => replaced('newRoomLoad: 0.7', 'newRoomLoad: 0'), '5:40 limits.newRoomLoad: too small: more than 0'],
    ['a limit that is no number', () => replaced('0.85', '.nan'), '5:55 limits.joinLoad: not a number'],
    ['a limit without end', () => replaced('0.85', '.inf'), '5:55 limits.joinLoad: not a number'],
    ['a limit in quotes', () => replaced('0.85', '"0.85"'), '5:55 limits.joinLoad: not a number'],
    ['a node believed for an hour', () => replaced('staleAfter: 10', 'staleAfter: 3600'), '5:23 limits.staleAfter: too big: at most 60'],
  ])('%s', (_, text, fault) => {
    const faults = faultsOf(text());
    expect(faults).toContainEqual(typeof fault === 'string' ? fault : expect.stringMatching(fault));
    expect(readPolicy(text()).policy).toBeNull();
  });

  test.each(functions)('%s at no site', (name) => {
    expect(faultsOf(replaced(cell(name), `      ${name}: none\n`))).toEqual([
      `8:3 sites: ${name} is at no site: whatever exists rests or runs somewhere`,
    ]);
  });

  it('two sites that share an address', () => {
    const [, site = ''] = whole.split('sites:\n');
    const other = site.replace('del1', 'hyd1').replace('192.0.2.0/26', '192.0.2.32/27').replace('db8:100::', 'db8:200::');
    expect(faultsOf(whole + other)).toEqual([
      '39:9 sites.hyd1.networks.0: overlaps with 192.0.2.0/26 of del1: an address lies at one site',
    ]);
  });

  it('every fault at once, in the order of the file', () => {
    const text = whole.replace('version: 3', 'version: x').replace('IN-DL', 'DL').replace('what: It', 'whit: It');
    expect(readPolicy(text).faults.map(({ line, path }) => `${line} ${path}`)).toEqual([
      '2 version',
      '18 sites.del1.runs.media.what',
      '18 sites.del1.runs.media.whit',
      '31 sites.del1.state',
    ]);
  });
});
