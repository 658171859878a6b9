import { isWithin } from '@sabha/domain/residency/network';
import { networksWith } from '@sabha/domain/residency/place';
import { functions, type Policy, type SiteFunction } from '@sabha/domain/residency/policy';
import { describe, expect, it, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { referencePolicy } from '../testing/reference-policy.ts';
import { renderContentSecurity } from './content-security.ts';
import { renderInventory } from './inventory.ts';
import { renderNetworkPolicies } from './network-policy.ts';
import { renderNftables } from './nftables.ts';
import { runsOf } from './site-runs.ts';

const policy = referencePolicy();
const ids = Object.keys(policy.sites);
const nftables = (siteId: string, runs: readonly SiteFunction[] = runsOf(policy, siteId, null)) =>
  renderNftables(policy, { siteId, runs, bridges: [] });

test.each<[file: string, text: () => string]>([
  ['del1.nft', () => nftables('del1')],
  ['del1-media.nft', () => renderNftables(policy, { siteId: 'del1', runs: ['media', 'turn'], bridges: ['docker0'] })],
  ['blr1.networkpolicy.yaml', () => renderNetworkPolicies(policy, 'blr1', runsOf(policy, 'blr1', null))],
  ['del1-portal.networkpolicy.yaml', () => renderNetworkPolicies(policy, 'del1', ['portal'])],
  ['csp.txt', () => renderContentSecurity(policy)],
  ['inventory.json', () => renderInventory(policy, null)],
])('what is made of the reference policy is golden/%s', async (file, text) => {
  await expect(text()).toMatchFileSnapshot(`golden/${file}`);
});

describe('the rules of a host', () => {
  const setsIn = (text: string) =>
    [...text.matchAll(/set ([a-z]+)([46]) \{[^}]*elements = \{ ([^}]+) \}/g)].map(([, name = '', family = '', all = '']) => ({
      name: name as SiteFunction,
      family,
      networks: all.split(', '),
    }));

  test.each(ids)('of %s name the networks of the policy, whole and under what they are for', (siteId) => {
    const sets = setsIn(nftables(siteId));
    for (const { name, family, networks } of sets) {
      const expected = networksWith(policy, name).filter((network) => network.includes(':') === (family === '6'));
      expect(networks).toEqual(expected);
    }
    expect(sets.length > 0).toBe(runsOf(policy, siteId, null).some((name) => !['time', 'mail', 'identity'].includes(name)));
  });

  test.each(ids)('of %s use only sets that are there, and name no address outside one', (siteId) => {
    const text = nftables(siteId);
    const sets = setsIn(text).map(({ name, family }) => name + family);
    const used = [...text.matchAll(/@([a-z]+[46])/g)].map(([, name]) => name ?? '');
    expect(used.filter((name) => !sets.includes(name))).toEqual([]);
    const chains = text.slice(text.indexOf('chain permitted')).replace(/#.*/g, '');
    expect(chains.match(/\b\d+\.\d+\.\d+\.\d+\b/g)).toBeNull();
    expect(chains.match(/(?:\b[0-9a-f]+)?::[0-9a-f]*/g)).toEqual(['ff02::16']); // who listens to a multicast, on the same wire
  });

  it('leave a host without a function nothing at all', () => {
    expect(nftables('del1', [])).not.toContain('daddr @');
    expect(nftables('del1', []).match(/policy drop/g)).toHaveLength(2);
  });

  it('open the way to a clock, a resolver or a mail server for what needs it alone', () => {
    expect(nftables('del1', ['media'])).not.toMatch(/@(mail|identity|database|backups)[46]/);
    expect(nftables('del1', ['portal'])).toMatch(/@mail4 tcp dport \{ 465, 587 \}/);
    expect(nftables('del1', ['portal'])).not.toMatch(/dport \{ 22 \}/);
  });

  it('keep what an operator wrote inside comments', () => {
    const site = { ...policy.sites['del1']!, city: '"; } flush ruleset #' };
    const text = renderNftables({ ...policy, sites: { ...policy.sites, del1: site } }, { siteId: 'del1', runs: [], bridges: [] });
    expect(text.split('\n').filter((line) => line.includes('flush'))).toEqual([expect.stringMatching(/^# /)]);
  });
});

/** networking.k8s.io/v1, as far as it is used: nothing else may appear. */
const networkPolicy = z.strictObject({
  apiVersion: z.literal('networking.k8s.io/v1'),
  kind: z.literal('NetworkPolicy'),
  metadata: z.strictObject({
    name: z.string().regex(/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/),
    labels: z.record(z.string(), z.string().regex(/^[a-z0-9]([-a-z0-9_.]{0,61}[a-z0-9])?$/)),
  }),
  spec: z.strictObject({
    podSelector: z.strictObject({ matchLabels: z.record(z.string(), z.string()).optional() }),
    policyTypes: z.tuple([z.literal('Egress')]),
    egress: z
      .array(
        z.strictObject({
          // An empty list of either would mean "anywhere".
          to: z.array(z.strictObject({ ipBlock: z.strictObject({ cidr: z.string() }) })).min(1),
          ports: z.array(z.strictObject({ protocol: z.enum(['TCP', 'UDP']), port: z.int().min(1).max(65_535) })).min(1),
        }),
      )
      .min(1)
      .optional(),
  }),
});
const policiesOf = (siteId: string, runs = runsOf(policy, siteId, null), of: Policy = policy) =>
  parseAllDocuments(renderNetworkPolicies(of, siteId, runs)).flatMap((document) => {
    const value: unknown = document.toJS();
    return value === null ? [] : [networkPolicy.parse(value)];
  });

describe('the policies of a cluster', () => {
  test.each(ids)('of %s have the form of Kubernetes, and close every pod first', (siteId) => {
    const [first, ...others] = policiesOf(siteId);
    expect(first?.spec).toEqual({ podSelector: {}, policyTypes: ['Egress'] });
    expect(new Set(others.map(({ metadata }) => metadata.name)).size).toBe(others.length);
    for (const { spec } of others)
      expect(Object.keys(spec.podSelector.matchLabels ?? {})).toEqual(['app.kubernetes.io/component']);
  });

  test.each(ids)('of %s lead nowhere outside the policy', (siteId) => {
    const blocks = policiesOf(siteId).flatMap(({ spec }) =>
      (spec.egress ?? []).flatMap(({ to }) => to.map(({ ipBlock }) => ipBlock.cidr)),
    );
    const all = networksWith(policy, ...functions);
    expect(blocks.filter((cidr) => !all.includes(cidr))).toEqual([]);
    expect(blocks.some((cidr) => isWithin([cidr], '52.66.0.1') || isWithin([cidr], '2600:1f18::1'))).toBe(false);
  });

  it('open no rule to anywhere when a function is at no site', () => {
    const sites = Object.fromEntries(Object.entries(policy.sites).filter(([id]) => id !== 'mail'));
    const [, portal] = policiesOf('del1', ['portal'], { ...policy, sites });
    expect(portal?.spec.egress?.flatMap(({ ports }) => ports.map(({ port }) => port))).not.toContain(587);
  });
});

it('tells browsers of media and identity, by TLS alone, and of nobody else', () => {
  const lines = renderContentSecurity(policy).trim().split('\n');
  expect(lines.map((line) => line.split(' ')[0])).toEqual(['default-src', 'connect-src', 'form-action']);
  const hosts = lines.flatMap((line) => line.split(' ').slice(1)).filter((source) => source !== "'self'");
  const known = Object.values(policy.sites).flatMap(({ runs }) =>
    [runs.media, runs.portal, runs.identity].flatMap((cell) => (cell === 'none' ? [] : cell.hosts)),
  );
  for (const source of hosts) {
    expect(source).toMatch(/^(https|wss):\/\//);
    expect(known).toContain(new URL(source).hostname);
  }
});

it('lists every place once, and of one site what is there', () => {
  type Inventory = { rows: { function: string; site: string; evidence: string }[] };
  const { rows } = JSON.parse(renderInventory(policy, null)) as Inventory;
  const cells = Object.values(policy.sites).flatMap(({ runs }) => functions.filter((name) => runs[name] !== 'none'));
  expect(rows).toHaveLength(cells.length);
  expect(new Set(rows.map((row) => `${row.function} ${row.site}`)).size).toBe(rows.length);
  expect(rows.every(({ evidence }) => evidence !== '')).toBe(true);
  const one = JSON.parse(renderInventory(policy, 'npl-time')) as Inventory;
  expect(one.rows.map((row) => row.function)).toEqual(['time']);
});
