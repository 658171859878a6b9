import { expect, it } from 'vitest';
import { isIceServerInside } from './ice-server.ts';

const bounds = { networks: ['203.0.113.0/26', '2001:db8:1::/48'], hosts: ['turn.sabha.example'] };

it.each([
  ['stun:203.0.113.5', true],
  ['stun:203.0.113.5:3478', true],
  ['turn:203.0.113.5:3478?transport=udp', true],
  ['turns:turn.sabha.example:443?transport=tcp', true],
  ['turn:[2001:db8:1::5]:3478', true],
  ['turn:[::ffff:203.0.113.5]:3478', true],
  ['stun:203.0.113.64', false],
  ['stun:stun.l.google.com:19302', false],
  ['turns:global.turn.twilio.com:443?transport=tcp', false],
  ['turn:[2001:db8:2::5]:3478', false],
  ['turn:2001:db8:1::5', false],
  ['turns:turn.sabha.example.evil.example:443', false],
  ['turns:evil.example:443#turn.sabha.example', false],
  ['turns:turn.sabha.example@evil.example', false],
  ['turns://turn.sabha.example', false],
  ['TURN:turn.sabha.example', false],
  ['turn:turn.sabha.example:443?transport=udp&x=y', false],
  [' turn:turn.sabha.example', false],
  ['turn:turn.sabha.example\n', false],
  ['turn:0xcb007105', false],
  ['turn:3405803781', false],
  ['turn:203.0.113.05', false],
  ['turn:203.0.113', false],
  ['https://turn.sabha.example', false],
  ['', false],
])('%j: %s', (url, isInside) => expect(isIceServerInside(bounds, url)).toBe(isInside));
