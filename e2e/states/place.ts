/** Where the fenced platform stands: a site with an address of each family and TURN over TLS at port 443, as on a host. */
import { execFileSync } from 'node:child_process';
import { createHash, X509Certificate } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { laptop, type Place } from '../../infra/local/src/instance/place.ts';
import { within } from '../../infra/local/src/testing/fence/fence.ts';

/** Resolved by the hosts file inside: for a resolver it does not exist. */
export const turnDomain = 'turn.sabha.example';

/** The laptop's policy, but for the place: `folder` keeps it, and the certificate. */
export function fencedPlace(folder: string): Place {
  const policyFile = join(folder, 'fenced.yaml');
  const changed = [
    ['- 127.0.0.0/8', `- ${within.four}/32`],
    ['- ::1/128', `- ${within.six}/128`],
    ['own STUN and TURN, hosts: [localhost]', `own STUN and TURN, hosts: [localhost, ${turnDomain}]`],
  ].reduce(
    (text, [before = '', after = '']) => {
      if (!text.includes(before)) throw new Error(`the laptop's policy does not say "${before}" any more`);
      return text.replace(before, after);
    },
    readFileSync(laptop.policyFile, 'utf8'),
  );
  writeFileSync(policyFile, changed);
  const [certFile, keyFile] = [join(folder, 'turn.crt'), join(folder, 'turn.key')];
  const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
  const whose = ['-subj', `/CN=${turnDomain}`, '-addext', `subjectAltName=DNS:${turnDomain}`];
  execFileSync('openssl', ['req', '-x509', ...kind, ...whose, '-keyout', keyFile, '-out', certFile], { stdio: 'ignore' });
  const turnTls = { domain: turnDomain, port: 443, certFile, keyFile };
  return { policyFile, siteId: laptop.siteId, addresses: [within.four, within.six], turnTls };
}

/** Has Chromium take that certificate, by its public key, and no other that is in doubt. */
export function trustIn({ turnTls }: Place): string {
  const { publicKey } = new X509Certificate(readFileSync(turnTls?.certFile ?? ''));
  const hash = createHash('sha256').update(publicKey.export({ type: 'spki', format: 'der' }));
  return `--ignore-certificate-errors-spki-list=${hash.digest('base64')}`;
}
