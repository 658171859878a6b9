/** Makes a namespace with a program in it, says so, and waits to be killed. */
import { Namespace } from '../../src/testing/fence/namespace.ts';

const namespace = new Namespace('left');
const { pid } = namespace.start('sleep', '600');
console.log(JSON.stringify({ name: namespace.name, pid }));
setInterval(() => undefined, 1000);
