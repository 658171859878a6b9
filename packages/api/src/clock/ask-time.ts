import { NTP_BYTES, type NtpAnswer, ntpRequest, readNtpAnswer } from '@sabha/domain/clock/ntp-packet';
import { createSocket } from 'node:dgram';

export type TimeServer = Readonly<{ host: string; port?: number }>;

const NTP_PORT = 123;
const TIME_PATIENCE_MS = 2_000;

type Means = Readonly<{ clock: () => Date; random: (bytes: number) => Uint8Array }>;

/** Null when nothing that could be believed came within two seconds: whoever cannot be asked says nothing. */
export async function askTime({ host, port = NTP_PORT }: TimeServer, { clock, random }: Means): Promise<NtpAnswer | null> {
  const cookie = random(8);
  const socket = createSocket({ type: 'udp4' });
  const over = new AbortController();
  try {
    return await new Promise((resolve) => {
      const late = setTimeout(resolve, TIME_PATIENCE_MS, null);
      over.signal.addEventListener('abort', () => clearTimeout(late));
      socket.on('error', () => resolve(null));
      let sentAt = 0;
      socket.on('message', (packet) => {
        const answer = readNtpAnswer(packet.subarray(0, NTP_BYTES), { cookie, sentAt, cameAt: clock().getTime() });
        if (answer) resolve(answer);
      });
      socket.connect(port, host, () => {
        sentAt = clock().getTime();
        socket.send(ntpRequest(cookie));
      });
    });
  } finally {
    over.abort();
    socket.close();
  }
}
