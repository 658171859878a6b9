import type { TestProject } from 'vitest/node';
import { startOwnInstance } from './platform/instance.ts';

/** One whole platform for all the end-to-end tests. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { platform, stop } = await startOwnInstance();
  project.provide('platform', platform);
  return stop;
}
