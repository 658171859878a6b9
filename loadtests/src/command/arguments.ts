import { parseArgs } from 'node:util';
import { messageOf } from '../../../infra/local/src/fault.ts';
import { isProfile, profileNames, type ProfileName } from '../run/profiles.ts';

export type Wish = Readonly<{
  profile: ProfileName;
  /** The origin of somebody's installation; undefined: one is started here. */
  target: string | undefined;
  /** The target's owner's word that it may be loaded. */
  consentFile: string | undefined;
  /** Sessions of officials at the target, who cannot be signed in by us. */
  officialsFile: string | undefined;
  /** Reports of earlier runs to compare with. */
  baselineFiles: readonly string[];
  /** Whether a cost that is dearer than the baselines' breaks a promise. */
  isGated: boolean;
  /** Only these scenarios of the profile. */
  only: readonly string[];
  /** How many media servers the platform that is started has. */
  nodes: number;
  outFolder: string | undefined;
}>;

/** What the person asked for could not be understood, or must not be done; nothing was loaded. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}

export const usage = `usage: npm run loadtest -- --profile ${profileNames.join('|')}
  --target URL          load this installation instead of one that is started here
  --consent FILE        its owner's consent (docs/evaluator-guide.md); needed for any target beyond loopback
  --officials FILE      sessions at the target to schedule and host with
  --baseline FILE       compare with the report.json of an earlier valid run; give several, and their spread is shown
  --gate                1 if a cost is more than 10 % above the baselines' mean, 2 if the rig or every cost is another
  --only NAME,NAME      some scenarios of the profile
  --nodes N             so many media servers, behind one proxy and with two portals (1)
  --out FOLDER          instead of loadtests/out/<run>
exit code: 0 every promise met, 1 one was not, 2 the run is not valid (the report says why)`;

/** @throws Refusal */
export function readArguments(args: readonly string[]): Wish {
  const values = parse(args);
  if (values.profile === undefined) throw new Refusal('name a profile');
  if (!isProfile(values.profile)) throw new Refusal(`there is no profile "${values.profile}"`);
  const nodes = Number(values.nodes);
  if (!Number.isInteger(nodes) || nodes < 1 || nodes > 3) throw new Refusal('--nodes is 1, 2 or 3');
  if (nodes > 1 && values.target !== undefined)
    throw new Refusal('--nodes is about a platform that is started here, not about a target');
  const baselineFiles = values.baseline ?? [];
  if (values.gate && baselineFiles.length === 0) throw new Refusal('--gate needs a --baseline to hold the run to');
  if (values.gate && values.target !== undefined)
    throw new Refusal('--gate is about a platform that is started here: what a target costs cannot be weighed');
  return {
    profile: values.profile,
    target: values.target === undefined ? undefined : originOf(values.target),
    consentFile: values.consent,
    officialsFile: values.officials,
    baselineFiles,
    isGated: values.gate,
    only: values.only === undefined ? [] : values.only.split(','),
    nodes,
    outFolder: values.out,
  };
}

function parse(args: readonly string[]) {
  const text = { type: 'string' } as const;
  const options = {
    profile: text,
    target: text,
    consent: text,
    officials: text,
    baseline: { type: 'string', multiple: true } as const,
    gate: { type: 'boolean', default: false } as const,
    only: text,
    nodes: { type: 'string', default: '1' } as const,
    out: text,
  };
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    throw new Refusal(messageOf(error));
  }
}

function originOf(text: string): string {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol)) throw new Refusal(`--target ${text} is no http or https address`);
  return url.origin;
}
