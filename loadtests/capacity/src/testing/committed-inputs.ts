import { committedFiles, readInputs } from '../read-inputs.ts';

/** As the command takes them when nothing else is asked for. */
export const committedInputs = () => readInputs(committedFiles);
