import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { simpleParser, type ParsedMail } from 'mailparser';

export type MailAttachment = Readonly<{ index: number; filename: string; contentType: string; size: number }>;
export type MailSummary = Readonly<{ id: string; receivedAt: string; from: string; to: readonly string[]; subject: string }>;
export type MailMessage = MailSummary &
  Readonly<{
    text: string;
    html: string | null;
    headers: Readonly<Record<string, string>>;
    attachments: readonly MailAttachment[];
  }>;

const kept = 500;
const idPattern = /^\d{15}-[0-9a-f-]{36}$/;

/** Every mail that was sent on this machine, as files, newest last; none of them goes any further. */
export class Mailbox {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async keep(raw: Buffer, recipients: readonly string[]): Promise<void> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    const id = `${String(Date.now()).padStart(15, '0')}-${randomUUID()}`;
    await writeFile(this.#file(id, 'to'), JSON.stringify(recipients), { mode: 0o600 });
    await writeFile(this.#file(id, 'part'), raw, { mode: 0o600 });
    await rename(this.#file(id, 'part'), this.#file(id, 'eml')); // a listing never shows half a mail
    for (const old of (await this.#ids()).slice(0, -kept)) await this.#drop(old);
  }

  /** Newest first. */
  async list(): Promise<readonly MailMessage[]> {
    const ids = await this.#ids();
    const messages = await Promise.all(ids.reverse().map((id) => this.read(id)));
    return messages.filter((message) => message !== undefined);
  }

  async read(id: string): Promise<MailMessage | undefined> {
    const mail = await this.#parse(id);
    if (mail === undefined) return undefined;
    return {
      id,
      receivedAt: new Date(Number(id.slice(0, 15))).toISOString(),
      from: mail.from?.text ?? '',
      to: await this.#recipients(id),
      subject: mail.subject ?? '',
      text: mail.text ?? '',
      html: mail.html === false ? null : mail.html,
      headers: Object.fromEntries(mail.headerLines.map(({ key, line }) => [key, line.slice(line.indexOf(':') + 1).trim()])),
      attachments: mail.attachments.map(({ filename, contentType, size }, index) => ({
        index,
        filename: filename ?? `attachment-${index + 1}`,
        contentType,
        size,
      })),
    };
  }

  async raw(id: string): Promise<Buffer | undefined> {
    if (!idPattern.test(id)) return undefined;
    return readFile(this.#file(id, 'eml')).catch(() => undefined);
  }

  async attachment(id: string, index: number): Promise<Readonly<{ contentType: string; content: Buffer }> | undefined> {
    const found = (await this.#parse(id))?.attachments[index];
    return found === undefined ? undefined : { contentType: found.contentType, content: found.content };
  }

  async clear(): Promise<void> {
    for (const id of await this.#ids()) await this.#drop(id);
  }

  async #parse(id: string): Promise<ParsedMail | undefined> {
    const raw = await this.raw(id);
    return raw === undefined ? undefined : simpleParser(raw, { skipImageLinks: true });
  }

  async #recipients(id: string): Promise<readonly string[]> {
    return JSON.parse(await readFile(this.#file(id, 'to'), 'utf8')) as string[];
  }

  async #ids(): Promise<string[]> {
    const names = await readdir(this.#folder);
    return names
      .filter((name) => name.endsWith('.eml'))
      .map((name) => name.slice(0, -4))
      .sort();
  }

  async #drop(id: string): Promise<void> {
    await Promise.all([rm(this.#file(id, 'eml'), { force: true }), rm(this.#file(id, 'to'), { force: true })]);
  }

  #file(id: string, extension: 'eml' | 'part' | 'to'): string {
    return join(this.#folder, `${id}.${extension}`);
  }
}
