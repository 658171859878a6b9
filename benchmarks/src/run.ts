import { translator } from '@sabha/i18n/translator';
import type { Browser } from 'playwright-core';
import type { Platform } from '../../e2e/platform/platform.ts';
import { freePorts } from '../../infra/local/src/instance/ports.ts';
import { startInstance, type Instance } from '../../infra/local/src/instance/start-instance.ts';
import { bundleBarePage } from './bare/bundle.ts';
import { serveBarePage, type BareSite } from './bare/server.ts';
import { launchChromium } from './chromium.ts';
import { doorSection } from './door-section.ts';
import { startSource, type BarePublishing } from './join-bare.ts';
import { joinSection } from './join-section.ts';
import { barePass, makeRoom, type MediaServer } from './platform/media-server.ts';
import { setPortalStage, type PortalStage } from './platform/portal-stage.ts';
import { renderReport, type Section } from './report.ts';
import { describeRig } from './rig.ts';
import { isKept } from './verdict.ts';
import { webinarSection } from './webinar-section.ts';

export type Part = 'door' | 'webinar' | 'join';

export type BenchmarkOptions = Readonly<{
  /** The platform's data, thrown away by the caller. */
  home: string;
  parts: readonly Part[];
  rounds: number;
  say: (line: string) => void;
}>;

export type Outcome = Readonly<{ report: string; kept: boolean }>;

/** Everything the parts share. */
type Bench = Readonly<{
  browser: Browser;
  other: Browser;
  site: BareSite;
  server: MediaServer;
  stage: PortalStage;
  rounds: number;
}>;

export async function runBenchmarks({ home, parts, rounds, say }: BenchmarkOptions): Promise<Outcome> {
  const [browser, other] = await Promise.all([launchChromium(), launchChromium()]);
  const rig = describeRig(browser);
  const site = await serveBarePage(await bundleBarePage());
  say('starting a platform of our own');
  const instance = await startInstance({ home, ports: await freePorts(), durable: true, logLevel: 'warn' });
  try {
    const stage = await setPortalStage(other, platformOf(instance));
    const bench = { browser, other, site, server: mediaServerOf(instance), stage, rounds };
    const sections: Section[] = [];
    for (const part of parts) {
      say(`measuring: ${part}`);
      sections.push(await sectionOf[part](bench));
    }
    const checks = sections.flatMap((section) => section.checks);
    return { report: renderReport(rig, sections), kept: checks.every(isKept) };
  } finally {
    await Promise.all([browser.close(), other.close(), site.close()]);
    await instance.stop();
  }
}

const sectionOf: Readonly<Record<Part, (bench: Bench) => Promise<Section>>> = {
  door: ({ browser, site, stage, rounds }) => doorSection(browser, { bareUrl: site.origin, door: stage.door }, rounds),
  webinar: ({ browser, stage }) => webinarSection(browser, stage.webinar),
  join: measureJoins,
};

const bareRoom = 'bench-bare';
const t = translator('en', 'door');

/** One source in the portal's meeting, one in the bare page's room: the same picture from the same kind of page. */
async function measureJoins({ browser, other, site, server, stage, rounds }: Bench): Promise<Section> {
  const { origin } = site;
  await makeRoom(server, bareRoom);
  const sources = [
    await startSource(other, { origin, server, token: barePass(server, bareRoom, 'source') }),
    await startSource(other, { origin, server, token: (await stage.hostPass()).token }),
  ];
  let joins = 0;
  const bare = (publishing: BarePublishing) => {
    joins += 1;
    return { origin, server, token: barePass(server, bareRoom, `visitor-${joins}`), publishing };
  };
  const portal = { roomUrl: stage.roomUrl, cookies: stage.guest, joinButton: t('door.preview.join') };
  const section = await joinSection(browser, { bare, portal }, { fast: rounds * 2, slow: rounds });
  for (const source of sources) await source.context().close();
  return section;
}

function platformOf({ home, env }: Instance): Platform {
  return {
    home: home.folder,
    origin: env.PUBLIC_URL,
    mailbox: env.MAILBOX_URL,
    identity: env.OIDC_ISSUER,
    livekit: { url: env.LIVEKIT_API_URL, key: env.LIVEKIT_API_KEY, secret: env.LIVEKIT_API_SECRET },
    ownerDatabase: env.DATABASE_OWNER_URL,
  };
}

function mediaServerOf({ env }: Instance): MediaServer {
  return { browserUrl: env.LIVEKIT_URL, apiUrl: env.LIVEKIT_API_URL, key: env.LIVEKIT_API_KEY, secret: env.LIVEKIT_API_SECRET };
}
