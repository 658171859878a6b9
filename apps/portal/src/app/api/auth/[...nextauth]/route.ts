import { answerAuth } from '../../../../auth/answer.ts';
import { portalEnv } from '../../../../env.ts';
import { guarded } from '../../../../request/guarded.ts';
import { seeOther } from '../../../../request/return-path.ts';
import { createContext } from '../../../../trpc/context.ts';
import { cookiesOf, surfaceOfFetch } from '../../../../trpc/surface.ts';

export const dynamic = 'force-dynamic';

type Address = Readonly<{ params: Promise<{ nextauth: string[] }> }>;

const handle = (request: Request, address: Address): Promise<Response> =>
  guarded(
    request,
    () => answer(request, address),
    (id) => seeOther(`/sign-in?${new URLSearchParams({ error: 'internal', id }).toString()}`),
  );

async function answer(request: Request, { params }: Address): Promise<Response> {
  const context = await createContext(surfaceOfFetch(request, new Headers()));
  const outcome = await answerAuth(context, portalEnv(), {
    method: request.method,
    path: (await params).nextauth.join('/'),
    query: Object.fromEntries(new URL(request.url).searchParams),
    form: await formOf(request),
    cookies: Object.fromEntries(cookiesOf(request.headers.get('cookie'))),
    header: (name) => request.headers.get(name),
  });
  if (outcome === null) return new Response(null, { status: 404 });
  const headers = new Headers({ location: outcome.location, 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
  for (const line of outcome.setCookies) headers.append('set-cookie', line);
  return new Response(null, { status: 303, headers });
}

async function formOf(request: Request): Promise<Record<string, string>> {
  if (request.method !== 'POST') return {};
  const fields: Record<string, string> = {};
  const form = await request.formData().catch(() => new FormData()); // no form, no fields
  for (const [name, value] of form) if (typeof value === 'string') fields[name] = value;
  return fields;
}

export { handle as GET, handle as POST };
