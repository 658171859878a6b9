/** The inputs of this folder, as the command takes them when nothing else is asked for. */
import { join } from 'node:path';
import { readInputs } from '../command.ts';

const root = join(import.meta.dirname, '..', '..');

export const committedFiles = {
  measured: join(root, 'measured'),
  demand: join(root, 'demand', 'national-day.yaml'),
  prices: join(root, 'prices', '2026-11.yaml'),
  figures: join(root, 'figures', 'unmeasured.yaml'),
  policy: join(root, 'policy', 'national.yaml'),
};

export const committedInputs = () => readInputs(committedFiles);
