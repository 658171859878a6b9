/** Reads a log that another process writes: the lines that are new, whole ones alone, through rotation and truncation. */
import { type FileHandle, open, stat } from 'node:fs/promises';

/** After a restart so much of the end is read again: what was read before has no second effect. */
const TAIL_BYTES = 16 * 1024 * 1024;
const CHUNK_BYTES = 1024 * 1024;
const LONGEST_LINE = 512 * 1024;
const NEWLINE = 0x0a;

export class LogFile {
  readonly #path: string;
  readonly #tail: number;
  #file: FileHandle | null = null;
  #inode = 0;
  #offset = 0;
  #rest: Buffer[] = [];
  /** The beginning of the line is lost or too long: up to its end nothing counts. */
  #isSkipping = false;
  /** Another file has taken the name; this one is read to its end once more. */
  #isReplaced = false;
  #wasOpened = false;

  constructor(path: string, tail = TAIL_BYTES) {
    this.#path = path;
    this.#tail = tail;
  }

  /** The next lines, at most a chunk of them at once; none: there is nothing new, or no file yet. */
  async read(): Promise<readonly string[]> {
    const file = this.#file ?? (await this.#open());
    if (file === null) return [];
    const { size } = await file.stat();
    if (size < this.#offset) this.#begin(0); // emptied in place
    const { bytesRead, buffer } = await file.read(Buffer.alloc(CHUNK_BYTES), 0, CHUNK_BYTES, this.#offset);
    this.#offset += bytesRead;
    if (bytesRead === 0) await this.#followName();
    return this.#linesOf(buffer.subarray(0, bytesRead));
  }

  async close(): Promise<void> {
    await this.#file?.close();
    this.#file = null;
  }

  async #open(): Promise<FileHandle | null> {
    try {
      this.#file = await open(this.#path, 'r');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw error;
    }
    const { size, ino } = await this.#file.stat();
    this.#inode = ino;
    this.#begin(this.#wasOpened ? 0 : Math.max(0, size - this.#tail));
    this.#isSkipping = this.#offset > 0;
    this.#wasOpened = true;
    return this.#file;
  }

  #begin(offset: number): void {
    this.#offset = offset;
    this.#rest = [];
    this.#isSkipping = false;
    this.#isReplaced = false;
  }

  /** At the end: is this still the file of that name? Whoever writes may finish a line after the file was renamed. */
  async #followName(): Promise<void> {
    if (this.#isReplaced) return this.close();
    const now = await stat(this.#path).catch(() => null);
    this.#isReplaced = now !== null && now.ino !== this.#inode;
  }

  #linesOf(bytes: Buffer): readonly string[] {
    const lines: string[] = [];
    let from = 0;
    for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, from)) {
      if (!this.#isSkipping) lines.push(Buffer.concat([...this.#rest, bytes.subarray(from, at)]).toString('utf8'));
      this.#rest = [];
      this.#isSkipping = false;
      from = at + 1;
    }
    if (from < bytes.length && !this.#isSkipping) this.#rest.push(bytes.subarray(from));
    if (this.#rest.reduce((length, part) => length + part.length, 0) > LONGEST_LINE) {
      this.#rest = [];
      this.#isSkipping = true;
    }
    return lines;
  }
}
