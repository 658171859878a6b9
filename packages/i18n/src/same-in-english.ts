/** Messages that may be alike in English and another language, each with the reason. Keep it short. */
export const sameInEnglish: Readonly<Record<string, string>> = {};
