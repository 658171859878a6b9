/** Batches of OCSF events as lines of JSON, by POST over HTTPS. What is answered with 2xx has arrived. */
import type { ExportedEntry } from '@sabha/domain/audit/export/entry';
import { ocsfLine } from '@sabha/domain/audit/export/ocsf';
import type { ClientRequest } from 'node:http';
import { request } from 'node:https';
import { type Destination, NotDelivered } from './destination.ts';
import type { Secret } from './secret.ts';
import { tlsOptions, type Trust } from './tls.ts';

export type HttpsReceiver = Readonly<{
  url: URL;
  /** The whole of the header's value. */
  authorization: Secret;
  trust: Trust;
  patienceMs?: number;
}>;

export function httpsDestination({ url, authorization, trust, patienceMs = 30_000 }: HttpsReceiver): Destination {
  return {
    name: `https ${url.origin}${url.pathname}`,
    kind: 'https',
    acknowledges: true,
    host: url.hostname.replace(/^\[|\]$/g, ''),
    async deliver(entries) {
      const body = Buffer.from(entries.map(ocsfLine).join(''));
      const signal = AbortSignal.timeout(patienceMs);
      // An agent of its own for each: no connection is kept that somebody in between might have closed.
      const asked = request(url, {
        method: 'POST',
        agent: false,
        signal,
        ...tlsOptions(trust),
        headers: headersOf(entries, body),
      });
      asked.setHeader('authorization', authorization.reveal());
      const status = await statusOf(asked, body);
      // A redirect is no answer either: what it leads to was not looked up in the policy.
      if (status < 200 || status > 299) throw new NotDelivered(`the receiver answered ${String(status)}`);
    },
  };
}

/** The same entries have the same key, however often they are sent: a receiver may drop what it has (draft-ietf-httpapi-idempotency-key-header). */
function headersOf(entries: readonly ExportedEntry[], body: Buffer): Readonly<Record<string, string | number>> {
  const [first, last] = [entries.at(0)?.index ?? 0, entries.at(-1)?.index ?? 0];
  return {
    'content-type': 'application/x-ndjson',
    'content-length': body.length,
    'idempotency-key': `"sabha-audit-${String(first)}-${String(last)}"`,
    'sabha-first-index': String(first),
    'sabha-last-index': String(last),
  };
}

function statusOf(asked: ClientRequest, body: Buffer): Promise<number> {
  return new Promise((resolve, reject) => {
    asked.on('response', (answer) => {
      resolve(answer.statusCode ?? 0);
      answer.destroy(); // its text is nobody's business, however long it is
    });
    asked.on('error', (error) => {
      const { code = error.name } = error as NodeJS.ErrnoException;
      reject(error instanceof NotDelivered ? error : new NotDelivered(`the connection failed: ${code}`));
    });
    asked.end(body);
  });
}
