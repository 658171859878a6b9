/** Messages that may be alike in English and another language, each with the reason. Keep it short. */
export const sameInEnglish: Readonly<Record<string, string>> = {
  'records.format.csv': 'the name of a file format',
  'records.format.jsonl': 'the name of a file format',
  'records.format.cef': 'the name of a file format',
  'records.format.ocsf': 'the name of a file format',
};
