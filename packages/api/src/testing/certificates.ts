/** Certificates of a test's own, made with openssl: an authority, and what it vouches for. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type Identity = Readonly<{ certificate: string; key: string }>;
export type Authority = Readonly<{
  /** PEM. */
  certificate: string;
  /** @param names of the subject alternative, such as `IP:127.0.0.1`. @param when such as `-days 2`, or a validity that is over */
  vouchFor(names: string, when?: readonly string[]): Identity;
}>;

const CURVE = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
/** It ended a day before it began. */
export const expired = ['-days', '-1'];

export function makeAuthority(name: string): Authority {
  const folder = mkdtempSync(join(tmpdir(), 'sabha-ca-'));
  const file = (which: string) => join(folder, which);
  const openssl = (...words: readonly string[]) =>
    execFileSync('openssl', words, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  openssl('req', '-x509', ...CURVE, '-subj', `/CN=${name}`, '-days', '2', '-keyout', 'ca.key', '-out', 'ca.crt');
  let made = 0;
  return {
    certificate: readFileSync(file('ca.crt'), 'utf8'),
    vouchFor(names, when = ['-days', '2']) {
      const own = `own-${String((made += 1))}`;
      openssl('req', ...CURVE, '-subj', '/CN=it', '-keyout', `${own}.key`, '-out', `${own}.csr`);
      writeFileSync(file(`${own}.ext`), `subjectAltName=${names}\n`);
      const signed = ['-CA', 'ca.crt', '-CAkey', 'ca.key', '-CAcreateserial', '-extfile', `${own}.ext`, '-out', `${own}.crt`];
      openssl('x509', '-req', '-in', `${own}.csr`, ...when, ...signed);
      return { certificate: readFileSync(file(`${own}.crt`), 'utf8'), key: readFileSync(file(`${own}.key`), 'utf8') };
    },
  };
}
