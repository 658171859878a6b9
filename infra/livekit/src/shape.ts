/** Every name that LiveKit knows, from its own structs (keys/list-keys.go), and what kind of value belongs there. */
import known from '../keys/livekit-1.13.5.json' with { type: 'json' };
import type { ConfigFault, ConfigFile } from './config-file.ts';

/** The version whose names these are. */
export const livekitVersion = '1.13.5';

type Leaf = 'flag' | 'number' | 'text' | 'any';
export type Shape = Leaf | readonly [Shape] | Readonly<{ [name: string]: Shape }>;

export const livekitShape = known as unknown as Shape;

const isTable = (shape: Shape): shape is Readonly<Record<string, Shape>> => typeof shape === 'object' && !Array.isArray(shape);

/**
 * A name that LiveKit does not know stops it from starting, or hides what was meant (`stun_server`). A value of another kind may
 * pass unseen: a table under `node_ip` is read as no address at all.
 */
export function shapeFaults(file: ConfigFile): readonly ConfigFault[] {
  return faultsIn(file.plain, livekitShape, { file, path: '' });
}

type Place = Readonly<{ file: ConfigFile; path: string }>;

function faultsIn(value: unknown, shape: Shape, place: Place): readonly ConfigFault[] {
  if (value === null || value === undefined || shape === 'any') return [];
  if (typeof shape === 'string') return leafFaults(value, shape, place);
  if (!isTable(shape)) {
    if (!Array.isArray(value)) return [wrongKind(place, 'a list')];
    return value.flatMap((item, index) => faultsIn(item, shape[0], below(place, String(index))));
  }
  if (typeof value !== 'object' || Array.isArray(value)) return [wrongKind(place, 'a table of names and values')];
  return Object.entries(value).flatMap(([name, inner]) => {
    const expected = Object.hasOwn(shape, name) ? shape[name] : shape['*'];
    return expected === undefined ? [unknownName(below(place, name))] : faultsIn(inner, expected, below(place, name));
  });
}

/** LiveKit's reader takes `yes` and `on` for true and `010` for eight; nobody should have to know. */
function leafFaults(value: unknown, shape: Leaf, place: Place): readonly ConfigFault[] {
  if (typeof value === 'object') return [wrongKind(place, 'one value')];
  if (shape === 'flag') return typeof value === 'boolean' ? [] : [wrongKind(place, 'true or false')];
  if (shape === 'number') return typeof value === 'number' ? [] : [wrongKind(place, 'a number')];
  return [];
}

const below = ({ file, path }: Place, name: string): Place => ({ file, path: path === '' ? name : `${path}.${name}` });

const wrongKind = ({ file, path }: Place, kind: string): ConfigFault =>
  file.faultAt(path, `not ${kind}`, `LiveKit ${livekitVersion} wants ${kind} here`);

const unknownName = ({ file, path }: Place): ConfigFault =>
  file.faultAt(path, 'LiveKit knows no such name', `spell it as LiveKit ${livekitVersion} does, or take it out`);
