/**
 * The media servers of one cluster, as their registry shows them. They say how they are every two seconds and not in between
 * (LiveKit: `statsUpdateInterval`), and a dead one's last word stays in the registry (docs/adr/0009-fence.md).
 */
import type { MediaNode } from '@sabha/domain/residency/fence';
import { type Policy, sitesWith } from '@sabha/domain/residency/policy';
import type { NodeRegistry, SeenNode } from '@sabha/media/nodes/seen-node';
import type { Random } from './random.ts';

export const BEAT_MS = 2_000;

/** What one server holds; `load` is true now, whatever it last said. */
export type Server = Readonly<{ nodeId: string; siteId: string; load: number; people: number; isDead: boolean }>;

export type Cluster = Readonly<{
  registry: Pick<NodeRegistry, 'list'>;
  /** To be called before anything happens at `nowMs`: whoever had to say something by then has said it. */
  beat: (nowMs: number) => void;
  /** More or less work for one server. */
  change: (nodeId: string, by: Readonly<{ millicores: number; people: number }>) => void;
  /** What the meetings of a server will cost when all have come: known to whoever knows the meetings, not to the server. */
  promise: (nodeId: string, millicores: number) => void;
  loseSite: (siteId: string) => void;
  isDead: (nodeId: string) => boolean;
  servers: () => readonly Server[];
}>;

export type ClusterShape = Readonly<{
  /** The policy by which it was built: each server has an address and region of its site. */
  policy: Policy;
  nodes: ReadonlyMap<string, number>;
  millicoresPerNode: number;
  /** What a server costs when nobody is there. */
  standingMillicores: number;
  /** `load` is what LiveKit says. `promise` is a what-if: the load that its meetings will be when all have come. */
  says: 'load' | 'promise';
  /** What else runs on a machine keeps two idle ones from saying the same: up to this share of its processors, new at each beat. */
  noise: Readonly<{ upTo: number; random: Pick<Random, 'share'> }>;
}>;

type Running = { -readonly [K in keyof Omit<Server, 'load'>]: Server[K] } & {
  millicores: number;
  promised: number;
  readonly region: string;
  readonly address: string;
};

export function buildCluster({ policy, nodes, millicoresPerNode, standingMillicores, noise, says }: ClusterShape): Cluster {
  const running = serversOf(policy, nodes, standingMillicores);
  const byId = new Map(running.map((server) => [server.nodeId, server]));
  const loadOf = (server: Running) => server.millicores / millicoresPerNode;
  const saidLoad = (server: Running) => (says === 'load' ? server.millicores : server.promised) / millicoresPerNode;
  let said: readonly SeenNode[] = [];
  let lastBeat = -Infinity;
  return {
    registry: { list: () => Promise.resolve(said) },
    beat: (nowMs) => {
      const beat = Math.floor(nowMs / BEAT_MS) * BEAT_MS;
      if (beat <= lastBeat) return;
      said = running.map(
        (server, at) =>
          (server.isDead ? said[at] : undefined) ??
          wordOf(server, saidLoad(server) + noise.upTo * noise.random.share(), new Date(beat)),
      );
      lastBeat = beat;
    },
    change: (nodeId, { millicores, people }) => {
      const server = serverOf(byId, nodeId);
      server.millicores += millicores;
      server.people += people;
    },
    promise: (nodeId, millicores) => {
      serverOf(byId, nodeId).promised += millicores;
    },
    loseSite: (siteId) => {
      for (const server of running) if (server.siteId === siteId) server.isDead = true;
    },
    isDead: (nodeId) => byId.get(nodeId)?.isDead ?? true,
    servers: () =>
      running.map((server) => ({
        nodeId: server.nodeId,
        siteId: server.siteId,
        people: server.people,
        isDead: server.isDead,
        load: loadOf(server),
      })),
  };
}

function serverOf(byId: ReadonlyMap<string, Running>, nodeId: string): Running {
  const server = byId.get(nodeId);
  if (!server) throw new RangeError(`no server ${nodeId}`);
  return server;
}

function serversOf(policy: Policy, nodes: ReadonlyMap<string, number>, standing: number): readonly Running[] {
  return sitesWith(policy, 'media').flatMap(([siteId, { region, networks }]) =>
    Array.from({ length: nodes.get(siteId) ?? 0 }, (_, at) => ({
      nodeId: `ND_${siteId}_${String(at + 1).padStart(3, '0')}`,
      siteId,
      region,
      address: hostIn(networks, at + 1),
      millicores: standing,
      promised: standing,
      people: 0,
      isDead: false,
    })),
  );
}

/** The registry's record has one address, IPv4 where there is one. @throws RangeError where the site has no IPv4 network */
function hostIn(networks: readonly string[], number: number): string {
  const base = networks.find((network) => !network.includes(':'))?.split('/')[0];
  if (base === undefined) throw new RangeError('a simulated server needs an IPv4 network');
  const value = base.split('.').reduce((sum, part) => sum * 256 + Number(part), 0) + number;
  return [24, 16, 8, 0].map((bits) => Math.floor(value / 2 ** bits) % 256).join('.');
}

function wordOf({ nodeId, region, address, people }: Running, load: number, updatedAt: Date): MediaNode & SeenNode {
  // LiveKit reports the share of processors in use: it cannot be more than all of them.
  return {
    nodeId,
    region,
    addresses: [address],
    state: 'serving',
    updatedAt,
    load: Math.min(1, load),
    rooms: null,
    clients: people,
  };
}
