import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** A guard, how it is taken out, and the tests that must then fail. */
const guard = z.strictObject({
  guard: z.string().min(1),
  file: z.string(),
  present: z.string().min(1),
  absent: z.string(),
  project: z.enum(['unit', 'integration', 'e2e', 'local']),
  /** The start of the path of one test file or several. */
  tests: z.string().min(1),
  /** A pattern over their titles. */
  named: z.string().min(1),
});

export type Guard = Readonly<z.infer<typeof guard>>;

/** @throws ZodError when the list is not one */
export function readGuards(): readonly Guard[] {
  return z.array(guard).parse(JSON.parse(readFileSync(join(import.meta.dirname, 'guards.json'), 'utf8')));
}

/** What keeps a guard from being tried: it would otherwise be found out only by whoever runs them all. */
export function faultOf({ file, present, tests, project }: Guard, root: string): string | undefined {
  if (!existsSync(join(root, file))) return `${file} is gone`;
  const found = readFileSync(join(root, file), 'utf8').split(present).length - 1;
  if (found !== 1) return `${file} has its text ${found} times`;
  const folder = tests.slice(0, tests.lastIndexOf('/'));
  const names = existsSync(join(root, folder)) ? readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }) : [];
  const isTest = (name: string) => `${folder}/${name}`.startsWith(tests) && /\.test\.tsx?$/.test(name);
  const isInProject = (name: string) => name.includes('.integration.test.') === (project === 'integration');
  return names.some((name) => isTest(name) && isInProject(name)) ? undefined : `no ${project} test is at ${tests}`;
}
