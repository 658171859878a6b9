/** The laptop's policy with further sites: one that carries meetings and has no media server, and one of another service. */
export function withMoreSites(yaml: string): string {
  const laptop = yaml.slice(yaml.indexOf('  laptop:'));
  const elsewhere = (site: Site) =>
    laptop
      .replace('  laptop:', `  ${site.id}:`)
      .replace(/name: \{.*\}/, `name: { en: ${site.en}, hi: ${site.hi} }`)
      .replace(/city: .*/, `city: ${site.city}`)
      .replace(/state: .*/, `state: ${site.state}`)
      .replace(/position: \{.*\}/, `position: { latitude: ${site.latitude}, longitude: ${site.longitude} }`)
      .replace(/region: .*/, `region: ${site.id}`)
      .replace('- 127.0.0.0/8', `- ${site.network}`)
      .replace('      - ::1/128\n', '');
  const [mumbai, time] = sites.map(elsewhere);
  return `${yaml.trimEnd()}\n\n${mumbai ?? ''}\n${(time ?? '').replace(/media: \{.*\}/, 'media: none').replace(/turn: \{.*\}/, 'turn: none')}`;
}

export const mumbai = { id: 'mum1', en: 'Mumbai', hi: 'मुंबई', city: 'Mumbai', state: 'IN-MH', latitude: 19.08, longitude: 72.88, network: '203.0.113.0/26' }; // prettier-ignore
export const clocks = { id: 'clocks', en: 'Clocks', hi: 'घड़ियाँ', city: 'Hyderabad', state: 'IN-TG', latitude: 17.39, longitude: 78.49, network: '198.51.100.0/26' }; // prettier-ignore
type Site = typeof mumbai;
const sites: readonly Site[] = [mumbai, clocks];
