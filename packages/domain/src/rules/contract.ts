/** What the page about rules is told. Times are ISO 8601, UTC. */
import type { ClockReading } from '../clock/clock-watch.ts';
import type { RuleVerdict } from './rules.ts';

export type RulesView = Readonly<{
  readAt: string;
  rules: readonly RuleVerdict[];
  /** Null: nobody has looked yet. */
  clocks: (ClockReading & Readonly<{ lookedAt: string }>) | null;
}>;
