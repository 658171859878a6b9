/**
 * Text as others may be shown it. Characters that nobody sees make an empty name, two names that look alike, or a sentence
 * that reads backwards; a tower of accents covers the lines around it. What a script needs of them stays: Malayalam, Hindi,
 * Urdu and others write words with joiners, and emoji are put together with them.
 */

/**
 * Default_Ignorable_Code_Point holds the zero-width spaces, marks and overrides of direction, fillers, soft hyphens, tags and
 * variation selectors. Beside it: private use, noncharacters, annotation marks, and the blanks that count as symbols or letters.
 */
const hidden =
  /[\p{Default_Ignorable_Code_Point}\p{Co}\p{Noncharacter_Code_Point}\uFFF9-\uFFFB\u2800\u{13441}\u{13442}\u{1D159}]/u;
const letter = /\p{L}/u;
const mark = /\p{M}/u;
const pictograph = /\p{Extended_Pictographic}/u;
/** What may stand before the joiner in a composed emoji. */
const endOfPictograph = /[\p{Extended_Pictographic}\p{Emoji_Modifier}\uFE0F]/u;

const ZWNJ = '\u200C';
const ZWJ = '\u200D';
const EMOJI_STYLE = '\uFE0F';

/** A syllable of a living script has five on a letter, seven where spelling is rare. */
const MAX_MARKS = 8;

/** Without what nobody sees, and with no more marks on a letter than a script writes; in NFC. Made legible again, it stays as it is. */
export function legible(text: string): string {
  const characters = Array.from(text.normalize('NFC'));
  let kept = '';
  let before = '';
  let marks = 0;
  for (const [at, character] of characters.entries()) {
    if (hidden.test(character) && !isNeeded(character, before, characters[at + 1] ?? '')) continue;
    if (!isJoiner(character)) marks = mark.test(character) ? marks + 1 : 0;
    if (marks > MAX_MARKS) continue;
    kept += character;
    before = character;
  }
  return kept.normalize('NFC');
}

/** Something to tell it apart by: a letter or a digit, of whatever script. */
export const isReadable = (text: string): boolean => /[\p{L}\p{N}]/u.test(text);

const isJoiner = (character: string): boolean => character === ZWJ || character === ZWNJ;

/** Whether a character that is not seen itself changes how its neighbours look. `before` was kept; `after` may yet go. */
function isNeeded(character: string, before: string, after: string): boolean {
  if (character === EMOJI_STYLE) return /\p{Emoji}/u.test(before);
  if (!isJoiner(character)) return false;
  if (endOfPictograph.test(before)) return character === ZWJ && pictograph.test(after);
  if (mark.test(before)) return true; // after a virama also at the end of a word: so chillu letters were long written
  return letter.test(before) && (letter.test(after) || mark.test(after)) && !hidden.test(after);
}
