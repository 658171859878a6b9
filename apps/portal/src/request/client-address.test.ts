import { describe, expect, it } from 'vitest';
import { clientAddress, trustedProxies } from './client-address.ts';

const nobody = trustedProxies([]);
const ours = trustedProxies(['10.0.0.0/8', '192.0.2.7', 'fd00::/8']);

describe('the address of a client', () => {
  it.each([
    ['the socket speaks for itself', '198.51.100.1', undefined, nobody, '198.51.100.1'],
    ['nobody is believed by default', '127.0.0.1', '203.0.113.9', nobody, '127.0.0.1'],
    ['a proxy of ours is believed', '10.1.2.3', '203.0.113.9', ours, '203.0.113.9'],
    ['a stranger is not', '198.51.100.1', '203.0.113.9', ours, '198.51.100.1'],
    ['what the client put in front does not count', '10.1.2.3', '1.1.1.1, 203.0.113.9', ours, '203.0.113.9'],
    ['a chain of our proxies is followed', '10.1.2.3', '1.1.1.1, 203.0.113.9, 192.0.2.7', ours, '203.0.113.9'],
    ['a proxy that forwards nothing stands for itself', '10.1.2.3', undefined, ours, '10.1.2.3'],
    ['nonsense ends the chain', '10.1.2.3', 'unknown', ours, '10.1.2.3'],
    ['IPv4 in IPv6 is IPv4', '::ffff:10.1.2.3', '::ffff:203.0.113.9', ours, '203.0.113.9'],
    ['a port is dropped', 'fd00::1', '[2001:db8:1:2:3:4:5:6]:4711', ours, '2001:db8:1:2::/64'],
    ['an IPv4 port as well', '10.1.2.3', '203.0.113.9:4711', ours, '203.0.113.9'],
    ['an empty last hop says nothing', '10.1.2.3', '1.1.1.1, 203.0.113.9, ', ours, '203.0.113.9'],
    ['IPv6 is its /64', '2001:db8:1:2:3:4:5:6', undefined, nobody, '2001:db8:1:2::/64'],
    ['a short form as well', '2001:db8::1', undefined, nobody, '2001:db8:0:0::/64'],
    ['and the loopback', '::1', undefined, nobody, '0:0:0:0::/64'],
    ['no socket any more', undefined, undefined, ours, ''],
  ])('%s', (...[, peer, forwarded, trusted, expected]) => expect(clientAddress(peer, forwarded, trusted)).toBe(expected));

  it.each(['10.0.0.0/x', 'proxy.example', '10.0.0.0/99', '', '10.0.0.0/', '10.0.0.0/8/24', '10.0.0.0/0x8', '10.0.0.0/1e1', '/8'])(
    'trusts no range that is none: "%s"',
    (range) => expect(() => trustedProxies([range])).toThrow(RangeError),
  );
});
