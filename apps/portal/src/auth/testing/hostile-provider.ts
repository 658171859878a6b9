/** An issuer that does everything right but what it is told to do wrong. */
import { createHmac, createSign, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { createServer } from 'node:http';

export type Misbehaviour = Readonly<{
  header?: Record<string, unknown>;
  claims?: Record<string, unknown>;
  /** How the token is signed; `right` is RS256 by the published key. */
  sign?: 'right' | 'other key' | 'hs256 with the public key' | 'hs256 with the client secret' | 'none' | 'garbage';
  userinfo?: Record<string, unknown>;
}>;

export type HostileProvider = Readonly<{
  issuer: string;
  behave(how: Misbehaviour): void;
  /** How often a path was asked for. */
  asked(path: string): number;
  close(): Promise<void>;
}>;

type Keys = Readonly<{ publicKey: KeyObject; privateKey: KeyObject; otherKey: KeyObject; secret: string }>;

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

export async function openHostileProvider(client: Readonly<{ id: string; secret: string }>): Promise<HostileProvider> {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const other = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const keys: Keys = { publicKey, privateKey, otherKey: other.privateKey, secret: client.secret };
  let how: Misbehaviour = {};
  let nonce = '';
  const paths: string[] = [];
  let issuer = '';

  function idToken(): string {
    const now = Math.floor(Date.now() / 1000);
    const isHmac = how.sign?.startsWith('hs256') === true;
    const header = { alg: how.sign === 'none' ? 'none' : isHmac ? 'HS256' : 'RS256', kid: 'k1', typ: 'JWT', ...how.header };
    const claims = { iss: issuer, aud: client.id, sub: 'subject-1', iat: now, exp: now + 300, nonce, ...how.claims };
    const body = `${encode(header)}.${encode(claims)}`;
    return `${body}.${signature(body, how.sign, keys)}`;
  }

  const answers: Readonly<Record<string, () => unknown>> = {
    '/.well-known/openid-configuration': () => ({
      issuer,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
      userinfo_endpoint: `${issuer}/userinfo`,
      jwks_uri: `${issuer}/jwks`,
      id_token_signing_alg_values_supported: ['RS256', 'HS256', 'none'],
    }),
    '/jwks': () => ({ keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'k1', use: 'sig', alg: 'RS256' }] }),
    '/token': () => ({ access_token: 'access', token_type: 'Bearer', expires_in: 300, id_token: idToken() }),
    '/userinfo': () => ({ sub: 'subject-1', ...how.userinfo }),
  };
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', issuer);
    paths.push(url.pathname);
    if (url.pathname === '/authorize') {
      nonce = url.searchParams.get('nonce') ?? '';
      const back = new URL(url.searchParams.get('redirect_uri') ?? '');
      back.searchParams.set('code', 'code');
      back.searchParams.set('state', url.searchParams.get('state') ?? '');
      return void response.writeHead(303, { location: back.href }).end();
    }
    const body = answers[url.pathname]?.();
    response.writeHead(body === undefined ? 404 : 200, { 'content-type': 'application/json' }).end(JSON.stringify(body ?? {}));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  issuer = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  return {
    issuer,
    behave: (next) => void (how = next),
    asked: (path) => paths.filter((one) => one === path).length,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function signature(body: string, sign: Misbehaviour['sign'], { publicKey, privateKey, otherKey, secret }: Keys): string {
  const rs256 = (key: KeyObject) => createSign('RSA-SHA256').update(body).sign(key, 'base64url');
  const hs256 = (key: string) => createHmac('sha256', key).update(body).digest('base64url');
  switch (sign) {
    case 'none':
      return '';
    case 'garbage':
      return 'AAAA';
    case 'other key':
      return rs256(otherKey);
    case 'hs256 with the public key':
      return hs256(publicKey.export({ type: 'spki', format: 'pem' }).toString());
    case 'hs256 with the client secret':
      return hs256(secret);
    default:
      return rs256(privateKey);
  }
}
