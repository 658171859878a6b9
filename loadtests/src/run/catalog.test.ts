import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { aboutOf, scenarioNames, scenarios } from './catalog.ts';
import { profileNames, profiles } from './profiles.ts';

describe('a scenario', () => {
  it('has a file, and each file is a scenario', () => {
    const files = readdirSync(new URL('../../scenarios', import.meta.url)).filter((name) => name.endsWith('.ts'));
    expect(files.map((name) => name.replace('.ts', '')).sort()).toEqual([...scenarioNames].sort());
  });

  it.each(scenarioNames)('%s says on top what its traffic is and what it proves', (name) => {
    expect(aboutOf(name).title).not.toBe('');
  });

  it.each(scenarioNames)('%s is in a profile', (name) => {
    expect(profileNames.filter((profile) => profiles[profile].steps.some(({ scenario }) => scenario === name))).not.toEqual([]);
  });
});

describe('a profile', () => {
  it.each(profileNames)('%s gives each script the numbers that it reads', (name) => {
    for (const { scenario, sizes } of profiles[name].steps) {
      for (const value of Object.values(sizes)) expect(value).toBeGreaterThanOrEqual(0);
      expect(Object.values(scenarios[scenario].needs(sizes)).every((count) => count > 0)).toBe(true);
    }
  });
});
