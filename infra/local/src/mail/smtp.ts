import { SMTPServer } from 'smtp-server';
import { loopback } from '../instance/ports.ts';
import type { Mailbox } from './mailbox.ts';

const largestMail = 20 * 1024 * 1024;

/** Takes every mail for everybody and delivers it into the mailbox. */
export function listenForMail(port: number, mailbox: Mailbox): Promise<void> {
  const server = new SMTPServer({
    name: 'mail.sabha.localhost',
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true, // else it would ask a name server who 127.0.0.1 is
    size: largestMail,
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.once('error', done);
      stream.once('end', () => {
        if (stream.sizeExceeded) {
          done(Object.assign(new Error('mail too large'), { responseCode: 552 }));
          return;
        }
        const recipients = session.envelope.rcptTo.map(({ address }) => address);
        mailbox.keep(Buffer.concat(chunks), recipients).then(() => done(), done);
      });
    },
  });
  server.on('error', (error) => console.error(error));
  return new Promise((resolve) => server.listen(port, loopback, resolve));
}
