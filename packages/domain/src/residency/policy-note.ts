/** What the signed note beside residency.yaml says of it: which version, and the digest of its bytes. */

export type PolicyStatement = Readonly<{ version: number; sha256: string }>;

const FIRST = 'sabha-residency-policy';

export function policyStatement({ version, sha256 }: PolicyStatement): string {
  return `${FIRST}\nversion ${String(version)}\nsha256 ${sha256}\n`;
}

/** Null when the text says something else. */
export function readPolicyStatement(text: string): PolicyStatement | null {
  const found = /^sabha-residency-policy\nversion ([1-9]\d{0,8})\nsha256 ([0-9a-f]{64})\n$/.exec(text);
  return found ? { version: Number(found[1]), sha256: found[2] ?? '' } : null;
}
