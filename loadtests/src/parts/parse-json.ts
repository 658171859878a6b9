/** undefined where it is no JSON: a file of another machine's may be half copied, or meant ill. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
