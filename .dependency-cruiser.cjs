/**
 * The arrows between packages and inside the portal (docs/ARCHITECTURE.md). Whatever is not on a list is refused, and the
 * comment says what to do instead; `npm run arrows` prints it. Red controls: tooling/arrows/arrows.test.ts.
 */
const TEST = '\\.test\\.tsx?$';

/** Starts real services for tests; `tests-alone-start-services` keeps everything else away from it. */
const TESTING = '^infra/local/src/testing/';

/** `from` may reach `to` among our own code and nothing else of ours. */
function only(name, { from, to, comment }) {
  return {
    name,
    severity: 'error',
    comment,
    from: { path: from },
    to: { path: '^(?:apps|packages|infra|benchmarks|e2e|tooling|loadtests)/', pathNot: [from, ...to, TESTING] },
  };
}
const src = (...names) => names.map((name) => `^packages/${name}/`);

module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      severity: 'error',
      comment: 'Two files that need each other are one file, or there is a third one that both need: take that out.',
      from: {},
      to: { circular: true },
    },
    {
      name: 'nobody-imports-an-app',
      severity: 'error',
      comment: 'An app is an end, not a library: move what is shared into the package whose sentence it belongs to.',
      from: { path: '^(?:packages|apps/(?!portal/)|infra|benchmarks|loadtests|e2e)/' },
      to: { path: '^apps/portal/' },
    },
    {
      name: 'nobody-imports-the-worker',
      severity: 'error',
      comment: 'An app is an end, not a library: move what is shared into the package whose sentence it belongs to.',
      from: { pathNot: '^apps/worker/' },
      to: { path: '^apps/worker/' },
    },
    only('domain-needs-nobody', {
      from: '^packages/domain/',
      to: [],
      comment: 'domain is the core: declare the type or interface it needs here, and let api hand the value in.',
    }),
    only('audit-needs-nobody', {
      from: '^packages/audit/',
      to: [],
      comment: 'An auditor runs audit alone: pass what it needs as plain bytes and values.',
    }),
    only('i18n-needs-nobody', {
      from: '^packages/i18n/',
      to: [],
      comment:
        'i18n knows languages, not features: the caller passes values; a total map from codes to keys belongs to the caller.',
    }),
    only('db-needs-domain-and-audit', {
      from: '^packages/db/',
      to: src('domain', 'audit'),
      comment: 'Stores hold rows, not use cases: put the decision in packages/api and call the store from there.',
    }),
    only('media-needs-domain', {
      from: '^packages/media/',
      to: src('domain'),
      comment: 'media speaks to the media server and decides nothing: let packages/api read the rows and pass values.',
    }),
    only('api-needs-the-five-leaves', {
      from: '^packages/api/',
      to: src('domain', 'audit', 'db', 'media', 'i18n'),
      comment: 'api stands below the apps: take what it needs as a parameter or an interface that the app fulfils.',
    }),
    only('portal-needs-api-domain-i18n', {
      from: '^apps/portal/(?!src/features/verify/)',
      to: ['^apps/portal/', ...src('api', 'domain', 'i18n')],
      comment: 'The portal reaches rows and rooms through packages/api only: add or extend a use case there.',
    }),
    only('worker-needs-api', {
      from: '^apps/worker/',
      to: src('api'),
      comment: 'The worker only runs the jobs of packages/api: export what it starts from there.',
    }),
    only('witness-needs-audit', {
      from: '^apps/witness/',
      to: src('audit'),
      comment:
        'A witness is somebody else: it knows the formats, and nothing of Sabha. Put what it needs of them into packages/audit.',
    }),
    {
      name: 'nobody-imports-the-witness',
      severity: 'error',
      comment: 'An app is an end, not a library: move what is shared into the package whose sentence it belongs to.',
      from: { pathNot: '^apps/witness/' },
      to: { path: '^apps/witness/' },
    },
    only('residency-needs-domain-and-audit', {
      from: '^infra/residency/',
      to: [...src('domain', 'audit'), '^infra/livekit/src/'], // whose lint it runs, too
      comment: 'An operator runs it where nothing of Sabha runs: it reads a policy, and asks no database and no media server.',
    }),
    {
      name: 'nobody-imports-residency',
      severity: 'error',
      comment: 'It is a command. What the product knows of the policy is in packages/domain/src/residency: put the rule there.',
      from: { pathNot: ['^infra/(?:residency|local)/', '^e2e/', TEST] },
      to: { path: '^infra/residency/' },
    },
    only('livekit-config-needs-domain', {
      from: '^infra/livekit/(?!.+\\.integration\\.test\\.ts$)', // those start the real server, for every host there is
      to: ['^infra/livekit/', ...src('domain')],
      comment: 'It turns a policy and settings into a file: whoever starts a server reads those, and hands them in.',
    }),
    only('loadtests-need-the-runner-and-contracts', {
      from: '^loadtests/(?!capacity/)',
      to: ['^loadtests/capacity/', '^infra/(?:local|livekit)/src/', ...src('domain', 'i18n')],
      comment: 'The load kit comes by the doors of the platform, like everybody else: it starts one, and knows its contracts.',
    }),
    {
      name: 'scenarios-run-in-k6',
      severity: 'error',
      comment: 'k6 runs scenarios and their library, and it is no Node.js: share types, or plain functions of lib.',
      from: { path: '^loadtests/(?:scenarios|lib)/', pathNot: TEST },
      to: { dependencyTypes: ['core'] },
    },
    only('capacity-needs-domain-and-media', {
      from: '^loadtests/capacity/',
      to: src('domain', 'media'),
      comment:
        'The model replays the fence and the registry of the product, and nothing else of it: take the rest as an input file.',
    }),
    {
      name: 'core-without-runtime',
      severity: 'error',
      comment: 'domain and i18n run in browser, node and worker alike: take the value as a parameter instead.',
      from: { path: '^packages/(?:domain|i18n)/src/', pathNot: TEST },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'core-without-framework',
      severity: 'error',
      comment: 'domain rests on zod and date libraries: rules must outlive a framework. Put the adapter in api or portal.',
      from: { path: '^packages/domain/src/', pathNot: TEST },
      to: { path: 'node_modules/(?:next|next-auth|react|@trpc|drizzle-orm|postgres|pino|pg-boss|livekit-[a-z-]+|@livekit)/' },
    },

    // Inside the portal ------------------------------------------------------------------------------------------------
    only('ui-needs-nobody', {
      from: '^apps/portal/src/ui/',
      to: [],
      comment: 'A primitive knows no feature and no text: pass labels and handlers as props.',
    }),
    only('call-needs-domain', {
      from: '^apps/portal/src/call/',
      to: src('domain'),
      comment: 'call is headless state over livekit-client: expose it as a store or a function, and render it in features/call.',
    }),
    {
      name: 'call-without-react',
      severity: 'error',
      comment: 'call holds no JSX and no hooks, so that it is tested without a page: wrap it by a thin hook in features/call.',
      from: { path: '^apps/portal/src/call/' },
      to: { path: 'node_modules/(?:react|react-dom|next|@livekit/components-react)/' },
    },
    only('verify-needs-audit', {
      from: '^apps/portal/src/features/verify/',
      to: [...src('audit', 'domain', 'i18n'), '^apps/portal/src/(?:ui|features/site)/'],
      comment: 'Who doubts the server checks a proof here: it asks no server, and holds what the file says to packages/audit.',
    }),
    only('features-need-ui-call-trpc', {
      from: '^apps/portal/src/features/(?!verify/)',
      to: ['^apps/portal/src/features/', ...src('domain', 'i18n'), '^apps/portal/src/(?:ui|call|trpc)/'],
      comment: 'A feature asks the server through trpc and gets the rest as props from its route.',
    }),
    {
      name: 'routes-hold-no-rules',
      severity: 'error',
      comment: 'A route composes a feature: reach the call through features/call, which loads it when it is needed.',
      from: { path: '^apps/portal/src/(?:app|pages)/' },
      to: { path: '^apps/portal/src/call/' },
    },
    {
      name: 'server-stays-on-the-server',
      severity: 'error',
      comment: 'The use cases would be shipped to the browser: import the type only, or ask through trpc.',
      from: { path: '^apps/portal/src/(?:features|ui|call)/', pathNot: TEST },
      to: { path: '^packages/(?:api|db|media)/|^apps/portal/src/(?:auth|env)', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'sources-without-tests',
      severity: 'error',
      comment: 'A test is no library: move what both need into a file beside it.',
      from: { pathNot: TEST },
      to: { path: TEST },
    },
    {
      name: 'tests-alone-start-services',
      severity: 'error',
      comment: 'What ships must not know how services are started for tests: take the address or connection as a parameter.',
      from: {
        pathNot: [TEST, TESTING, '/testing/', '^e2e/', '^benchmarks/', '^infra/local/test/', '^vitest\\.config\\.ts$'],
      },
      to: { path: TESTING },
    },
    {
      name: 'no-undeclared-package',
      severity: 'error',
      comment: 'It works by chance of hoisting: add it, pinned, to the package.json of the workspace that imports it.',
      from: {
        path: '^(?:apps|packages|infra)/',
        pathNot: [TEST, '/testing/', '^infra/[a-z]+/test/', '\\.config\\.m?[jt]s$'],
      },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'not-to-unresolvable',
      severity: 'error',
      comment: 'The file or package is not there: fix the path, or the exports of the package.',
      from: {},
      to: { couldNotResolve: true, pathNot: ['\\.css$', '^server-only$', '^k6/'] }, // Next.js itself answers for the second, k6 for the third
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(?:^|/)(?:\\.next|\\.sabha|coverage)/|next-env\\.d\\.ts$' },
    tsPreCompilationDeps: true,
    combinedDependencies: false,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
    },
    cache: { folder: 'node_modules/.cache/dependency-cruiser', strategy: 'content' },
  },
};
