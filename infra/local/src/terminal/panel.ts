import { demoAccounts } from '../identity/demo-accounts.ts';
import type { Instance } from '../instance/start-instance.ts';
import type { Terminal } from './terminal.ts';

/** What a person needs once everything runs, and no secret. */
export function printPanel(terminal: Terminal, instance: Instance, took: string): void {
  const addresses = new Map(instance.parts().map(({ name, address }) => [name, address]));
  terminal.line();
  terminal.line(
    terminal.strong(`Sabha is ready after ${took}${addresses.has('portal') ? `:  ${instance.env.PUBLIC_URL}` : '.'}`),
  );
  terminal.line();
  for (const [part, label] of shown) {
    const address = addresses.get(part);
    if (address !== undefined) terminal.line(`  ${label.padEnd(18)} ${address}`);
  }
  for (const [label, folder] of foldersOf(instance)) terminal.line(`  ${label.padEnd(18)} ${folder}`);
  if (addresses.has('identity')) printAccounts(terminal);
  terminal.line();
  terminal.line('  Ctrl-C stops it and keeps the data; `npm run status` looks at it; `npm run reset` removes the data.');
}

const shown = [
  ['mail', 'mail inbox'],
  ['identity', 'identity provider'],
  ['livekit', 'media server'],
  ['database', 'database'],
] as const;

function foldersOf({ home, dataFolder }: Instance): readonly (readonly [label: string, folder: string])[] {
  if (dataFolder === home.folder) return [['data and logs', home.folder]];
  return [
    ['data', dataFolder],
    ['mails and logs', home.folder],
  ];
}

function printAccounts(terminal: Terminal): void {
  const width = Math.max(...demoAccounts.map(({ name }) => name.length));
  terminal.line();
  terminal.line('  Sign in as one of these; the local identity provider asks for no password:');
  for (const { name, note, email } of demoAccounts) terminal.line(`    ${name.padEnd(width)}  ${email}  (${note})`);
}
