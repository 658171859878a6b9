import { closeSync, fstatSync, openSync, readSync, renameSync, statSync } from 'node:fs';
import { errorCode } from '../fault.ts';

const rotateAboveBytes = 16 * 1024 * 1024;

/** Opened for appending; the file of the run before last is dropped once it has grown large. */
export function openLog(path: string): number {
  try {
    if (statSync(path).size > rotateAboveBytes) renameSync(path, `${path}.1`);
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
  }
  return openSync(path, 'a', 0o600);
}

/** The end of a log, to show beside a failure. */
export function lastLines(path: string, count: number): readonly string[] {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return [];
    throw error;
  }
  try {
    const size = fstatSync(file).size;
    const buffer = Buffer.alloc(Math.min(size, 64 * 1024));
    readSync(file, buffer, 0, buffer.length, size - buffer.length);
    return buffer
      .toString('utf8')
      .split('\n')
      .filter((line) => line.trim() !== '')
      .slice(-count);
  } finally {
    closeSync(file);
  }
}
