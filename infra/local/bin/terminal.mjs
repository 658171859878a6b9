/** Something the person can act on: what is wrong, and what to do. */
export class Refusal extends Error {
  constructor(what, remedy) {
    super(what);
    this.remedy = remedy;
  }
}

export function say(line) {
  process.stderr.write(`${line}\n`);
}

/** Runs one slow step and says that it has begun, that it is still going, and how long it took. */
export async function step(name, work) {
  const since = performance.now();
  const seconds = () => ((performance.now() - since) / 1000).toFixed(1);
  say(`  · ${name} ...`);
  const timer = setInterval(() => say(`  · ${name} ... still at it after ${seconds()} s`), 10_000);
  try {
    await work();
    say(`  ✓ ${name}, ${seconds()} s`);
  } finally {
    clearInterval(timer);
  }
}
