/** A sentence that may begin with a name or a word of ours; scripts without capitals stay as they are. */
export const capital = (text: string): string => text.charAt(0).toLocaleUpperCase('en') + text.slice(1);
