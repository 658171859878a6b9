/** From files to what the model works with, or to a sentence that says which file is wrong, and where. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readPolicy } from '@sabha/domain/residency/read-policy';
import type { Policy } from '@sabha/domain/residency/policy';
import { parse } from 'yaml';
import { z } from 'zod';
import { type Demand, demandSchema } from './demand/demand.ts';
import { type Measurement, measurementFileSchema } from './measurement.ts';
import { type Figures, figuresSchema, type Prices, pricesSchema } from './plan/figures.ts';
import type { PlanInputs } from './plan/plan.ts';

/** Paths; `measured` is a folder. */
export type InputFiles = Readonly<{ measured: string; demand: string; prices: string; figures: string; policy: string }>;

const root = join(import.meta.dirname, '..');

/** The files of this folder, which are taken where nothing else is asked for. */
export const committedFiles: InputFiles = {
  measured: join(root, 'measured'),
  demand: join(root, 'demand', 'national-day.yaml'),
  prices: join(root, 'prices', '2026-11.yaml'),
  figures: join(root, 'figures', 'unmeasured.yaml'),
  policy: join(root, 'policy', 'national.yaml'),
};

/** The sentence names the file; it is for whoever wrote it. */
export class InputFault extends Error {
  override readonly name = 'InputFault';
}

/** @throws InputFault */
export async function readInputs(files: InputFiles): Promise<PlanInputs> {
  return {
    runs: await readMeasured(files.measured),
    demand: await readDemand(files.demand),
    prices: await readPrices(files.prices),
    figures: await readFigures(files.figures),
    policy: await readPolicyFile(files.policy),
  };
}

/** All `*.json` of a folder, in the order of their names. @throws InputFault */
export async function readMeasured(folder: string): Promise<readonly Measurement[]> {
  const names = (await readdir(folder).catch(unreadable(folder))).filter((name) => name.endsWith('.json')).sort();
  const lists = await Promise.all(names.map((name) => readAs(measurementFileSchema, join(folder, name))));
  return lists.flat();
}

export const readDemand = (file: string): Promise<Demand> => readAs(demandSchema, file);
export const readPrices = (file: string): Promise<Prices> => readAs(pricesSchema, file);
export const readFigures = (file: string): Promise<Figures> => readAs(figuresSchema, file);

/** By the reader of the product itself. @throws InputFault with the first of its faults */
export async function readPolicyFile(file: string): Promise<Policy> {
  const { policy, faults } = readPolicy(await readText(file));
  if (policy) return policy;
  const [fault] = faults;
  throw new InputFault(`${file}:${fault?.line ?? 1}: ${fault?.path ?? ''} ${fault?.message ?? ''}`);
}

const readText = (file: string): Promise<string> => readFile(file, 'utf8').catch(unreadable(file));

function unreadable(path: string): (error: unknown) => never {
  return (error) => {
    throw new InputFault(`${path} cannot be read`, { cause: error });
  };
}

/** JSON is YAML too. */
async function readAs<T extends z.ZodType>(schema: T, file: string): Promise<z.output<T>> {
  const read = schema.safeParse(parse(await readText(file)));
  if (!read.success) throw new InputFault(`${file}: ${z.prettifyError(read.error)}`);
  return read.data;
}
