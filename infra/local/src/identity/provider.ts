import { randomBytes } from 'node:crypto';
import { Provider, interactionPolicy, type Configuration, type KoaContextWithOIDC } from 'oidc-provider';
import { demoAccounts } from './demo-accounts.ts';
import { escapeHtml, page } from './page.ts';
import type { IdentitySettings } from './settings.ts';
import type { SigningKey } from './signing-key.ts';

/** A certified OpenID Connect provider, set up the way a ministry's would be: code flow only, PKCE required. */
export function makeProvider(settings: IdentitySettings, key: SigningKey): Provider {
  return new Provider(settings.issuer, configuration(settings, key));
}

function configuration(settings: IdentitySettings, key: SigningKey): Configuration {
  return {
    clients: [
      {
        client_id: settings.clientId,
        client_secret: settings.clientSecret,
        client_name: 'Sabha',
        grant_types: ['authorization_code'],
        response_types: ['code'],
        redirect_uris: [`${settings.portal}/api/auth/callback/oidc`],
        post_logout_redirect_uris: [settings.portal, `${settings.portal}/`, `${settings.portal}/sign-in`],
        token_endpoint_auth_method: 'client_secret_basic',
      },
    ],
    jwks: { keys: [key] },
    cookies: { keys: [randomBytes(32).toString('hex')] },
    pkce: { required: () => true },
    responseTypes: ['code'],
    scopes: ['openid', 'profile', 'email'],
    claims: { openid: ['sub'], profile: ['name'], email: ['email', 'email_verified'] },
    conformIdTokenClaims: false, // ministries' providers put the name into the id_token too
    clientBasedCORS: () => false,
    findAccount: (_context, subject) => account(subject),
    interactions: { policy: chooserEveryTime(), url: (_context, { uid }) => `/interaction/${uid}` },
    loadExistingGrant: grantToOwnPortal,
    renderError: (context, out) => showError(context, out.error, out.error_description),
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: { enabled: true, logoutSource: showLogout, postLogoutSuccessSource: showLoggedOut },
    },
    ttl: { AccessToken: 600, AuthorizationCode: 60, IdToken: 600, Interaction: 600, Session: 3600, Grant: 3600 },
  };
}

function account(subject: string) {
  const known = demoAccounts.find((candidate) => candidate.subject === subject);
  if (known === undefined) return undefined;
  const claims = { sub: known.subject, name: known.name, email: known.email, email_verified: true };
  return { accountId: known.subject, claims: () => claims };
}

/** Whoever tries roles out wants to be asked at every sign-in, not to be signed in again as the last person. */
function chooserEveryTime() {
  const policy = interactionPolicy.base();
  const { Check } = interactionPolicy;
  policy
    .get('login')
    ?.checks.add(
      new Check('choose', 'an account must be chosen', ({ oidc }) =>
        oidc.result?.login === undefined ? Check.REQUEST_PROMPT : Check.NO_NEED_TO_PROMPT,
      ),
    );
  return policy;
}

/** The only client is our own portal: there is nothing to consent to. */
async function grantToOwnPortal({ oidc }: KoaContextWithOIDC) {
  const accountId = oidc.session?.accountId;
  const clientId = oidc.client?.clientId;
  if (accountId === undefined || clientId === undefined) return undefined;
  const grant = new oidc.provider.Grant({ accountId, clientId });
  grant.addOIDCScope('openid profile email');
  await grant.save();
  return grant;
}

// The library's own pages load a font from abroad; these load nothing.
function showError(context: KoaContextWithOIDC, code: string, description: string | undefined): void {
  context.type = 'html';
  context.body = page('Sign-in failed', `<h1>Sign-in failed</h1><p>${escapeHtml(code)}: ${escapeHtml(description ?? '')}</p>`);
}

function showLogout(context: KoaContextWithOIDC, form: string): void {
  context.type = 'html';
  context.body = page(
    'Sign out',
    `<h1>Sign out</h1><p>of the local identity provider?</p>${form}<button form="op.logoutForm" name="logout" value="yes" autofocus>Sign out</button>`,
  );
}

function showLoggedOut(context: KoaContextWithOIDC): void {
  context.type = 'html';
  context.body = page('Signed out', '<h1>Signed out</h1><p>You can close this page.</p>');
}
