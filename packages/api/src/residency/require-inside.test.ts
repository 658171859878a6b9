import { examplePolicy } from '@sabha/domain/residency/testing/example-policy';
import { expect, test } from 'vitest';
import { requireInside } from './require-inside.ts';

test.each(['wss://media.del1.example', 'wss://portal.example:8443/rtc', 'ws://192.0.2.7:7880', 'wss://[2001:db8:100::7]'])(
  'browsers are sent to %s',
  (url) => {
    expect(() => {
      requireInside(examplePolicy, url);
    }).not.toThrow();
  },
);

test.each([
  'wss://media.elsewhere.example',
  'wss://media.del1.example.elsewhere.example',
  'wss://backup.blr1.example',
  'ws://203.0.113.7',
  'ws://8.8.8.8',
  'wss://[2001:db8:999::1]',
])('nobody is sent to %s', (url) => {
  expect(() => {
    requireInside(examplePolicy, url);
  }).toThrow(/is no host of media or pages in the residency policy/);
});
