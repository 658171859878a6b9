import { describe, expect, it } from 'vitest';
import { withholdFromCandidate, withholdFromDescription } from './withhold.ts';

const relay = 'candidate:3 1 udp 33562623 203.0.113.9 50000 typ relay raddr 198.51.100.7 rport 40000 generation 0 ufrag abcd';

describe('an end of one’s own', () => {
  it.each([
    ['in the house', 'candidate:1 1 udp 2122260223 192.168.1.7 40000 typ host generation 0 ufrag abcd network-id 1'],
    ['behind a name', 'candidate:1 1 udp 2122260223 5ac1e7a2-9d3c.local 40000 typ host'],
    ['as others see it', 'candidate:2 1 udp 1686052607 198.51.100.7 40000 typ srflx raddr 192.168.1.7 rport 40000'],
    ['found on the way', 'candidate:2 1 udp 1686052607 198.51.100.7 40000 typ prflx raddr 192.168.1.7 rport 40000'],
    ['over TCP', 'candidate:4 1 tcp 1518280447 192.168.1.7 9 typ host tcptype active'],
    ['that cannot be read', 'candidate:odd'],
  ])('%s is told to nobody', (...[, candidate]) => expect(withholdFromCandidate(candidate)).toBeNull());

  it('that a TURN server lent is told, without what lies behind it', () => {
    expect(withholdFromCandidate(relay)).toBe(
      'candidate:3 1 udp 33562623 203.0.113.9 50000 typ relay raddr 0.0.0.0 rport 0 ufrag abcd',
    );
  });
});

it('a description holds no address of the browser', () => {
  const own = [
    'v=0',
    'o=- 1 2 IN IP4 127.0.0.1',
    'm=audio 40000 UDP/TLS/RTP/SAVPF 111',
    'c=IN IP4 198.51.100.7',
    'a=rtcp:40001 IN IP4 198.51.100.7',
    'a=candidate:1 1 udp 2122260223 192.168.1.7 40000 typ host',
    `a=${relay}`,
    'a=ice-ufrag:abcd',
    '',
  ].join('\r\n');
  const told = withholdFromDescription(own);
  expect(told).not.toMatch(/198\.51|192\.168/);
  expect(told).toContain('typ relay raddr 0.0.0.0 rport 0');
  expect(told.endsWith('a=ice-ufrag:abcd\r\n')).toBe(true);
});
