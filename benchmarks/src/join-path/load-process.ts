/** A client in a process of its own: reads a plan as JSON, says what it saw as JSON. */
import { text } from 'node:stream/consumers';
import { applyLoad, type LoadPlan } from './load.ts';

const plan = JSON.parse(await text(process.stdin)) as LoadPlan;
process.stdout.write(JSON.stringify(await applyLoad(plan)));
