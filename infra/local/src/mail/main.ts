import { Mailbox } from './mailbox.ts';
import { listenForMail } from './smtp.ts';
import { serveMailbox } from './web.ts';

const { MAIL_WEB_PORT, MAIL_SMTP_PORT, MAIL_FOLDER } = process.env;
if (MAIL_WEB_PORT === undefined || MAIL_SMTP_PORT === undefined || MAIL_FOLDER === undefined) {
  throw new Error('MAIL_WEB_PORT, MAIL_SMTP_PORT and MAIL_FOLDER must be set');
}
const mailbox = new Mailbox(MAIL_FOLDER);
await listenForMail(Number(MAIL_SMTP_PORT), mailbox);
await serveMailbox(Number(MAIL_WEB_PORT), mailbox);
console.log(`mail inbox: smtp on ${MAIL_SMTP_PORT}, web on ${MAIL_WEB_PORT}`);
