import { noteDenial } from '@sabha/api/core/denial';
import { createCaller } from '@sabha/api/root';
import { SabhaError } from '@sabha/domain/errors';
import { formatJoinCode, JOIN_CODE_SYMBOLS, normaliseCode } from '@sabha/domain/meeting/codes';
import { portalEnv } from '../../../../env.ts';
import { textIn } from '../../../../features/site/form-text.ts';
import { guarded } from '../../../../request/guarded.ts';
import { seeOther } from '../../../../request/return-path.ts';
import { isSameOrigin } from '../../../../request/same-origin.ts';
import { createContext } from '../../../../trpc/context.ts';
import { sabhaErrorOf } from '../../../../trpc/sabha-error.ts';
import { surfaceOfFetch } from '../../../../trpc/surface.ts';

type Address = { params: Promise<{ joinCode: string }> };
type Way = 'member' | 'guest' | 'audience';
type Caller = ReturnType<typeof createCaller>;

/** The plain form of the door and of a webinar's page. Leads into the room, or back with what was wrong. */
export async function POST(request: Request, { params }: Address): Promise<Response> {
  const code = normaliseCode((await params).joinCode.slice(0, 64), JOIN_CODE_SYMBOLS);
  if (code === null) return seeOther('/?error=code#code');
  const joinCode = formatJoinCode(code);
  const form = await request.formData().catch(() => new FormData()); // no form, no fields: refused below
  const way = wayIn(form);
  const back = (error: SabhaError, id: string) => backToDoor({ joinCode, way, error, id });
  return guarded(
    request,
    async (id) => {
      const cookies = new Headers();
      const context = await createContext(surfaceOfFetch(request, cookies));
      if (!isSameOrigin((name) => request.headers.get(name), portalEnv().PUBLIC_URL)) {
        const refused = new SabhaError('not_allowed');
        await noteDenial(context, refused, { action: `join.${way}`, reason: 'cross_origin' });
        return back(refused, id);
      }
      try {
        await enter(createCaller(context), form, { joinCode, way });
        return seeOther(`/j/${joinCode}/room`, cookies.getSetCookie());
      } catch (error) {
        return back(sabhaErrorOf(error) ?? new SabhaError('internal'), id);
      }
    },
    (id) => back(new SabhaError('internal'), id),
  );
}

function wayIn(form: FormData): Way {
  const as = form.get('as');
  return as === 'member' || as === 'audience' ? as : 'guest';
}

async function enter(server: Caller, form: FormData, { joinCode, way }: { joinCode: string; way: Way }): Promise<void> {
  const displayName = textIn(form, 'displayName');
  if (way === 'member') await server.join.asMember({ joinCode });
  else if (way === 'guest') await server.join.asGuest({ joinCode, passcode: textIn(form, 'passcode'), displayName });
  else await server.join.asAudience({ joinCode, ...(displayName.trim() !== '' && { displayName }) });
}

type Refused = Readonly<{ joinCode: string; way: Way; error: SabhaError; id: string }>;

/** Which field it was goes along, for the form to point at: its name, and nothing of what was in it. */
function backToDoor({ joinCode, way, error: { code, evidence }, id }: Refused): Response {
  if (code === 'not_signed_in') return seeOther(`/sign-in?next=${encodeURIComponent(`/j/${joinCode}`)}`);
  const page = way === 'audience' ? `/w/${joinCode}` : `/j/${joinCode}`;
  const field = typeof evidence['field'] === 'string' ? { field: evidence['field'] } : {};
  return seeOther(`${page}?${new URLSearchParams({ error: code, id, ...field }).toString()}`);
}
