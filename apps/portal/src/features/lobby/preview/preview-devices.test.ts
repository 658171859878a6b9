/** Against a hand-written `mediaDevices`: what browsers refuse cannot be refused at will by a real one without a screen. */
import { describe, expect, test } from 'vitest';
import { PreviewDevices, type Capture } from './preview-devices.ts';

const named = (name: string, message = '') => Object.assign(new Error(message), { name });

class FakeTrack extends EventTarget {
  readyState: MediaStreamTrackState = 'live';
  readonly kind: string;
  constructor(kind: string) {
    super();
    this.kind = kind;
  }
  stop(): void {
    this.readyState = 'ended';
  }
}

/** Answers each question by `answer`; remembers what was asked and what was handed out. */
function fakeCapture(answer: (asked: { audio: boolean; video: boolean }) => Error | null) {
  const asked: string[] = [];
  const tracks: FakeTrack[] = [];
  const capture = {
    async getUserMedia(constraints: MediaStreamConstraints) {
      const wanted = { audio: Boolean(constraints.audio), video: Boolean(constraints.video) };
      asked.push([wanted.video && 'camera', wanted.audio && 'microphone'].filter(Boolean).join('+'));
      const refusal = answer(wanted);
      if (refusal) throw refusal;
      const of = (kind: string, isWanted: boolean) => (isWanted ? [new FakeTrack(kind)] : []);
      const [audio, video] = [of('audio', wanted.audio), of('video', wanted.video)];
      tracks.push(...audio, ...video);
      return { getAudioTracks: () => audio, getVideoTracks: () => video };
    },
    enumerateDevices: async () => [],
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  };
  return { capture: capture as unknown as Capture, asked, tracks };
}

const both = { camera: true, microphone: true };
const kinds = ({ state }: PreviewDevices) => {
  const { camera, microphone } = state.get();
  const word = (source: typeof camera) => (source.kind === 'problem' ? source.problem : source.kind);
  return { camera: word(camera), microphone: word(microphone) };
};

test('one question for both, and both are handed over live', async () => {
  const { capture, asked, tracks } = fakeCapture(() => null);
  const devices = new PreviewDevices(capture);
  await devices.start(both);
  expect(asked).toEqual(['camera+microphone']);
  const { camera, microphone, audioTrack, videoTrack } = devices.handOver();
  expect({ camera, microphone }).toEqual(both);
  expect([audioTrack, videoTrack]).toEqual(tracks);
  devices.stop();
  expect(tracks.map(({ readyState }) => readyState)).toEqual(['live', 'live']);
});

test('after a refusal nobody is asked a second time', async () => {
  const { capture, asked } = fakeCapture(() => named('NotAllowedError'));
  const devices = new PreviewDevices(capture);
  await devices.start(both);
  expect(asked).toEqual(['camera+microphone']);
  expect(kinds(devices)).toEqual({ camera: 'denied', microphone: 'denied' });
  expect(devices.handOver()).toMatchObject({ camera: false, microphone: false, audioTrack: undefined, videoTrack: undefined });
});

test('without a camera the microphone is still there', async () => {
  const { capture } = fakeCapture(({ video }) => (video ? named('NotFoundError') : null));
  const devices = new PreviewDevices(capture);
  await devices.start(both);
  expect(kinds(devices)).toEqual({ camera: 'missing', microphone: 'on' });
});

test('a camera that another program holds is told, and can be tried again', async () => {
  let isBusy = true;
  const { capture } = fakeCapture(({ video }) => (video && isBusy ? named('NotReadableError') : null));
  const devices = new PreviewDevices(capture);
  await devices.start(both);
  expect(kinds(devices)).toEqual({ camera: 'busy', microphone: 'on' });
  isBusy = false;
  await devices.start({ camera: true, microphone: false });
  expect(kinds(devices)).toEqual({ camera: 'on', microphone: 'on' });
});

test('a page that did not come over HTTPS is told so', async () => {
  const devices = new PreviewDevices(undefined);
  await devices.start(both);
  expect(kinds(devices)).toEqual({ camera: 'insecure', microphone: 'insecure' });
});

test('turning off lets the device go: its light goes out', async () => {
  const { capture, tracks } = fakeCapture(() => null);
  const devices = new PreviewDevices(capture);
  await devices.start(both);
  await devices.turn('camera', false);
  expect(kinds(devices)).toEqual({ camera: 'off', microphone: 'on' });
  expect(tracks.map(({ kind, readyState }) => [kind, readyState])).toEqual([
    ['audio', 'live'],
    ['video', 'ended'],
  ]);
});

test('a device that is unplugged is told', async () => {
  const { capture, tracks } = fakeCapture(() => null);
  const devices = new PreviewDevices(capture);
  await devices.start(both);
  tracks.find(({ kind }) => kind === 'video')!.dispatchEvent(new Event('ended'));
  expect(kinds(devices)).toEqual({ camera: 'missing', microphone: 'on' });
});

test('what comes after the page was left is let go at once', async () => {
  const { capture, tracks } = fakeCapture(() => null);
  const devices = new PreviewDevices(capture);
  const started = devices.start(both);
  devices.stop();
  await started;
  expect(tracks.map(({ readyState }) => readyState)).toEqual(['ended', 'ended']);
});

test('whoever goes on while the camera is still opening takes it along', async () => {
  const { capture } = fakeCapture(() => null);
  const devices = new PreviewDevices(capture);
  void devices.start(both);
  expect(kinds(devices)).toEqual({ camera: 'asking', microphone: 'asking' });
  await devices.settled();
  expect(devices.handOver()).toMatchObject(both);
  await devices.settled(); // nothing to wait for
});

describe('while one question is still open', () => {
  /** Answers in the order in which the test says so. */
  function slowCapture() {
    const fake = fakeCapture(() => null);
    const answers: (() => void)[] = [];
    const getUserMedia: Capture['getUserMedia'] = async (constraints) => {
      await new Promise<void>((resolve) => answers.push(resolve));
      return fake.capture.getUserMedia(constraints);
    };
    return { ...fake, capture: { ...fake.capture, getUserMedia }, answer: (index: number) => answers[index]?.() };
  }
  const lit = (tracks: readonly FakeTrack[]) => tracks.map(({ readyState }) => readyState === 'live');

  test.each([
    ['in order', [0, 1]],
    ['the other way round', [1, 0]],
  ])('the device that was chosen last is the one that stays on, and no other: %s', async (_order, order) => {
    const { capture, tracks, answer } = slowCapture();
    const devices = new PreviewDevices(capture);
    const chosen = [devices.choose('camera', 'front'), devices.choose('camera', 'back')];
    for (const index of order) {
      answer(index);
      await chosen[index];
    }
    const last = tracks[order.indexOf(1)];
    expect(devices.state.get().camera).toEqual({ kind: 'on', track: last });
    expect(lit(tracks)).toEqual(tracks.map((track) => track === last));
  });

  test('a camera that comes after it was turned off goes dark again', async () => {
    const { capture, tracks, answer } = slowCapture();
    const devices = new PreviewDevices(capture);
    const started = devices.start(both);
    await devices.turn('camera', false);
    answer(0);
    await started;
    expect(kinds(devices)).toEqual({ camera: 'off', microphone: 'on' });
    expect(lit(tracks)).toEqual([true, false]);
  });

  test('a refusal of what nobody waits for any more is not told', async () => {
    const { capture: refusing } = fakeCapture(() => named('NotReadableError'));
    const { capture: giving } = fakeCapture(() => null);
    let isFirst = true;
    const getUserMedia: Capture['getUserMedia'] = (constraints) => {
      const one = isFirst ? refusing : giving;
      isFirst = false;
      return one.getUserMedia(constraints);
    };
    const devices = new PreviewDevices({ ...giving, getUserMedia });
    await Promise.all([devices.choose('camera', 'front'), devices.choose('camera', 'back')]);
    expect(kinds(devices).camera).toBe('on');
  });
});
