/** Read once at the start of the identity process. */
export type IdentitySettings = Readonly<{
  port: number;
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** The portal's address: the one place people are sent back to. */
  portal: string;
  keyFile: string;
}>;

export function identitySettings(env: NodeJS.ProcessEnv): IdentitySettings {
  return {
    port: Number(required(env, 'IDENTITY_PORT')),
    issuer: required(env, 'OIDC_ISSUER'),
    clientId: required(env, 'OIDC_CLIENT_ID'),
    clientSecret: required(env, 'OIDC_CLIENT_SECRET'),
    portal: required(env, 'PUBLIC_URL'),
    keyFile: required(env, 'IDENTITY_KEY_FILE'),
  };
}

function required(env: NodeJS.ProcessEnv, name: string): string {
  const value = env[name];
  if (value === undefined || value === '') throw new Error(`${name} is not set`);
  return value;
}
