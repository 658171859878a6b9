/** From the text of residency.yaml to a policy that cannot be wrong, or to every fault of it with its line. */
import {
  type Document,
  isMap,
  isScalar,
  LineCounter,
  type Node,
  parseDocument,
  type Scalar,
  visit,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
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
  const document = parseDocument(text, {
    lineCounter: lines,
    uniqueKeys: true,
    schema: 'core',
    version: '1.2',
    prettyErrors: false,
  });
  const broken = [...document.errors, ...document.warnings].map(({ message, pos }) => ({ at: pos[0], path: [], message }));
  const unread = broken.length > 0 ? broken : hiddenParts(document);
  if (unread.length > 0) return failed(lines, unread);
  const place = (found: Located) => ({ ...found, at: offsetOf(document, found) });
  const parsed = policySchema.safeParse(document.toJS(), { error: plainly });
  if (!parsed.success) return failed(lines, parsed.error.issues.flatMap(innermost).map(place));
  const faults = acrossCells(parsed.data);
  return faults.length > 0 ? failed(lines, faults.map(place)) : { policy: parsed.data, faults: [] };
}

/** `onKey`: the key is at fault, not its value. */
type Located = Readonly<{ path: readonly PropertyKey[]; message: string; onKey?: boolean }>;
type Found = Located & Readonly<{ at: number }>;

/** What YAML can do so that a reader of the file sees one thing and the program another. */
function hiddenParts(document: Document.Parsed): readonly Found[] {
  const found: Found[] = [];
  const add = (node: Node, message: string): void => {
    found.push({ at: node.range?.[0] ?? 0, path: [], message });
  };
  const refuseAnchor = (node: Scalar | YAMLMap | YAMLSeq): void => {
    if (node.anchor !== undefined) add(node, 'an anchor: nothing here is referred to');
  };
  visit(document, {
    Alias: (_, node) => add(node, 'an alias: write out what is meant, so that each cell shows what it holds'),
    Scalar: (_, node) => refuseAnchor(node),
    Seq: (_, node) => refuseAnchor(node),
    Pair: (_, { key }) => {
      if (!isScalar(key)) return;
      // JavaScript gives this name to something else, and zod's records pass over it.
      if (key.value === '__proto__') add(key, 'not a name that can be given');
      else if (typeof key.value !== 'string') add(key, 'a name that is no text: put it into quotes');
    },
    Map: (_, node) => {
      refuseAnchor(node);
      for (const { key } of node.items) if (!isScalar(key)) add(key as Node, 'a name that is a list or a table');
    },
  });
  return found;
}

/** In the words of somebody who fills in a form. Undefined leaves it to zod. */
function plainly(issue: core.$ZodRawIssue): string | undefined {
  if (issue.input === undefined) return 'missing';
  if (issue.input === null || issue.input === '') return 'empty';
  if (issue.code === 'invalid_type') return `not ${nouns[issue.expected] ?? `a ${issue.expected}`}`;
  if (issue.code === 'invalid_value') return `not one of ${issue.values.map(String).join(', ')}`;
  if (issue.code === 'invalid_format') return issue.format === 'date' ? 'not a date such as 2026-11-25' : 'not one plain line';
  if (issue.code === 'too_small' && (issue.origin === 'string' || issue.origin === 'array')) return 'empty';
  if (issue.code === 'too_small')
    return `too small: ${issue.inclusive === true ? 'at least' : 'more than'} ${String(issue.minimum)}`;
  if (issue.code === 'too_big' && issue.origin === 'string') return `too long: at most ${String(issue.maximum)} characters`;
  if (issue.code === 'too_big') return `too big: at most ${String(issue.maximum)}`;
  return undefined;
}

const nouns: Readonly<Record<string, string>> = {
  string: 'a text (a number or a yes needs quotes to be one)',
  int: 'a whole number',
  object: 'a table of names and values',
  record: 'a table of names and values',
  array: 'a list',
};

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
  const { path, message } = issue;
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({ path: [...path, key], message: 'not part of the format', onKey: true }));
  if (issue.code === 'invalid_key') return [{ path, message: issue.issues[0]?.message ?? message, onKey: true }];
  if (issue.code !== 'invalid_union') return [{ path, message }];
  const nearest = issue.errors.find((branch) => branch.some((inner) => inner.path.length > 0));
  return nearest?.flatMap(innermost).map((inner) => ({ ...inner, path: [...path, ...inner.path] })) ?? [{ path, message }];
}

/** The value's own place, or that of what encloses it when it is missing. */
function offsetOf(document: Document, { path, onKey = false }: Located): number {
  const last = path.at(-1);
  const around = onKey ? document.getIn(path.slice(0, -1), true) : undefined;
  const pair = isMap(around) ? around.items.find(({ key }) => isScalar(key) && key.value === last) : undefined;
  if (isScalar(pair?.key)) return pair.key.range?.[0] ?? 0;
  for (let length = path.length; length >= 0; length -= 1) {
    const node = document.getIn(path.slice(0, length), true) as Node | undefined;
    if (node?.range) return node.range[0];
  }
  return 0;
}

/** In the order of the file. */
function failed(lines: LineCounter, found: readonly Found[]): PolicyReading {
  const faults = [...found]
    .sort((one, other) => one.at - other.at)
    .map(({ at, path, message }) => {
      const { line, col } = lines.linePos(at);
      return { line: Math.max(line, 1), column: Math.max(col, 1), path: path.map(String).join('.'), message };
    });
  return { policy: null, faults };
}
