/** A LiveKit configuration as it was written: values by their path, and where in the text each one stands. */
import { type Document, isAlias, isNode, isScalar, LineCounter, type Node, parseDocument, visit } from 'yaml';

/** What is wrong with a configuration, where, and what to do. `line` counts from 1; `path` is empty for the file as a whole. */
export type ConfigFault = Readonly<{ line: number; path: string; message: string; remedy: string }>;

export type ConfigFile = Readonly<{
  /** The whole of it as plain values. */
  plain: unknown;
  /** The value at a path such as `rtc.node_ip`; undefined where there is none, and where it is null. */
  valueAt(path: string): unknown;
  /** A fault at a path, on the line of its value, or of the nearest table around it when it is missing. */
  faultAt(path: string, message: string, remedy: string): ConfigFault;
}>;

export type ConfigReading =
  Readonly<{ file: ConfigFile; faults: readonly [] }> | Readonly<{ file: null; faults: readonly ConfigFault[] }>;

/**
 * LiveKit reads YAML by another library than we do. Whatever the two might take differently (an alias, a tag, a second
 * document, a name that is no text) is refused, so that what was judged is what runs.
 */
export function readConfig(text: string): ConfigReading {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, schema: 'core', version: '1.2', prettyErrors: false });
  const lineOf = (offset: number) => Math.max(1, lines.linePos(offset).line);
  const broken = [...document.errors, ...document.warnings].map(({ message, pos }) => ({ at: pos[0], message }));
  const refused = broken.length > 0 ? broken : ambiguities(document);
  if (refused.length > 0) return { file: null, faults: refused.map(({ at, message }) => unread(lineOf(at), message)) };
  const plain: unknown = document.toJS();
  return {
    file: {
      plain,
      valueAt: (path) => plainAt(plain, pathOf(path)) ?? undefined,
      faultAt: (path, message, remedy) => ({ line: lineOf(offsetOf(document, pathOf(path))), path, message, remedy }),
    },
    faults: [],
  };
}

const unread = (line: number, message: string): ConfigFault => ({
  line,
  path: '',
  message,
  remedy: 'write plain YAML: one document, each name once, each value in its own place',
});

type Found = Readonly<{ at: number; message: string }>;

function ambiguities(document: Document): readonly Found[] {
  const found: Found[] = [];
  const add = (node: Node, message: string): void => {
    found.push({ at: node.range?.[0] ?? 0, message });
  };
  visit(document, {
    Node: (_, node) => {
      if (isAlias(node)) add(node, 'an alias: one value stands in for another');
      else if (node.anchor !== undefined) add(node, 'an anchor: nothing here is referred to');
      else if (node.tag !== undefined) add(node, `a tag: ${node.tag}`);
    },
    Pair: (_, { key }) => {
      if (isNode(key) && !isName(key)) add(key, 'a name that is no text');
    },
  });
  return found;
}

/** Layers of a picture are named by number. */
const isName = (key: Node): boolean => isScalar(key) && ['string', 'number'].includes(typeof key.value);

type Path = readonly string[];

const pathOf = (path: string): Path => (path === '' ? [] : path.split('.'));

function plainAt(plain: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, name) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, name)
        ? (value as Readonly<Record<string, unknown>>)[name]
        : undefined,
    plain,
  );
}

function offsetOf(document: Document, path: Path): number {
  for (let length = path.length; length >= 0; length -= 1) {
    const node = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return 0;
}
