import { describe, expect, it } from 'vitest';
import { readLogLine } from './log-line.ts';

/** As livekit-server 1.13.5 wrote it, but for the ids; it names the room twice. */
const real = {
  plain:
    '{"level":"info","ts":1795646550.9286826,"logger":"livekit","caller":"rtc/room.go:1272","msg":"participant active","room":"01a214df-f159-75b7-b5b9-bf190cb0bf18","roomID":"RM_QbxLthTanw3L","participant":"oYNVRnprFR6vTjAPEcWOuA","participantID":"PA_ZxX9nkqKexJw","remote":false,"publisherCandidates":["[local][selected:1][trickle] udp4 host 127.0.0.1:47799 (resolved: 127.0.0.1:47799)","[remote][selected:1][trickle] udp host 192.0....:49916"],"connectionType":"udp","clientInfo":{"sdk":"NODE","version":"1.1.0","protocol":17},"connectTime":0.057636282}',
};
const with_ = (change: Readonly<Record<string, unknown>>) => JSON.stringify({ ...(JSON.parse(real.plain) as object), ...change });

describe('a session that has begun', () => {
  it('is read with the ends that the server offered, and none of the client', () => {
    const view = readLogLine(real.plain);
    expect(view).toEqual({
      sid: 'PA_ZxX9nkqKexJw',
      connection: 'udp',
      offered: ['127.0.0.1:47799'],
      seenAt: new Date(1795646550928.6826),
    });
    expect(JSON.stringify(view)).not.toContain('192.0');
  });

  it('is read with none of the client, though its address were written out like the server’s', () => {
    const client = '[remote][selected:1] udp4 host 198.51.100.9:49916 (resolved: 198.51.100.9:49916)';
    expect(readLogLine(with_({ publisherCandidates: [client], subscriberCandidates: [client] }))).toMatchObject({ offered: [] });
  });

  it('is read in both directions, over IPv6 and TCP, each end once', () => {
    const line = with_({
      connectionType: 'turn',
      publisherCandidates: [
        '[local][trickle] udp4 host 203.0.113.5:7882 (resolved: 10.0.0.5:7882)',
        '[local][filtered][trickle] tcp4 host 203.0.113.5:7881 (resolved: 203.0.113.5:7881)',
        '[remote][selected:1] udp relay 203.0....:50000  related 198.5....:40000',
      ],
      subscriberCandidates: [
        '[local][selected:2] udp6 host [2001:db8:1::5]:7882 (resolved: [2001:db8:1::5]:7882)',
        '[local] udp4 srflx 203.0.113.6:7882 related 10.0.0.5:7882 (resolved: 203.0.113.6:7882)',
        '[local][trickle] udp4 host 203.0.113.5:7882 (resolved: 10.0.0.5:7882)',
      ],
    });
    expect(readLogLine(line)).toMatchObject({
      connection: 'turn',
      offered: ['203.0.113.5:7882', '203.0.113.5:7881', '[2001:db8:1::5]:7882', '203.0.113.6:7882'],
    });
  });

  it('is read without lists, too', () => {
    const line = with_({ publisherCandidates: undefined });
    expect(readLogLine(line)).toMatchObject({ offered: [] });
  });
});

describe('every other line is passed over', () => {
  it.each([
    ['of another event', real.plain.replace('participant active', 'participant left')],
    ['of another event that speaks of it', with_({ msg: 'said', said: 'participant active' })],
    ['of a way that is not known', with_({ connectionType: 'unknown' })],
    ['of a room that is none of ours', with_({ room: 'my room' })],
    ['of a session with an odd name', with_({ participantID: 'PA_x; drop table' })],
    ['that is cut off', real.plain.slice(0, 300)],
    ['that is no JSON', '2026-11-25T22:42:30Z INFO livekit "participant active"'],
    ['that is a list', '["participant active"]'],
    ['that is empty', ''],
  ])('%s', (...[, line]) => expect(readLogLine(line)).toBeNull());
});
