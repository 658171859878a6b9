import { readArguments } from '../arguments.ts';
import { type Command, exitCodes } from '../edge.ts';
import { explainSubject, type Explanation } from '../explanation.ts';
import { openPolicy } from '../policy/policy-file.ts';

const usage = 'explain <address or host> [--policy <residency.yaml>] [--key <name+hash+key>]... [--json]';

/** Exit code 1 when the policy does not know it at all. */
export const explain: Command = async (args, edge) => {
  const { values, positionals } = readArguments(args, {
    options: {
      policy: { type: 'string', default: 'residency.yaml' },
      key: { type: 'string', multiple: true },
      json: { type: 'boolean' },
    },
    positionals: ['<address or host>'],
    usage,
  });
  const policy = await openPolicy(values.policy, values.key ?? [], edge);
  const explanation = explainSubject(policy, positionals[0] ?? '');
  edge.out(values.json === true ? `${JSON.stringify(explanation, null, 2)}\n` : inWords(explanation));
  return explanation.places.length > 0 ? exitCodes.fine : exitCodes.faults;
};

function inWords({ subject, kind, places, verdicts }: Explanation): string {
  const lines =
    places.length === 0
      ? [`${subject} is unknown to the policy, and unknown means no`]
      : places.flatMap(({ siteId, city, state, operator, network, runs }) => [
          `${subject} ${kind === 'address' ? 'lies' : 'is a name'} at ${siteId}: ${city} (${state}), ${operator}`,
          ...(network === null ? [] : [`  network  ${network}`]),
          `  runs     ${runs.join(', ') || 'nothing'}`,
        ]);
  const judged = verdicts.map(({ as, allowed, why }) => `  as ${as}: ${allowed ? 'allowed' : 'refused'}, ${why}`);
  return `${[...lines, ...judged].join('\n')}\n`;
}
