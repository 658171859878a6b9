import { spawn } from 'node:child_process';
import { Refusal } from './terminal.mjs';

/**
 * Runs npm in a folder without letting any package run a script: what is needed is done by our own code instead.
 * @param {{ folder: string, args: string[], node?: string, remedy: string }} options
 */
export async function npm({ folder, args, node = process.execPath, remedy }) {
  const outer = process.env.npm_execpath;
  const [command, first] = outer?.endsWith('.js') ? [node, [outer]] : ['npm', []];
  const child = spawn(command, [...first, ...args, '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: folder,
    env: withoutOuterScript(process.env),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => lines.push(...text.split('\n').filter((line) => line.trim() !== '')));
  }
  const how = await new Promise((resolve) => {
    child.once('error', (error) => resolve(error.code === 'ENOENT' ? 'npm is missing' : error.message));
    child.once('close', (code, signal) => resolve(code === 0 ? undefined : `npm ended with ${signal ?? `code ${code}`}`));
  });
  if (how === undefined) return;
  const said = lines.filter((line) => /^npm error \S/.test(line)).map((line) => line.replace(/^npm error /, ''));
  throw new Refusal([how, ...said.slice(0, 4)].join(' | '), remedy);
}

/** What npm told the script that it is running is not meant for another npm in another folder. */
function withoutOuterScript(env) {
  const told = /^npm_(package|lifecycle)_|^npm_config_local_prefix$|^npm_command$|^INIT_CWD$/;
  return Object.fromEntries(Object.entries(env).filter(([name]) => !told.test(name)));
}
