import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';
import { errorCode, Fault } from '../fault.ts';

export const loopback = '127.0.0.1';

/** Every port an instance listens on, always on loopback. */
export type Ports = Readonly<{
  portal: number;
  identity: number;
  mailWeb: number;
  mailSmtp: number;
  worker: number;
  witness: number;
  database: number;
  livekit: number;
  livekitUdp: number;
  /** LiveKit's own STUN and TURN server: with none of its own it would send browsers to public ones abroad. */
  livekitTurn: number;
  /** LiveKit's word on its own load, for the fence. */
  livekitMetrics: number;
}>;
export type PortName = keyof Ports;

const udpPorts: ReadonlySet<PortName> = new Set(['livekitUdp', 'livekitTurn']);

export const portNames: readonly PortName[] = [
  'portal',
  'identity',
  'mailWeb',
  'mailSmtp',
  'worker',
  'witness',
  'database',
  'livekit',
  'livekitUdp',
  'livekitTurn',
  'livekitMetrics',
];

/** A second instance side by side: the same plan, moved as one block. */
export function portsFromBase(base: number): Ports {
  return {
    portal: base,
    identity: base + 10,
    mailWeb: base + 20,
    mailSmtp: base + 25,
    worker: base + 30,
    witness: base + 40,
    database: base + 50,
    livekit: base + 80,
    livekitUdp: base + 82,
    livekitTurn: base + 84,
    livekitMetrics: base + 86,
  };
}

export const defaultPorts: Ports = {
  ...portsFromBase(3000),
  livekit: 7880,
  livekitUdp: 7882,
  livekitTurn: 7884,
  livekitMetrics: 7886,
};

/** What the Fetch standard blocks above 1023 ("port blocking"): a page there cannot be opened, nor its health be asked. */
const refusedByBrowsers: ReadonlySet<number> = new Set([
  1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10_080,
]);

/** PORT moves the portal alone; SABHA_PORT_BASE moves everything. */
export function portsFromEnvironment(env: NodeJS.ProcessEnv): Ports {
  const base = portNumber(env, 'SABHA_PORT_BASE');
  const portal = portNumber(env, 'PORT');
  const ports = base === undefined ? defaultPorts : portsFromBase(base);
  if (portal === undefined) return openable(ports);
  const other = portNames.find((name) => name !== 'portal' && ports[name] === portal);
  if (other === undefined) return openable({ ...ports, portal });
  throw new Fault(
    'PORT',
    `${portal} is the port of part ${partOfPort[other]}`,
    'give another, or move all ports with SABHA_PORT_BASE',
  );
}

function openable(ports: Ports): Ports {
  const name = portNames.find((candidate) => refusedByBrowsers.has(ports[candidate]));
  if (name === undefined) return ports;
  throw new Fault(partOfPort[name], `browsers refuse port ${ports[name]}`, 'give another PORT or SABHA_PORT_BASE');
}

function portNumber(env: NodeJS.ProcessEnv, name: string): number | undefined {
  const text = env[name];
  if (text === undefined || text === '') return undefined;
  const port = Number(text);
  if (Number.isInteger(port) && port >= 1024 && port <= 65_000) return port;
  throw new Fault(name, `"${text}" is no usable port`, 'give a whole number from 1024 to 65000');
}

/** Ports nobody else has, asked of the system all at once so that no two are the same. */
export async function freePorts(): Promise<Ports> {
  const held = await Promise.all(portNames.map(async (name) => [name, await holdFreePort(name)] as const));
  const ports = Object.fromEntries(held.map(([name, hold]) => [name, hold.port])) as Record<PortName, number>;
  await Promise.all(held.map(([, hold]) => hold.release()));
  return ports;
}

type HeldPort = Readonly<{ port: number; release(): Promise<void> }>;

function holdFreePort(name: PortName): Promise<HeldPort> {
  return udpPorts.has(name) ? holdUdp(0) : holdTcp(0);
}

function holdTcp(port: number): Promise<HeldPort> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ port, host: loopback, exclusive: true }, () => {
      const address = server.address();
      const taken = typeof address === 'object' && address !== null ? address.port : port;
      resolve({ port: taken, release: () => new Promise((done) => server.close(() => done())) });
    });
  });
}

function holdUdp(port: number): Promise<HeldPort> {
  return new Promise((resolve, reject) => {
    const socket = createSocket('udp4');
    socket.once('error', reject);
    socket.bind({ port, address: loopback, exclusive: true }, () => {
      resolve({ port: socket.address().port, release: () => new Promise((done) => socket.close(() => done())) });
    });
  });
}

/** Says which port of which part somebody else holds, before anything is started. */
export async function requireFreePorts(ports: Ports, names: readonly PortName[] = portNames): Promise<void> {
  for (const name of names) {
    const port = ports[name];
    try {
      const hold = await (udpPorts.has(name) ? holdUdp(port) : holdTcp(port));
      await hold.release();
    } catch (error) {
      if (errorCode(error) !== 'EADDRINUSE' && errorCode(error) !== 'EACCES') throw error;
      throw busyPort(name, port);
    }
  }
}

export function busyPort(name: PortName, port: number): Fault {
  const other = name === 'portal' ? 'start with PORT=<another>' : 'start with SABHA_PORT_BASE=<another>, e.g. 4000';
  const kind = udpPorts.has(name) ? 'udp' : 'tcp';
  return new Fault(partOfPort[name], `port ${port} (${kind}) is in use by another program`, `stop that program, or ${other}`);
}

const partOfPort: Readonly<Record<PortName, string>> = {
  portal: 'portal',
  identity: 'identity',
  mailWeb: 'mail',
  mailSmtp: 'mail',
  worker: 'worker',
  witness: 'witness',
  database: 'database',
  livekit: 'livekit',
  livekitUdp: 'livekit',
  livekitTurn: 'livekit',
  livekitMetrics: 'livekit',
};
