import { formatJoinCode, JOIN_CODE_SYMBOLS, normaliseCode } from '@sabha/domain/meeting/codes';
import { seeOther } from '../../request/return-path.ts';

/** "Join a meeting" on the home page: what was typed becomes the address of a door. It does not say whether there is one. */
export function GET(request: Request): Response {
  const typed = new URL(request.url).searchParams.get('code') ?? '';
  const code = normaliseCode(codeIn(typed), JOIN_CODE_SYMBOLS);
  return seeOther(code === null ? '/?error=code#code' : `/j/${formatJoinCode(code)}`);
}

/** People paste the whole link as well. */
function codeIn(text: string): string {
  return /\/[jw]\/([^/?#\s]{1,40})/.exec(text)?.[1] ?? text;
}
