import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

const RATE = 48_000;
const SECONDS = 2;

/**
 * The browser's flag for a fake microphone that speaks. Its beeps are too short for the media server, to whom somebody speaks
 * who is loud for two fifths of the time; noise suppression would take away a tone that stays as it is.
 */
export function voiceFlag(folder: string): string {
  const file = join(folder, 'voice.wav');
  writeFileSync(file, wave(Int16Array.from({ length: RATE * SECONDS }, (_, at) => voiceAt(at / RATE))));
  return `--use-file-for-fake-audio-capture=${file}`;
}

/** A low voice of eight harmonics that says four syllables a second. */
function voiceAt(second: number): number {
  const syllable = Math.sin(Math.PI * 4 * second) ** 2;
  const pitch = 140 + 20 * Math.sin(2 * Math.PI * 0.5 * second);
  let sum = 0;
  for (let harmonic = 1; harmonic <= 8; harmonic += 1) sum += Math.sin(2 * Math.PI * pitch * harmonic * second) / harmonic;
  return Math.round(sum * syllable * 9_000);
}

/** RIFF/WAVE: 16 bit PCM, one channel. */
function wave(samples: Int16Array): Buffer {
  const header = Buffer.alloc(44);
  header.write('RIFF', 0, 'latin1');
  header.writeUInt32LE(36 + samples.byteLength, 4);
  header.write('WAVEfmt ', 8, 'latin1');
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(RATE, 24);
  header.writeUInt32LE(RATE * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36, 'latin1');
  header.writeUInt32LE(samples.byteLength, 40);
  return Buffer.concat([header, Buffer.from(samples.buffer)]);
}
