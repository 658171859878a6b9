/** The command as it is typed, in a folder of its own. */
import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { renderLivekit } from '@sabha/livekit-config/render';
import { main } from './main.ts';
import { hostOfDelhi, referenceFile, referencePolicy } from './testing/reference-policy.ts';

let folder: string;
let seed = 0;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sabha-residency-'));
  copyFileSync(referenceFile, join(folder, 'residency.yaml'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

async function type(...words: readonly string[]) {
  const said = { out: '', err: '' };
  const code = await main(words, {
    out: (text) => void (said.out += text),
    err: (text) => void (said.err += text),
    folder,
    random: (count) => new Uint8Array(count).fill((seed += 1)),
  });
  return { code, ...said };
}
const file = (name: string) => join(folder, name);
function change(from: string | RegExp, to: string): void {
  const text = readFileSync(file('residency.yaml'), 'utf8');
  const changed = text.replace(from, to);
  expect(changed).not.toBe(text);
  writeFileSync(file('residency.yaml'), changed);
}
/** A fresh key: its file, and its public half. */
async function key(name: string) {
  const { out } = await type('keygen', name, '--out', `${name}.key`);
  return { keyFile: `${name}.key`, verifier: out.trim() };
}

describe('typed wrongly', () => {
  test.each<[words: readonly string[], what: RegExp]>([
    [[], /^$/],
    [['lynt'], /there is no command "lynt"\n  -> use one of lint, render/],
    [['constructor'], /there is no command "constructor"/],
    [['lint'], /<residency\.yaml> is missing\n  -> type: sabha-residency lint/],
    [['lint', 'a', 'b'], /"b" is too much/],
    [['lint', 'residency.yaml', '--kex', 'x'], /Unknown option '--kex'/],
    [['lint', 'residency.yaml', '--key', 'x'], /"x" is no verifier key/],
    [['render', 'iptables'], /"iptables" cannot be rendered\n  -> use one of nftables, networkpolicy, csp, inventory/],
    [['render', 'nftables'], /--site is missing/],
    [['render', 'nftables', '--site', 'iad1'], /the policy has no site "iad1"\n  -> use one of del1, hyd1/],
    [['render', 'inventory', '--site', 'iad1'], /the policy has no site "iad1"/],
    [['render', 'nftables', '--site', 'blr1', '--runs', 'media'], /"media" does not run at blr1/],
    [['render', 'nftables', '--site', 'del1', '--bridges', 'br0" accept'], /is no name of an interface/],
    [['explain'], /<address or host> is missing/],
    [['keygen', 'two words'], /neither spaces nor plus signs/],
    [['sign', 'residency.yaml'], /nobody to sign/],
    [['verify', 'residency.yaml'], /nobody to believe/],
    [['verify', 'residency.yaml', '--key', 'PRIVATE+KEY+x+y+z'], /a private key was given[^]*make a new one/],
  ])('%j says how', async (words, what) => {
    const { code, out, err } = await type(...words);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    if (words.length > 0) expect(err).toMatch(what);
    else expect(err).toContain('lint <residency.yaml>');
  });

  it('answers a cry for help', async () => {
    const { code, out } = await type('--help');
    expect(code).toBe(0);
    expect(out).toContain('Exit code: 0 fine');
  });

  test.each(['lint', 'sign', 'verify'])('%s: a file that is not there', async (command) => {
    const { verifier, keyFile } = await key('a');
    const options = { lint: [], sign: ['--with', keyFile], verify: ['--key', verifier] }[command] ?? [];
    const { code, err } = await type(command, 'nowhere.yaml', ...options);
    expect(code).toBe(1);
    expect(err).toContain('there is no file nowhere.yaml\n  -> give the path');
  });
});

describe('lint', () => {
  it('finds nothing in the reference policy', async () => {
    const { code, out } = await type('lint', 'residency.yaml');
    expect(out).toMatch(/^residency\.yaml: whole, version 1, not signed; sha256 [0-9a-f]{64}\n$/);
    expect(code).toBe(0);
  });

  it('gives each fault its place and its remedy', async () => {
    change('state: IN-DL', 'state: Delhi');
    change('media: none', 'media:');
    const { code, out } = await type('lint', 'residency.yaml');
    expect(code).toBe(1);
    expect(out).toMatch(
      /^residency\.yaml:\d+:12: sites\.del1\.state: not one of IN-AN.*\n  -> write the state or union territory/m,
    );
    expect(out).toMatch(
      /^residency\.yaml:\d+:14: sites\.blr1\.runs\.media: empty.*\n  -> media, turn.*: each is none, or has what/m,
    );
    expect(out.match(/ {2}-> /g)).toHaveLength(2);
  });

  it('misses evidence of ours that is not there', async () => {
    change('https://sabha.example/evidence/del1/lease.pdf', 'docs/gone.md');
    const { code, out } = await type('lint', 'residency.yaml');
    expect(code).toBe(1);
    expect(out).toMatch(/^residency\.yaml:\d+:15: sites\.del1\.evidence: there is no docs\/gone\.md\n {2}-> point at/);
  });

  test.each([
    ['docs/residency.md', 0],
    ['docs/residency.md#the-laptop', 0],
    ['docs/residency.md#no-such-heading', 1],
  ])('takes %s for evidence: exit code %d', async (link, code) => {
    change('https://sabha.example/evidence/del1/lease.pdf', link);
    expect((await type('lint', 'residency.yaml')).code).toBe(code);
  });

  it('asks for the signature of those it is told to believe', async () => {
    const { keyFile, verifier } = await key('officer');
    const unsigned = await type('lint', 'residency.yaml', '--key', verifier);
    expect(unsigned.code).toBe(1);
    expect(unsigned.out).toMatch(/^residency\.yaml\.note: residency\.yaml is not signed.*\n {2}-> sign it: sabha-residency sign/);
    await type('sign', 'residency.yaml', '--with', keyFile);
    expect((await type('lint', 'residency.yaml')).out).toContain('signed, not verified (no --key)');
    expect((await type('lint', 'residency.yaml', '--key', verifier)).out).toContain('signed by officer;');
  });

  it('says all of it to a program', async () => {
    change('version: 1 ', 'version: 1.5 ');
    const { code, out } = await type('lint', 'residency.yaml', '--json');
    expect(code).toBe(1);
    const { sha256, ...said } = JSON.parse(out) as Readonly<{ sha256: string }>;
    expect(sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(said).toEqual({
      file: 'residency.yaml',
      version: null,
      signers: [],
      findings: [
        {
          place: 'residency.yaml:12:10',
          message: 'version: not a whole number',
          remedy: 'write a whole number, one more than that of the policy before',
        },
      ],
    });
  });
});

describe('lint of a media server', () => {
  beforeEach(() => {
    const template = readFileSync(join(import.meta.dirname, '../../livekit/livekit.yaml'), 'utf8');
    const text = renderLivekit(template, { policy: referencePolicy(), siteId: 'del1', settings: hostOfDelhi });
    writeFileSync(file('livekit.yaml'), text);
  });
  const lint = (...words: readonly string[]) => type('lint', 'residency.yaml', '--livekit', ...words);

  it('finds nothing in what was rendered for a host of the site', async () => {
    expect(await lint('livekit.yaml', '--site', 'del1')).toMatchObject({ code: 0, err: '' });
  });

  it('gives each fault its place and its remedy, beside those of the policy', async () => {
    const text = readFileSync(file('livekit.yaml'), 'utf8');
    writeFileSync(file('livekit.yaml'), text.replace(/^ {2}stun_servers:\n(?: {4}- .*\n)+/m, ''));
    const { code, out } = await lint('livekit.yaml', '--site', 'del1');
    expect(code).toBe(1);
    expect(out).toMatch(/^livekit\.yaml:\d+: rtc\.stun_servers: .*\n {2}-> /m);
    expect((await lint('livekit.yaml', '--site', 'hyd1')).out).toMatch(
      /^livekit\.yaml:\d+: rtc\.node_ip: .*outside the networks/m,
    );
  });

  test.each<[words: readonly string[], code: number, what: RegExp]>([
    [['livekit.yaml'], 2, /--livekit and --site go together/],
    [['livekit.yaml', '--site', 'iad1'], 2, /the policy has no site "iad1"/],
    [['nowhere.yaml', '--site', 'del1'], 1, /there is no file nowhere\.yaml/],
  ])('%j says how', async (words, code, what) => {
    const said = await lint(...words);
    expect(said).toMatchObject({ code, out: '' });
    expect(said.err).toMatch(what);
  });
});

describe('keys and signatures', () => {
  it('keeps a private key in a file that its owner alone may read, and nowhere else', async () => {
    const { code, out, err } = await type('keygen', 'sabha.example/residency');
    expect(code).toBe(0);
    const path = file('sabha.example-residency.key');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const secret = readFileSync(path, 'utf8');
    expect(secret).toMatch(/^PRIVATE\+KEY\+sabha\.example\/residency\+/);
    expect(out).toMatch(/^sabha\.example\/residency\+[0-9a-f]{8}\+\S{44}\n$/);
    for (const text of [out, err]) expect(text).not.toContain(secret.trim().split('+').at(-1));
    const signed = await type('sign', 'residency.yaml', '--with', 'sabha.example-residency.key');
    expect(signed.out + signed.err).not.toContain('PRIVATE');
  });

  it('never writes over a key', async () => {
    const { keyFile } = await key('a');
    const before = readFileSync(file(keyFile), 'utf8');
    const { code, err } = await type('keygen', 'a', '--out', keyFile);
    expect([code, readFileSync(file(keyFile), 'utf8')]).toEqual([1, before]);
    expect(err).toContain('there is a file a.key already\n  -> name another one with --out');
  });

  it('signs with no key that others can read', async () => {
    const { keyFile } = await key('a');
    execFileSync('chmod', ['644', file(keyFile)]);
    const { code, err } = await type('sign', 'residency.yaml', '--with', keyFile);
    expect(code).toBe(1);
    expect(err).toContain('a.key can be read by others\n  -> make it yours alone: chmod 600 a.key');
    expect(existsSync(file('residency.yaml.note'))).toBe(false);
  });

  it('signs nothing that is not whole', async () => {
    const { keyFile } = await key('a');
    change('state: IN-DL', 'state:');
    const { code, err } = await type('sign', 'residency.yaml', '--with', keyFile);
    expect([code, existsSync(file('residency.yaml.note'))]).toEqual([1, false]);
    expect(err).toContain('residency.yaml has a fault\n  -> see them with: sabha-residency lint residency.yaml');
  });

  it('is believed by the key of its signer, and by no other', async () => {
    const [mine, other] = [await key('mine'), await key('other')];
    await type('sign', 'residency.yaml', '--with', mine.keyFile);
    const { code, out } = await type('verify', 'residency.yaml', '--key', mine.verifier);
    expect(out).toMatch(/^residency\.yaml: version 1, sha256 [0-9a-f]{64}, signed by mine\n$/);
    expect(code).toBe(0);
    const stranger = await type('verify', 'residency.yaml', '--key', other.verifier);
    expect([stranger.code, stranger.out]).toEqual([1, '']);
    expect(stranger.err).toContain('nobody who is known has signed it');
  });

  it('is signed by one officer after the other', async () => {
    const [first, second] = [await key('first'), await key('second')];
    await type('sign', 'residency.yaml', '--with', first.keyFile);
    await type('sign', 'residency.yaml', '--with', second.keyFile);
    await type('sign', 'residency.yaml', '--with', second.keyFile); // again: no third line
    expect(readFileSync(file('residency.yaml.note'), 'utf8').match(/^\u2014 /gm)).toHaveLength(2);
    const keys = ['--key', first.verifier, '--key', second.verifier];
    const { out } = await type('verify', 'residency.yaml', ...keys, '--json');
    expect(JSON.parse(out)).toMatchObject({ version: 1, signers: ['first', 'second'] });
  });

  test.each<[what: string, from: string, to: string]>([
    ['a word', 'Example Ministry', 'Example Company'],
    ['a comment', 'AN EXAMPLE', 'NO EXAMPLE'],
    ['its version', 'version: 1 ', 'version: 2 '],
  ])('is not believed once somebody changed %s', async (_, from, to) => {
    const { keyFile, verifier } = await key('a');
    await type('sign', 'residency.yaml', '--with', keyFile);
    change(from, to);
    const verified = await type('verify', 'residency.yaml', '--key', verifier);
    expect(verified.code).toBe(1);
    expect(verified.err).toContain('was changed after it was signed');
    for (const words of [
      ['explain', '192.0.2.7'],
      ['render', 'csp'],
    ])
      expect((await type(...words, '--key', verifier)).code).toBe(1);
  });

  it('signs each version once, and never an older one', async () => {
    const { keyFile, verifier } = await key('a');
    await type('sign', 'residency.yaml', '--with', keyFile);
    change('AN EXAMPLE', 'NO EXAMPLE');
    const again = await type('sign', 'residency.yaml', '--with', keyFile);
    expect(again.code).toBe(1);
    expect(again.err).toContain('version 1 was signed already, with other bytes\n  -> raise the version in residency.yaml to 2');
    change('version: 1 ', 'version: 3 ');
    expect((await type('sign', 'residency.yaml', '--with', keyFile)).code).toBe(0);
    expect((await type('verify', 'residency.yaml', '--key', verifier)).out).toContain('version 3');
    change('version: 3 ', 'version: 2 ');
    expect((await type('sign', 'residency.yaml', '--with', keyFile)).err).toContain('a policy never goes back');
  });

  test.each([
    ['1', 0],
    ['2', 1],
  ])('with --not-below %s exits %d', async (least, code) => {
    const { keyFile, verifier } = await key('a');
    await type('sign', 'residency.yaml', '--with', keyFile);
    const verified = await type('verify', 'residency.yaml', '--key', verifier, '--not-below', least);
    expect(verified.code).toBe(code);
    if (code === 1) expect(verified.err).toContain('older than version 2\n  -> somebody may have brought back an old policy');
  });

  test.each(['0', '-1', 'x', '1.5'])('knows no version %s', async (least) => {
    const { verifier } = await key('a');
    expect((await type('verify', 'residency.yaml', '--key', verifier, `--not-below=${least}`)).code).toBe(2);
  });

  it('reads no key out of something else', async () => {
    writeFileSync(file('odd.key'), 'hello\n', { mode: 0o600 });
    const { code, err } = await type('sign', 'residency.yaml', '--with', 'odd.key');
    expect(code).toBe(1);
    expect(err).toContain('a key file holds no private key');
    expect((await type('sign', 'residency.yaml', '--with', 'gone.key')).err).toContain('gone.key cannot be read (ENOENT)');
  });
});

describe('explain', () => {
  // prettier-ignore
  test.each<[subject: string, code: number, says: readonly RegExp[]]>([
    ['192.0.2.7', 0, [/lies at del1: New Delhi \(IN-DL\), Example Ministry/, /network {2}192\.0\.2\.0\/26/, /as a media node: allowed, if it says that its region is in-north/, /as a STUN or TURN server: allowed/]],
    ['[2001:db8:200::5]:7882', 0, [/2001:db8:200::5 lies at hyd1/, /network {2}2001:db8:200::\/48/]],
    ['::ffff:192.0.2.7', 0, [/^192\.0\.2\.7 lies at del1/]],
    ['203.0.113.9', 0, [/lies at blr1/, /as a media node: refused, blr1 has no media: a stranger/, /as a STUN or TURN server: refused, blr1 has neither/]],
    ['52.66.0.1', 1, [/unknown to the policy, and unknown means no/, /as a media node: refused.*closes its whole cluster/]],
    ['2600:1f18::1', 1, [/unknown to the policy/]],
    ['turn.del1.sabha.example', 0, [/is a name at del1/, /runs {5}turn/, /as a STUN or TURN server: allowed/]],
    ['turns:turn.del1.sabha.example:443?transport=tcp', 0, [/^turn\.del1\.sabha\.example is a name at del1/]],
    ['https://sabha.example/meetings', 0, [/is a name at del1/, /is a name at hyd1/, /as a STUN or TURN server: refused, neither media nor TURN/]],
    ['samay1.nic.in', 0, [/is a name at nic-time/, /runs {5}time/]],
    ['turn:192.0.2.7@evil.example', 1, [/^evil\.example is unknown/]],
    ['stun.l.google.com', 1, [/unknown to the policy/, /no site of the policy has that name/]],
    ['010.0.0.1', 1, [/unknown to the policy/]],
  ])('%s: exit code %d', async (subject, code, says) => {
    const explained = await type('explain', subject);
    expect(explained.code).toBe(code);
    for (const text of says) expect(explained.out).toMatch(text);
  });

  it('says it to a program', async () => {
    const { out } = await type('explain', '203.0.113.9', '--json');
    expect(JSON.parse(out)).toMatchObject({
      subject: '203.0.113.9',
      kind: 'address',
      places: [
        { siteId: 'blr1', state: 'IN-KA', network: '203.0.113.0/26', runs: ['database', 'objects', 'logs', 'backups', 'dns'] },
      ],
      verdicts: [{ as: 'a media node', allowed: false }, { allowed: false }, { allowed: false }],
    });
  });
});

describe('render', () => {
  test.each([
    ['nftables', ['--site', 'del1', '--runs', 'media,turn', '--bridges', 'docker0'], /oifname "docker0" accept/],
    ['networkpolicy', ['--site', 'blr1'], /name: residency-nothing-leaves/],
    ['csp', [], /connect-src 'self' https:\/\/media\.del1/],
    ['inventory', ['--site', 'mail'], /"function": "mail"/],
  ])('%s to standard output', async (what, options, says) => {
    const { code, out, err } = await type('render', what, ...options);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(says);
  });

  it('makes nothing of a policy that is not whole', async () => {
    change('state: IN-DL', 'state:');
    expect(await type('render', 'nftables', '--site', 'del1')).toMatchObject({ code: 1, out: '' });
  });
});

it('runs as it is, by Node alone', { timeout: 60_000 }, () => {
  const command = join(import.meta.dirname, '../bin/sabha-residency.ts');
  const run = (...words: readonly string[]) =>
    spawnSync(process.execPath, [command, ...words], { cwd: folder, encoding: 'utf8' });
  expect(run('lint', 'residency.yaml')).toMatchObject({ status: 0, stderr: '' });
  expect(run('explain', '52.66.0.1').status).toBe(1);
  expect(run('lynt').status).toBe(2);
});
