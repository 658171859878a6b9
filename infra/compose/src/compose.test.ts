import { Ajv } from 'ajv';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { DATABASE, HOST_SEEN_FROM_FRONT, PROXY, REDIS } from './addresses.ts';
import { composeFolder, readHere } from './testing/repository.ts';

type Service = Readonly<{
  read_only?: boolean;
  cap_drop?: readonly string[];
  cap_add?: readonly string[];
  security_opt?: readonly string[];
  user?: string;
  environment?: Readonly<Record<string, string>>;
  ports?: readonly string[];
  networks?: readonly string[] | Readonly<Record<string, { ipv4_address?: string } | null>>;
  network_mode?: string;
  privileged?: boolean;
  healthcheck?: object;
  logging?: { options?: Readonly<Record<string, string>> };
  deploy?: { resources?: { limits?: Readonly<Record<string, unknown>> } };
  secrets?: readonly string[];
  volumes?: readonly Readonly<{ type: string; source: string; read_only?: boolean }>[];
  build?: Readonly<{ context: string; dockerfile: string }>;
  image: string;
}>;
type Compose = Readonly<{
  services: Readonly<Record<string, Service>>;
  networks: Readonly<Record<string, { internal?: boolean; ipam: { config: readonly { subnet: string; gateway?: string }[] } }>>;
  secrets: Readonly<Record<string, { file: string }>>;
  volumes: Readonly<Record<string, unknown>>;
}>;

const text = readHere('compose.yaml');
const compose = parse(text, { merge: true }) as Compose;
const services = Object.entries(compose.services);
const example = parseEnv(readHere('.env.example'));

function validate(candidate: unknown): readonly string[] {
  const { $schema: _other, ...schema } = JSON.parse(readHere('schema/compose-spec.json')) as Record<string, unknown>;
  const ajv = new Ajv({ strict: false, allErrors: true });
  const check = ajv.compile(schema);
  void check(candidate);
  return (check.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ''}`);
}

function composeCommand(): string | undefined {
  try {
    execFileSync('docker', ['compose', 'version'], { stdio: 'ignore' });
    return undefined;
  } catch {
    return 'docker has no compose here';
  }
}
const why = composeCommand();

describe('compose.yaml', () => {
  test('is what the Compose Specification allows', () => {
    expect(validate(compose)).toEqual([]);
    expect(validate({ ...compose, services: { x: { image: 'x', readonly: true } } })).not.toEqual([]);
  });

  test.skipIf(why !== undefined)(`is what docker compose takes${why === undefined ? '' : ` (skipped: ${why})`}`, () => {
    const words = ['compose', '--env-file', '.env.example', '--file', 'compose.yaml', 'config', '--quiet'];
    execFileSync('docker', words, { cwd: composeFolder, stdio: 'pipe' });
  });

  test('asks for no variable that .env.example does not explain, and there is none too many', () => {
    const asked = new Set([...text.replaceAll(/(^|\s)#.*$/gm, '').matchAll(/\$\{(\w+)/g)].map(([, name]) => name ?? ''));
    expect([...asked].filter((name) => !(name in example))).toEqual([]);
    // The others are for bin/prepare.ts.
    const settings = readHere('src/host-settings.ts');
    expect(Object.keys(example).filter((name) => !asked.has(name) && !settings.includes(`  ${name}:`))).toEqual([]);
  });

  test('every variable of .env.example and given.env.example is explained', () => {
    for (const file of ['.env.example', 'given.env.example']) {
      const lines = readHere(file).split('\n');
      const groups = lines.map((line, index) => ({
        line,
        before: lines.slice(0, index).findLast((earlier) => !earlier.includes('=')),
      }));
      const silent = groups.filter(({ line, before }) => /^[A-Z_0-9]+=/.test(line) && !(before ?? '').startsWith('# '));
      expect(silent.map(({ line }) => line)).toEqual([]);
    }
  });

  test('every file of the repository that it names is there', () => {
    const bound = services.flatMap(([, { volumes = [] }]) =>
      volumes.flatMap(({ type, source }) => (type === 'bind' ? [source] : [])),
    );
    const built = services.flatMap(([, { build }]) => (build ? [join(build.context, build.dockerfile)] : []));
    const ours = [...bound.filter((path) => !path.startsWith('./host/')), ...built];
    expect(ours.length).toBeGreaterThan(3);
    expect(ours.filter((path) => !existsSync(join(composeFolder, path)))).toEqual([]);
  });

  test('every secret and volume that a service takes is declared, and none is idle', () => {
    const taken = services.flatMap(([, service]) => service.secrets ?? []);
    expect([...new Set(taken)].sort()).toEqual(Object.keys(compose.secrets).sort());
    const volumes = services.flatMap(([, service]) =>
      (service.volumes ?? []).filter(({ type }) => type === 'volume').map(({ source }) => source),
    );
    expect([...new Set(volumes)].sort()).toEqual(Object.keys(compose.volumes).sort());
  });

  test('images are pinned to a version', () => {
    const images = Object.entries(example).filter(([name]) => name.endsWith('_IMAGE'));
    expect(images.length).toBe(6);
    expect(images.filter(([, image]) => !/:v?\d+\.\d+(\.\d+)?(-[a-z]+)?$/.test(image ?? ''))).toEqual([]);
    for (const [, { image }] of services) expect(image).toMatch(/^\$\{[A-Z_]+_IMAGE:\?/);
  });
});

describe.each(services)('the service %s', (name, service) => {
  test('has a root that it cannot write to, and no right that it does not need', () => {
    expect(service.read_only).toBe(true);
    expect(service.cap_drop).toEqual(['ALL']);
    expect(service.security_opt).toEqual(['no-new-privileges:true']);
    expect(service.privileged).toBeUndefined();
    if (name !== 'clock') {
      expect(service.cap_add).toBeUndefined();
      expect(service.user).toMatch(/^[1-9]\d*:[1-9]\d*$/);
    }
  });

  test('is held to a share of the machine, and says how it is', () => {
    expect(Object.keys(service.deploy?.resources?.limits ?? {}).sort()).toEqual(['cpus', 'memory', 'pids']);
    expect(Object.keys(service.logging?.options ?? {}).sort()).toEqual(['max-file', 'max-size']);
    if (name !== 'migrate') expect(service.healthcheck).toBeDefined();
  });

  test('takes no secret from its environment', () => {
    const names = Object.entries(service.environment ?? {}).filter(([key]) => !key.endsWith('_FILE'));
    expect(names.filter(([key]) => /PASSWORD|SECRET|KEY|TOKEN|URL/.test(key))).toEqual([]);
  });

  test('is reached from outside only where that is decided', () => {
    const ours =
      name === 'proxy'
        ? /^(\$\{SABHA_ADDRESS_V4[^}]*\}|\[\$\{SABHA_ADDRESS_V6:-::1\}\]):(443|80):/
        : /^127\.0\.0\.1:\d+:\d+\/tcp$/;
    expect((service.ports ?? []).filter((port) => !ours.test(port))).toEqual([]);
  });
});

describe('networks', () => {
  const addressOf = (service: string, network: string) => {
    const { networks } = compose.services[service]!;
    return Array.isArray(networks)
      ? undefined
      : (networks as Record<string, { ipv4_address?: string } | null>)[network]?.ipv4_address;
  };

  test('LiveKit alone is on the network of the host, and takes nothing from its environment', () => {
    expect(services.filter(([, { network_mode }]) => network_mode !== undefined).map(([name]) => name)).toEqual(['livekit']);
    expect(compose.services['livekit']!.environment).toBeUndefined();
    expect(
      text.match(/LIVEKIT_[A-Z_]+/g)?.filter((name) => !['LIVEKIT_IMAGE', 'LIVEKIT_CPUS', 'LIVEKIT_MEMORY'].includes(name)),
    ).toEqual([]);
  });

  test('the database is where no way leads out, and only who needs it is there', () => {
    expect(compose.networks['back']!.internal).toBe(true);
    const inBack = services.filter(([, { networks = [] }]) =>
      Array.isArray(networks) ? networks.includes('back') : 'back' in networks,
    );
    expect(inBack.map(([name]) => name).sort()).toEqual(['migrate', 'portal', 'postgres', 'worker']);
    expect(compose.services['postgres']!.ports).toBeUndefined();
  });

  test('the registry of media nodes is where portal and worker can read it, and nobody else is there', () => {
    const inMedia = services.filter(([, { networks = [] }]) =>
      Array.isArray(networks) ? networks.includes('media') : 'media' in networks,
    );
    expect(inMedia.map(([name]) => name).sort()).toEqual(['portal', 'redis', 'worker']);
  });

  test('the addresses that configuration files name are those that are given out', () => {
    expect(addressOf('proxy', 'front')).toBe(PROXY);
    expect(addressOf('postgres', 'back')).toBe(DATABASE);
    expect(addressOf('redis', 'media')).toBe(REDIS);
    expect(compose.networks['front']!.ipam.config[0]?.gateway).toBe(HOST_SEEN_FROM_FRONT);
    const nginx = readHere('nginx/nginx.conf');
    expect(nginx).toContain(`server ${addressOf('portal', 'front') ?? ''}:3000;`);
    expect(nginx).toContain(`server ${HOST_SEEN_FROM_FRONT}:7880;`);
  });

  test('the clock follows NIC and NPL and nobody else', () => {
    const sources = [...readHere('chrony/chrony.conf').matchAll(/^(?:server|pool|peer|refclock) (\S+)/gm)].map(
      ([, host]) => host,
    );
    expect(sources).toEqual(['samay1.nic.in', 'samay2.nic.in', 'time.nplindia.org']);
  });
});

test('the schema is the one that its makers publish', () => {
  const readme = readFileSync(join(composeFolder, 'schema/README.md'), 'utf8');
  expect(readme).toContain('Apache-2.0');
  expect(readme).toMatch(/[0-9a-f]{40}/);
});
