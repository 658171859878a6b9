export type Script = 'latin' | 'devanagari';
export type ScriptRun = Readonly<{ script: Script; text: string }>;

/** What the two fonts have between them. Joiners belong to the script that they join. */
const devanagari = /[\u0900-\u097F\u200C\u200D\u20B9]/u;
const latin = /[ -~\u00A0-\u00FF\u2013\u2014\u2018\u2019\u201C\u201D\u2022\u2026\u20AC]/u;

/**
 * The text cut where the font has to change. A space stays with what stands before it. What neither font can show is written as its
 * number, so that nothing is left out unseen.
 */
export function scriptRuns(text: string): readonly ScriptRun[] {
  const runs: { script: Script; text: string }[] = [];
  for (const sign of text.replaceAll('\t', '    ')) {
    const last = runs.at(-1);
    const script: Script = sign === ' ' && last ? last.script : devanagari.test(sign) ? 'devanagari' : 'latin';
    const shown = devanagari.test(sign) || latin.test(sign) ? sign : `[${codePoint(sign)}]`;
    if (last?.script === script) last.text += shown;
    else runs.push({ script, text: shown });
  }
  return runs;
}

const codePoint = (sign: string): string => `U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
