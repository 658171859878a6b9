import type { PartName } from '../parts/part.ts';
import type { SupervisedPart } from '../process/supervised-part.ts';
import type { PartRecord } from './record.ts';

/** A part as whoever started the instance sees it. */
export type RunningPart = Readonly<{
  name: PartName;
  pid: number | undefined;
  state: string;
  restarts: number;
  address: string;
  version: string;
  logFile: string;
}>;

/** And as it is written down. */
export function recordOf(part: SupervisedPart): PartRecord {
  const { name, address, version, stopSignal } = part.spec;
  return {
    name,
    address,
    version,
    stopSignal,
    process: part.process ?? null,
    logFile: part.logFile,
    state: part.state,
    restarts: part.restarts,
  };
}

export function runningPart(part: SupervisedPart): RunningPart {
  const { name, address, version } = part.spec;
  return { name, address, version, pid: part.process?.pid, state: part.state, restarts: part.restarts, logFile: part.logFile };
}
