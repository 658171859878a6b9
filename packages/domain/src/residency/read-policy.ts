/** From the text of residency.yaml to a policy that cannot be wrong, or to every fault of it with its line. */
import { LineCounter, parseDocument, type Document } from 'yaml';
import type { core } from 'zod';
import { overlap } from './network.ts';
import { functions, occupantOf, type Policy, policySchema } from './policy.ts';

/** `line` and `column` count from 1. `path` is empty where the text is no YAML at all. */
export type PolicyFault = Readonly<{ line: number; column: number; path: string; message: string }>;
export type PolicyReading =
  Readonly<{ policy: Policy; faults: readonly [] }> | Readonly<{ policy: null; faults: readonly PolicyFault[] }>;

/** An empty or unknown cell is a fault: nothing is filled in, and nothing is passed over. */
export function readPolicy(text: string): PolicyReading {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, schema: 'core', version: '1.2' });
  const at = (path: readonly PropertyKey[]) => placeOf(document, lines, path);
  const broken = [...document.errors, ...document.warnings];
  if (broken.length > 0) return failed(broken.map(({ message, pos }) => ({ ...position(lines, pos[0]), path: '', message })));
  const parsed = policySchema.safeParse(plainOf(document));
  if (!parsed.success)
    return failed(
      parsed.error.issues.flatMap(innermost).map(({ path, message }) => ({ ...at(path), path: written(path), message })),
    );
  const faults = acrossCells(parsed.data).map(({ path, message }) => ({ ...at(path), path: written(path), message }));
  return faults.length > 0 ? failed(faults) : { policy: parsed.data, faults: [] };
}

/** An alias would let one cell fill another out of sight; it is read as the nothing that no cell accepts. */
function plainOf(document: Document): unknown {
  try {
    return document.toJS({ maxAliasCount: 0 });
  } catch {
    return null;
  }
}

type Located = Readonly<{ path: readonly PropertyKey[]; message: string }>;

/** What no single cell shows. */
function acrossCells(policy: Policy): readonly Located[] {
  const sites = Object.entries(policy.sites);
  if (sites.length === 0) return [{ path: ['sites'], message: 'names no site' }];
  const homeless = functions
    .filter((name) => !sites.some(([, site]) => occupantOf(site, name)))
    .map((name) => ({ path: ['sites'], message: `${name} is at no site: whatever exists rests or runs somewhere` }));
  return [...homeless, ...sharedNetworks(sites), ...limitsInOrder(policy)];
}

/** An address names one site. */
function sharedNetworks(sites: readonly (readonly [string, Policy['sites'][string]])[]): readonly Located[] {
  const all = sites.flatMap(([id, site]) => site.networks.map((network, index) => ({ id, network, index })));
  return all.flatMap((one, from) =>
    all
      .slice(from + 1)
      .filter((other) => overlap(one.network, other.network))
      .map((other) => ({
        path: ['sites', other.id, 'networks', other.index],
        message: `overlaps with ${one.network} of ${one.id}: an address lies at one site`,
      })),
  );
}

function limitsInOrder({ limits }: Policy): readonly Located[] {
  if (limits.newRoomLoad <= limits.joinLoad) return [];
  return [{ path: ['limits', 'newRoomLoad'], message: 'above joinLoad: a new room would be one that nobody may enter' }];
}

/** zod says of a union only that nothing fitted; what a person can mend is in the branch that came nearest. */
function innermost(issue: core.$ZodIssue): readonly Located[] {
  if (issue.code !== 'invalid_union') return [{ path: issue.path, message: issue.message }];
  const nearest = issue.errors.find((branch) => branch.some(({ path }) => path.length > 0));
  return nearest
    ? nearest.flatMap(innermost).map(({ path, message }) => ({ path: [...issue.path, ...path], message }))
    : [{ path: issue.path, message: issue.message }];
}

/** The value's own place, or that of what encloses it when it is missing. */
function placeOf(document: Document, lines: LineCounter, path: readonly PropertyKey[]) {
  for (let length = path.length; length >= 0; length -= 1) {
    const node = document.getIn(path.slice(0, length), true) as { range?: readonly number[] } | undefined;
    if (node?.range) return position(lines, node.range[0] ?? 0);
  }
  return { line: 1, column: 1 };
}

function position(lines: LineCounter, offset: number): { line: number; column: number } {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(line, 1), column: Math.max(col, 1) };
}

const written = (path: readonly PropertyKey[]): string => path.map(String).join('.');
const failed = (faults: readonly PolicyFault[]): PolicyReading => ({ policy: null, faults });
