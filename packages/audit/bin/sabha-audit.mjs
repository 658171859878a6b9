#!/usr/bin/env node
// Plain JavaScript, so that an older Node can read it and say what it lacks.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major > 22 || (major === 22 && minor >= 18)) await import('./sabha-audit.ts');
else {
  process.stderr.write(
    `sabha-audit: it needs Node 22.18 or newer, and this is ${process.versions.node}\n` +
      '  type, in a checkout of Sabha: npm run audit-log -- verify <log> --key <key>\n',
  );
  process.exitCode = 2;
}
