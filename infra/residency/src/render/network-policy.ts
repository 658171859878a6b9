/** NetworkPolicies (networking.k8s.io/v1) for one namespace: no pod opens a connection that the policy has no place for. */
import type { Policy, SiteFunction } from '@sabha/domain/residency/policy';
import { Document, type Node, type YAMLMap, type YAMLSeq } from 'yaml';
import { type Flow, flowsFrom, networksByFamily } from './flows.ts';
import { heading, requireSite } from './site-runs.ts';

const component = 'app.kubernetes.io/component';

/**
 * The first closes the namespace; each other one opens what pods of one function (their label `app.kubernetes.io/component`)
 * need. Policies add up, so a pod without that label reaches nobody, the cluster's own resolver included.
 */
export function renderNetworkPolicies(policy: Policy, siteId: string, runs: readonly SiteFunction[]): string {
  const site = requireSite(policy, siteId);
  const title = heading(policy, `What may leave the pods of Sabha in the cluster at ${siteId} (${site.city}).`);
  const opening = runs.map((name) => ({ name, flows: flowsFrom(policy, [name]) })).filter(({ flows }) => flows.length > 0);
  const documents = [closed(), ...opening.map(({ name, flows }) => opened(policy, name, flows))];
  return [...title, ...reasons].map((line) => `# ${line}`.trimEnd()).join('\n') + `\n---\n${documents.join('---\n')}`;
}

const reasons = [
  '',
  'Apply it in the namespace of Sabha: kubectl --namespace <name> apply --filename <this file>. It needs a network plug-in that',
  "keeps NetworkPolicies for both families. Pods ask the policy's resolvers (dnsPolicy: None), since the cluster's own forwards",
  'wherever it likes; the networks of pods belong into the networks of their site.',
  'Answers to participants need no rule: whoever asks first is answered.',
];

const named = (name: string, podSelector: object, egress: readonly object[]) => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: `residency-${name}`, labels: { 'app.kubernetes.io/part-of': 'sabha' } },
  spec: { podSelector, policyTypes: ['Egress'], ...(egress.length > 0 ? { egress } : {}) },
});

function closed(): string {
  const document = new Document(named('nothing-leaves', {}, []));
  document.commentBefore = ' Every pod of the namespace: nothing.';
  return document.toString({ lineWidth: 0 });
}

function opened(policy: Policy, name: SiteFunction, flows: readonly Flow[]): string {
  const rules = flows.map((flow) => ({ to: blocksOf(policy, flow), ports: portsOf(flow) }));
  const document = new Document(named(name, { matchLabels: { [component]: name } }, rules));
  const egress = document.getIn(['spec', 'egress']) as YAMLSeq<YAMLMap>;
  egress.items.forEach((item: Node, index) => {
    const flow = flows[index];
    if (flow) item.commentBefore = ` ${flow.to}: ${flow.why}`;
  });
  return document.toString({ lineWidth: 0 });
}

function blocksOf(policy: Policy, { to }: Flow): readonly object[] {
  const { four, six } = networksByFamily(policy, to);
  return [...four, ...six].map((cidr) => ({ ipBlock: { cidr } }));
}

function portsOf({ protocol, ports }: Flow): readonly object[] {
  return ports.map((port) => ({ protocol: protocol.toUpperCase(), port }));
}
