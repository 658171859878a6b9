import { Fault, messageOf } from '../fault.ts';
import { defaultHomeFolder } from '../instance/home.ts';
import { portsFromEnvironment } from '../instance/ports.ts';
import { AlreadyRunning, startInstance, type Instance } from '../instance/start-instance.ts';
import { partNames, type PartName, type RunMode } from '../parts/part.ts';
import { InstancePrinter } from '../terminal/instance-printer.ts';
import { printPanel } from '../terminal/panel.ts';
import { seconds, type Terminal } from '../terminal/terminal.ts';
import { abortOnEnding, Interrupted, interruptedCode } from './ending.ts';

type Wish = Readonly<{ mode: RunMode; parts: readonly PartName[] }>;

export async function start(mode: RunMode, args: readonly string[], terminal: Terminal): Promise<number> {
  return runUntilEnded({ mode, parts: wantedParts(args) }, terminal, abortOnEnding());
}

/** `--parts database,livekit` starts only those, for whoever runs the rest another way. */
function wantedParts([option, list = '', ...rest]: readonly string[]): readonly PartName[] {
  if (option === undefined) return partNames;
  const names = list.split(',');
  const known = names.filter((name): name is PartName => (partNames as readonly string[]).includes(name));
  if (option === '--parts' && rest.length === 0 && known.length === names.length) return known;
  throw new Fault(
    'start',
    `does not understand "${[option, list, ...rest].join(' ').trim()}"`,
    `say --parts and some of ${partNames.join(',')}`,
  );
}

async function runUntilEnded(wish: Wish, terminal: Terminal, signal: AbortSignal): Promise<number> {
  const since = performance.now();
  const printer = new InstancePrinter(terminal);
  try {
    const instance = await open(wish, printer, signal);
    printPanel(terminal, instance, seconds(performance.now() - since));
    const why = await Promise.race([aborted(signal), instance.lost]);
    return await close(instance, why, terminal);
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
    terminal.line(`\nStopped by ${error.message} before it was ready; nothing is left running.`);
    return interruptedCode;
  } finally {
    printer.close();
  }
}

async function open({ mode, parts }: Wish, printer: InstancePrinter, signal: AbortSignal): Promise<Instance> {
  try {
    const ports = portsFromEnvironment(process.env);
    const logLevel = process.env['LOG_LEVEL'];
    const options = { home: defaultHomeFolder(process.env), ports, mode, parts, on: printer.on, signal };
    return await startInstance(logLevel === undefined ? options : { ...options, logLevel });
  } catch (error) {
    if (!(error instanceof AlreadyRunning)) throw error;
    const { runner, ports, startedAt } = error.record;
    const where = `http://localhost:${ports.portal}`;
    throw new Fault(
      'sabha',
      `is running already at ${where} (process ${runner.pid}, since ${startedAt})`,
      `use it, or stop it with \`kill ${runner.pid}\``,
    );
  }
}

function aborted(signal: AbortSignal): Promise<unknown> {
  if (signal.aborted) return Promise.resolve(signal.reason);
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(signal.reason), { once: true }));
}

async function close(instance: Instance, why: unknown, terminal: Terminal): Promise<number> {
  if (why instanceof Fault) terminal.fault(why);
  terminal.line(`\n${why instanceof Interrupted ? 'Stopping' : 'Stopping everything'} ...`);
  const since = performance.now();
  await instance.stop();
  terminal.line(`Stopped after ${seconds(performance.now() - since)}; the data is in ${instance.dataFolder}.`);
  if (why instanceof Interrupted) return 0;
  if (!(why instanceof Fault)) terminal.line(`The runner itself failed: ${messageOf(why)}`);
  return 1;
}
