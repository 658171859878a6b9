import { formatJoinCode, JOIN_CODE_SYMBOLS, normaliseCode } from '@sabha/domain/meeting/codes';
import type { GetServerSideProps } from 'next';
import { DoorPage, doorFields, type DoorProps } from '../../../features/lobby/door/door-page.tsx';
import { publicPage } from '../../../request/public-frame.ts';
import { fieldInQuery, refusalInQuery } from '../../../request/refusal-in-query.ts';

export const config = { unstable_runtimeJS: false };

/** Any well-formed code has a door that looks the same; only what is no code at all is not found. */
export const getServerSideProps: GetServerSideProps<DoorProps> = async (context) => {
  const code = normaliseCode(String(context.params?.['joinCode'] ?? ''), JOIN_CODE_SYMBOLS);
  if (code === null) return { notFound: true };
  const { frame } = await publicPage(context);
  const { query } = context;
  const refused = { refusal: refusalInQuery(query), field: fieldInQuery(query, doorFields) };
  return { props: { frame, joinCode: formatJoinCode(code), ...refused } };
};

export default DoorPage;
