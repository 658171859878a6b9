import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

export type Scenario = Readonly<{ rule: string; body: string; tests: readonly string[] }>;

const STEPS = ['GIVEN', 'WHEN', 'THEN'] as const;

/** The `### ` sections of a specification: one rule each, with its scenario and the tests that hold it. */
export function scenariosOf(markdown: string): Scenario[] {
  return markdown
    .split(/^### /m)
    .slice(1)
    .map((section) => {
      const [rule = '', ...rest] = section.split('\n');
      const body = rest.join('\n').split(/^## /m)[0] ?? '';
      return {
        rule: rule.trim(),
        body,
        tests: [...body.matchAll(/`([^`\n#]+\.test\.tsx?#[^`\n]+)`/g)].map((found) => found[1] ?? ''),
      };
    });
}

/** What is wrong with a scenario, one sentence each; nothing when each test it names is there and runs. */
export function faultsOf(scenario: Scenario, root: string): string[] {
  const missing = STEPS.filter((step) => !new RegExp(`\\b${step}\\b`).test(scenario.body)).map((step) => `has no ${step}`);
  if (scenario.tests.length === 0) missing.push('names no test: add `path/to/file.test.ts#title of the test`');
  return [...missing, ...scenario.tests.flatMap((name) => faultOfTest(name, root))];
}

function faultOfTest(name: string, root: string): string[] {
  const [path = '', title = ''] = name.split(/#(.*)/s);
  const file = join(root, path);
  if (!existsSync(file)) return [`names ${path}, which is not there`];
  return titlesIn(readFileSync(file, 'utf8')).has(title) ? [] : [`names "${title}", which ${path} no longer runs`];
}

/**
 * Every text in a test file that can be a title (tables hold theirs as plain strings; a template counts up to its first
 * placeholder), without those that are skipped.
 */
function titlesIn(source: string): Set<string> {
  const titles = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && /\.(?:skip|todo|fails)\b/.test(node.expression.getText())) return;
    if (ts.isStringLiteralLike(node)) titles.add(node.text);
    else if (ts.isTemplateHead(node)) titles.add(node.text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('probe.tsx', source, ts.ScriptTarget.Latest, true));
  return titles;
}
