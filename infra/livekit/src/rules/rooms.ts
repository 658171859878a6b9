/** Who makes rooms, where, and who may enter with which key. */
import type { ConfigFault, ConfigFile } from '../config-file.ts';
import type { Rule } from './rule.ts';

const autoCreate: Rule = (file) =>
  file.valueAt('room.auto_create') === false
    ? []
    : [file.faultAt('room.auto_create', 'whoever has a pass would make a room, past the fence (true by default)', 'write false')];

const presets: Rule = (file) =>
  file.valueAt('room.room_configurations') === undefined
    ? []
    : [file.faultAt('room.room_configurations', 'a pass could name one, and it may record to anywhere', 'take it out: the portal says of each room what it is')]; // prettier-ignore

const SELECTORS = ['any', 'sysload', 'cpuload'];

const selector: Rule = (file) => {
  const kind = file.valueAt('node_selector.kind');
  if (kind === undefined || (typeof kind === 'string' && SELECTORS.includes(kind))) return [];
  const message =
    kind === 'regionaware'
      ? 'regionaware goes to another region when the home one is full, down or misspelt'
      : `${JSON.stringify(kind)}: not a selector that is known here`;
  return [file.faultAt('node_selector.kind', message, `one of ${SELECTORS.join(', ')}`)];
};

const development: Rule = (file) =>
  file.valueAt('development') === undefined || file.valueAt('development') === false
    ? []
    : [file.faultAt('development', 'known keys, open debug pages, secrets in the log', 'take it out')];

/** LiveKit only warns of a short one. */
const SHORTEST_SECRET = 32;
/** What its `--dev`, its documentation and its examples give out. */
const WORLD_KNOWN = ['devkey', 'secret', 'key1', 'secret1', 'key2', 'secret2', 'api-key', 'api-secret'];

const keys: Rule = (file) => {
  const remedy = `a name of your own and a secret of at least ${SHORTEST_SECRET} random characters`;
  if (file.valueAt('key_file') !== undefined) return [];
  const pairs = Object.entries((file.valueAt('keys') ?? {}) as Readonly<Record<string, unknown>>);
  if (pairs.length === 0) return [file.faultAt('keys', 'missing: LiveKit does not start', remedy)];
  return pairs.flatMap(([name, secret]) => keyFaults(file, { name, secret: String(secret), remedy }));
};

/** Names the key, never its secret. */
function keyFaults(
  file: ConfigFile,
  { name, secret, remedy }: Readonly<{ name: string; secret: string; remedy: string }>,
): readonly ConfigFault[] {
  if (WORLD_KNOWN.includes(name) || WORLD_KNOWN.includes(secret))
    return [file.faultAt('keys', `${name}: known to the whole world`, remedy)];
  if (secret.length < SHORTEST_SECRET) return [file.faultAt('keys', `${name}: its secret is too short`, remedy)];
  return [];
}

export const roomRules: readonly Rule[] = [autoCreate, presets, selector, development, keys];
