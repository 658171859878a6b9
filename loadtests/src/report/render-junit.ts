import { showBound, showFigure } from './bound.ts';
import { escapeText } from './escape.ts';
import { isMeasured } from './figures.ts';
import type { PromiseResult, Report } from './report.ts';
import { byScenario, explain, judge } from './verdict.ts';
import { isKept } from '../verdict/outcome.ts';

/** JUnit's XML: a suite for each scenario, a case for each promise, and each doubt an error that no tool overlooks. */
export function renderJunit(report: Report): string {
  const suites = [...byScenario(report.promises)].map(([scenario, group]) => renderScenario(scenario, group, report));
  const doubts = doubtsOf(report);
  const counts = {
    tests: report.promises.length + doubts.length,
    failures: report.promises.filter((promise) => !isKept(promise)).length,
    errors: doubts.length,
  };
  const root = attributes({ name: `Load test of profile ${report.profile}`, ...counts, time: report.seconds });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${root}>`,
    ...suites,
    renderValidity(doubts, report),
    '</testsuites>',
    '',
  ].join('\n');
}

function renderScenario(scenario: string, promises: readonly PromiseResult[], report: Report): string {
  const failures = promises.filter((promise) => !isKept(promise)).length;
  return [
    `  <testsuite${attributes({ name: scenario, tests: promises.length, failures, errors: 0, time: secondsOf(scenario, report), timestamp: report.startedAt })}>`,
    ...promises.map(renderPromise),
    '  </testsuite>',
  ].join('\n');
}

function renderPromise(promise: PromiseResult): string {
  const { scenario, sentence, id, metric, samples } = promise;
  const named = attributes({ name: `${sentence} (${id})`, classname: scenario });
  const measured = `${metric}: ${showFigure(promise)} of ${samples} samples, bound ${showBound(promise)}`;
  if (isKept(promise)) return `    <testcase${named}><system-out>${escapeText(measured)}</system-out></testcase>`;
  const type = isMeasured(promise.value) ? 'not met' : 'nothing measured';
  return `    <testcase${named}><failure${attributes({ message: explain(promise), type })}>${escapeText(measured)}</failure></testcase>`;
}

/** A suite that is there in every run: one that vanished with the doubts could not be told from one that was not asked. */
function renderValidity(doubts: readonly Doubt[], { runId, startedAt, rig }: Report): string {
  const suite = {
    name: 'Whether the run is valid',
    tests: Math.max(1, doubts.length),
    failures: 0,
    errors: doubts.length,
    time: 0,
    timestamp: startedAt,
  };
  const properties = { run: runId, commit: rig.commit, target: rig.target, cpu: rig.cpu, cores: rig.cores };
  return [
    `  <testsuite${attributes(suite)}>`,
    `    <properties>${Object.entries(properties)
      .map(([name, value]) => `<property${attributes({ name, value })}/>`)
      .join('')}</properties>`,
    ...(doubts.length === 0
      ? [`    <testcase${attributes({ name: 'No check raised a doubt', classname: 'validity' })}/>`]
      : doubts.map(renderDoubt)),
    '  </testsuite>',
  ].join('\n');
}

type Doubt = Readonly<{ kind: string; phase: string | null; sentence: string }>;

function renderDoubt({ kind, phase, sentence }: Doubt): string {
  const name = phase === null ? kind : `${kind} in “${phase}”`;
  return `    <testcase${attributes({ name, classname: 'validity' })}><error${attributes({ message: sentence, type: kind })}/></testcase>`;
}

/** The report's doubts; where it is not valid without naming any, that itself. */
function doubtsOf(report: Report): readonly Doubt[] {
  const { outcome, sentence } = judge(report);
  return outcome === 'not valid' && report.doubts.length === 0 ? [{ kind: 'not valid', phase: null, sentence }] : report.doubts;
}

function secondsOf(scenario: string, { phases }: Report): number {
  return phases.reduce((sum, phase) => sum + (phase.scenario === scenario ? phase.toSecond - phase.fromSecond : 0), 0);
}

/** A line break in an attribute would be read as a blank: it is written as a reference. */
function attributes(named: Readonly<Record<string, string | number>>): string {
  return Object.entries(named)
    .map(([name, value]) => ` ${name}="${escapeText(String(value)).replaceAll('\n', '&#10;').replaceAll('\t', '&#9;')}"`)
    .join('');
}
