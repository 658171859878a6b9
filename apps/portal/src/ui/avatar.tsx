/** A person by the first letters of the name; the name itself stands beside it or is said by who uses it. */
export function Avatar({ name, size = 'normal' }: { name: string; size?: 'normal' | 'large' }) {
  return (
    <span
      aria-hidden="true"
      className={`inline-flex shrink-0 items-center justify-center rounded-full bg-tint font-semibold text-on-tint select-none ${
        size === 'large' ? 'size-20 text-2xl' : 'size-10 text-sm'
      }`}
    >
      {initials(name)}
    </span>
  );
}

/** The first letter (with its vowel sign, in Indian scripts) of the first and the last word. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/u).filter(Boolean);
  const ends = words.filter((_, index) => index === 0 || index === words.length - 1);
  return ends.map((word) => firstLetter(word).toUpperCase()).join('');
}

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

function firstLetter(word: string): string {
  for (const { segment } of graphemes.segment(word)) return segment;
  return '';
}
