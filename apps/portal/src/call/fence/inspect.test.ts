import { describe, expect, it } from 'vitest';
import { inspectCandidate, inspectDescription, inspectIceServers } from './inspect.ts';

const bounds = { networks: ['203.0.113.0/26', '2001:db8:1::/48'], hosts: ['turn.sabha.example'] };
const line = (address: string, more = '') => `candidate:1 1 udp 2130706431 ${address} 7882 typ host${more}`;

describe('a candidate inside', () => {
  it.each([
    ['v4', line('203.0.113.5'), line('203.0.113.5')],
    ['v6', line('2001:db8:1::5'), line('2001:db8:1::5')],
    ['v6 written long', line('2001:0DB8:0001:0:0:0:0:5'), line('2001:db8:1::5')],
    ['v4 inside v6', line('::ffff:203.0.113.5'), line('203.0.113.5')],
    ['with a= in front', `a=${line('203.0.113.5')}`, line('203.0.113.5')],
    [
      'tcp, passive',
      'candidate:f00 1 TCP 1671430143 203.0.113.5 7881 typ host tcptype passive',
      'candidate:f00 1 tcp 1671430143 203.0.113.5 7881 typ host tcptype passive',
    ],
    [
      'with what browsers add',
      line('203.0.113.5', ' generation 0 ufrag abcd network-id 1 network-cost 10'),
      line('203.0.113.5', ' ufrag abcd'),
    ],
    [
      'relayed, without where it was learned from',
      'candidate:2 1 udp 41885439 203.0.113.9 50000 typ relay raddr 198.51.100.7 rport 40000',
      'candidate:2 1 udp 41885439 203.0.113.9 50000 typ relay raddr 0.0.0.0 rport 0',
    ],
    ['the end of candidates', '', ''],
  ])('%s is written anew', (...[, text, kept]) => {
    expect(inspectCandidate(bounds, text)).toEqual({ kept, refused: [] });
  });
});

describe('a candidate outside, or that cannot be read', () => {
  it.each([
    ['v4', line('198.51.100.7')],
    ['just beyond the network', line('203.0.113.64')],
    ['v6', line('2001:db8:2::5')],
    ['v4 inside v6', line('::ffff:198.51.100.7')],
    ['v4 behind NAT64', line('64:ff9b::cb00:7105')],
    ['an mDNS name', line('5ac1e7a2-9d3c-4f0e-8b1f-1f2e3d4c5b6a.local')],
    ['a name', line('turn.sabha.example')],
    ['a name that begins like an address', line('203.0.113.5.evil.example')],
    ['v4 in octal', line('0313.0.0161.05')],
    ['v4 with a zero in front', line('203.0.113.05')],
    ['v4 as one number', line('3405803781')],
    ['v4 in hexadecimal', line('0xcb007105')],
    ['v4 in short form', line('203.0.28933')],
    ['v6 with a zone', line('2001:db8:1::5%eth0')],
    ['v6 in brackets', line('[2001:db8:1::5]')],
    ['nowhere', line('0.0.0.0')],
    ['this machine', line('127.0.0.1')],
    ['a private network', line('192.168.1.1')],
    ['no address', 'candidate:1 1 udp 2130706431  7882 typ host'],
    ['two addresses', line('203.0.113.5 198.51.100.7')],
    ['a second line', `${line('203.0.113.5')}\r\na=${line('198.51.100.7')}`],
    ['a line break at its end', `${line('203.0.113.5')}\n`],
    ['a tab for a space', line('203.0.113.5').replace(' 1 ', '\t1 ')],
    ['two spaces', line('203.0.113.5').replace(' typ', '  typ')],
    ['another transport', line('203.0.113.5').replace('udp', 'ssltcp')],
    ['another type', line('203.0.113.5').replace('host', 'magic')],
    ['a port that is none', line('203.0.113.5').replace('7882', '78820')],
    ['without its first word', line('203.0.113.5').replace('candidate:', '')],
    ['full-width digits', line('２０３.0.113.5')],
    ['something else', 'x'.repeat(5_000)],
  ])('%s is not handed on, and is named', (...[, text]) => {
    const { kept, refused } = inspectCandidate(bounds, text);
    expect(kept).toBeNull();
    expect(refused).toMatchObject([{ what: 'candidate' }]);
    expect(refused[0]?.end).toMatch(/^[\x20-\x7e]{1,300}$/);
  });
});

describe('a description', () => {
  const sdp = (...lines: readonly string[]) =>
    ['v=0', 'o=- 1 2 IN IP4 127.0.0.1', 's=-', 't=0 0', 'm=audio 9 UDP/TLS/RTP/SAVPF 111', ...lines, ''].join('\r\n');
  const quiet = ['c=IN IP4 0.0.0.0', 'a=rtcp:9 IN IP4 0.0.0.0', 'a=ice-ufrag:abcd', 'a=ice-options:trickle', 'a=mid:0'];

  it('from a server of ours stays word for word what it was', () => {
    const ours = sdp(...quiet, `a=${line('203.0.113.5')}`, 'a=end-of-candidates');
    expect(inspectDescription(bounds, ours)).toEqual({ kept: ours, refused: [] });
  });

  it('that names a candidate in a stream or a title is not stumbled over', () => {
    const odd = sdp(...quiet, 'a=msid:PA_x|candidate TR_y', 'i=a=candidate is a word');
    expect(inspectDescription(bounds, odd)).toEqual({ kept: odd, refused: [] });
  });

  it.each([
    ['a candidate', `a=${line('198.51.100.7')}`],
    ['a candidate in the session part', `a=${line('198.51.100.7')}`],
    ['a candidate in other letters', `a=CANDIDATE${line('198.51.100.7').slice(9)}`],
    ['a candidate with spaces around', ` a = candidate${line('198.51.100.7').slice(9)}`],
    ['an attribute of another kind that speaks of one', `a=remote-candidates:1 198.51.100.7 7882`],
    ['an attribute that nobody knows', `a=x-candidate:1 198.51.100.7 7882`],
    ['a candidate behind a lone carriage return', `a=mid:0\ra=${line('198.51.100.7')}`],
    ['a candidate behind a null', `a=mid:0\u0000a=${line('198.51.100.7')}`],
    ['a candidate behind a vertical tab', `a=mid:0\u000ba=${line('198.51.100.7')}`],
    ['a default address', 'c=IN IP4 198.51.100.7'],
    ['a default address, v6', 'c=IN IP6 2001:db8:2::5'],
    ['a default address that is a name', 'c=IN IP4 evil.example'],
    ['a default address for many', 'c=IN IP4 203.0.113.5/127'],
    ['an address for control packets', 'a=rtcp:53020 IN IP4 198.51.100.7'],
  ])('loses %s, and says so', (...[, odd]) => {
    for (const hostile of [sdp(...quiet, odd), `${odd}\r\n${sdp(...quiet)}`]) {
      const { kept, refused } = inspectDescription(bounds, hostile);
      expect(kept).not.toMatch(/198\.51\.100\.7|2001:db8:2::5|evil/);
      expect(kept).toContain('a=ice-ufrag:abcd');
      expect(refused).toHaveLength(1);
    }
  });

  it('keeps its lines apart in one way, whatever they came with', () => {
    expect(inspectDescription(bounds, 'v=0\na=mid:0\rs=-\r\n').kept).toBe('v=0\r\na=mid:0\r\ns=-\r\n');
  });
});

describe('servers to ask', () => {
  it('are kept inside, with their secrets, and all of them are remembered', () => {
    const servers = [
      { urls: ['turn:203.0.113.5:3478?transport=udp', 'turns:turn.sabha.example:443'], username: 'u', credential: 'c' },
      { urls: 'stun:203.0.113.5' },
    ];
    expect(inspectIceServers(bounds, servers)).toEqual({
      kept: [{ urls: servers[0]?.urls, username: 'u', credential: 'c' }, { urls: ['stun:203.0.113.5'] }],
      refused: [],
      asked: ['turn:203.0.113.5:3478?transport=udp', 'turns:turn.sabha.example:443', 'stun:203.0.113.5'],
    });
  });

  it('are taken out outside, one by one', () => {
    const mixed = [{ urls: ['stun:stun.l.google.com:19302', 'stun:203.0.113.5'] }, { urls: 'stun:global.stun.twilio.com:3478' }];
    expect(inspectIceServers(bounds, mixed)).toMatchObject({
      kept: [{ urls: ['stun:203.0.113.5'] }],
      refused: [
        { what: 'ice_server', end: 'stun:stun.l.google.com:19302' },
        { what: 'ice_server', end: 'stun:global.stun.twilio.com:3478' },
      ],
    });
  });

  it('may be none', () => expect(inspectIceServers(bounds, undefined)).toEqual({ kept: [], refused: [], asked: [] }));

  it('that are no list are refused', () => {
    const odd = [{ url: 'stun:203.0.113.5' }] as unknown as RTCIceServer[];
    expect(inspectIceServers(bounds, odd)).toMatchObject({ kept: [], refused: [{ what: 'ice_server' }] });
  });
});
