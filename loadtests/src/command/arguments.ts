import { parseArgs } from 'node:util';
import { messageOf } from '../../../infra/local/src/fault.ts';
import type { Sizes } from '../run/catalog.ts';
import { isProfile, profileNames, type ProfileName } from '../run/profiles.ts';
import { MOST_LEAD_SECONDS, MOST_PARTS, MOST_WAIT_SECONDS } from '../parts/limits.ts';
import type { Part } from '../parts/segment.ts';

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
  /** Sizes instead of the profile's. */
  sizes: Sizes;
  /** How many generators share the load, of which this is the first; undefined: it is alone. */
  parts: Readonly<{ of: number; leadSeconds: number; waitSeconds: number }> | undefined;
}>;

/** Another generator's wish: to take its part of a load that a coordinator has planned. */
export type PartWish = Readonly<{
  part: Part;
  /** Of the phase, with the coordinator's plan and stage. */
  folder: string;
  consentFile: string | undefined;
  /** For the plan to be there. */
  waitSeconds: number;
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
  --sizes NAME=N,...    other sizes than the profile's: VIEWERS=3000,RAMP=60,HOLD=300
  --parts N             this is the first of N generators; the load begins in --lead seconds (60), and what the others leave
                        is awaited for --wait seconds (300) after it
usage: npm run loadtest -- --part K/N --stage FOLDER
                        another generator: takes part K of what was planned in <run>/<phase>, and awaits the plan for --wait seconds;
                        with --consent FILE as above
exit code: 0 every promise met, 1 one was not, 2 the run is not valid (the report says why)`;

/** @throws Refusal */
export function readArguments(args: readonly string[]): Wish | PartWish {
  const values = parse(args);
  return values.part === undefined ? wishOf(values) : partWishOf({ ...values, part: values.part });
}

type Values = ReturnType<typeof parse>;

function wishOf(values: Values): Wish {
  if (values.profile === undefined) throw new Refusal('name a profile');
  if (!isProfile(values.profile)) throw new Refusal(`there is no profile "${values.profile}"`);
  const nodes = Number(values.nodes ?? 1);
  if (!Number.isInteger(nodes) || nodes < 1 || nodes > 3) throw new Refusal('--nodes is 1, 2 or 3');
  if (nodes > 1 && values.target !== undefined)
    throw new Refusal('--nodes is about a platform that is started here, not about a target');
  const { baseline: baselineFiles = [], gate: isGated = false } = values;
  if (isGated && baselineFiles.length === 0) throw new Refusal('--gate needs a --baseline to hold the run to');
  if (isGated && values.target !== undefined)
    throw new Refusal('--gate is about a platform that is started here: what a target costs cannot be weighed');
  if (values.stage !== undefined) throw new Refusal('--stage is for a generator that takes a --part');
  return {
    profile: values.profile,
    target: values.target === undefined ? undefined : originOf(values.target),
    consentFile: values.consent,
    officialsFile: values.officials,
    baselineFiles,
    isGated,
    only: values.only === undefined ? [] : values.only.split(','),
    nodes,
    outFolder: values.out,
    sizes: sizesOf(values.sizes),
    parts: partsOf(values),
  };
}

const WAIT_SECONDS = 300;

function partsOf({ parts, lead, wait }: Values): Wish['parts'] {
  if (parts === undefined) {
    if (lead !== undefined || wait !== undefined) throw new Refusal('--lead and --wait are about several generators (--parts)');
    return undefined;
  }
  return {
    of: wholeNumber('--parts', parts, [2, MOST_PARTS]),
    leadSeconds: wholeNumber('--lead', lead ?? '60', [1, MOST_LEAD_SECONDS]),
    waitSeconds: wholeNumber('--wait', wait ?? String(WAIT_SECONDS), [0, MOST_WAIT_SECONDS]),
  };
}

const OF_A_PART: ReadonlySet<string> = new Set(['part', 'stage', 'consent', 'wait']);

function partWishOf(values: Values & Readonly<{ part: string }>): PartWish {
  const other = Object.keys(values).find((name) => !OF_A_PART.has(name));
  if (other !== undefined) throw new Refusal(`--${other} is the coordinator's to say, not a part's`);
  if (values.stage === undefined) throw new Refusal('--part needs the --stage that its coordinator has set');
  const [, number = '', of = ''] = /^(\d+)\/(\d+)$/.exec(values.part) ?? [];
  const parts = wholeNumber('N of --part K/N', of, [2, MOST_PARTS]);
  return {
    part: { number: wholeNumber('K of --part K/N (1 is the coordinator)', number, [2, parts]), of: parts },
    folder: values.stage,
    consentFile: values.consent,
    waitSeconds: wholeNumber('--wait', values.wait ?? String(WAIT_SECONDS), [0, MOST_WAIT_SECONDS]),
  };
}

function wholeNumber(name: string, text: string, [least, most]: readonly [number, number]): number {
  const value = /^\d+$/.test(text) ? Number(text) : NaN;
  if (value >= least && value <= most) return value;
  throw new Refusal(`${name} is a whole number from ${least} to ${most}`);
}

function sizesOf(text: string | undefined): Sizes {
  const sizes: Record<string, number> = {};
  for (const pair of text?.split(',') ?? []) {
    const [, name = '', value = ''] = /^([A-Z]+)=(\d+)$/.exec(pair) ?? [];
    if (name === '') throw new Refusal(`--sizes: "${pair}" is not like VIEWERS=3000`);
    sizes[name] = Number(value);
  }
  return sizes;
}

function parse(args: readonly string[]) {
  const text = { type: 'string' } as const;
  const options = {
    profile: text,
    target: text,
    consent: text,
    officials: text,
    baseline: { type: 'string', multiple: true } as const,
    gate: { type: 'boolean' } as const,
    only: text,
    nodes: text,
    out: text,
    sizes: text,
    parts: text,
    lead: text,
    wait: text,
    part: text,
    stage: text,
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
