import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { expect, onTestFinished, test } from 'vitest';
import { Fault } from '../fault.ts';
import { defaultPorts, freePorts, loopback, portsFromBase, portsFromEnvironment, requireFreePorts } from './ports.ts';

test.each([
  [{}, defaultPorts],
  [{ PORT: '' }, defaultPorts],
  [{ PORT: '8080' }, { ...defaultPorts, portal: 8080 }],
  [{ SABHA_PORT_BASE: '4000' }, portsFromBase(4000)],
  [
    { SABHA_PORT_BASE: '4000', PORT: '8080' },
    { ...portsFromBase(4000), portal: 8080 },
  ],
])('%j gives these ports', (env, expected) => {
  expect(portsFromEnvironment(env)).toEqual(expected);
});

test.each([
  [{ PORT: 'eighty' }, /PORT: "eighty" is no usable port/],
  [{ PORT: '80' }, /from 1024/],
  [{ PORT: '70000' }, /from 1024/],
  [{ SABHA_PORT_BASE: '1.5' }, /SABHA_PORT_BASE/],
  [{ PORT: '6000' }, /portal.*browsers refuse port 6000/],
  [{ SABHA_PORT_BASE: '10000' }, /livekit.*browsers refuse port 10080/],
  [{ PORT: '3010' }, /PORT: 3010 is the port of part identity/],
])('%j is refused', (env, line) => {
  expect(() => portsFromEnvironment(env)).toThrow(Fault);
  try {
    portsFromEnvironment(env);
  } catch (error) {
    expect((error as Fault).line).toMatch(line);
  }
});

test('no two ports of a plan are the same', async () => {
  for (const ports of [defaultPorts, portsFromBase(4000), await freePorts()]) {
    expect(new Set(Object.values(ports)).size).toBe(Object.keys(ports).length);
  }
});

test('a udp port that is taken is found out as well', async () => {
  const ports = await freePorts();
  const intruder = createSocket('udp4').bind(ports.livekitUdp, loopback);
  onTestFinished(() => void intruder.close());
  await once(intruder, 'listening');
  await expect(requireFreePorts(ports)).rejects.toThrow(`port ${ports.livekitUdp} (udp) is in use`);
});
