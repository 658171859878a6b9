import { expect } from 'vitest';
import type { Platform } from './platform.ts';

export type Mail = Readonly<{
  id: string;
  to: readonly string[];
  subject: string;
  text: string;
  html: string | null;
  attachments: readonly Readonly<{ index: number; filename: string; contentType: string }>[];
}>;

/** The newest mail to that address whose text holds `saying`; waits for it, since a job sends it. */
export async function mailTo(platform: Platform, address: string, saying: string): Promise<Mail> {
  const find = async () => (await mailsTo(platform, address)).find(({ text, subject }) => `${subject}\n${text}`.includes(saying));
  await expect.poll(find, { timeout: 20_000, interval: 250, message: `a mail to ${address} that says ${saying}` }).toBeDefined();
  return (await find())!;
}

/** Newest first. */
export async function mailsTo({ mailbox }: Platform, address: string): Promise<readonly Mail[]> {
  const answer = await fetch(`${mailbox}/api/messages?to=${encodeURIComponent(address)}`);
  return (await answer.json()) as Mail[];
}

export async function attachmentText({ mailbox }: Platform, mail: Mail, index: number): Promise<string> {
  return (await fetch(`${mailbox}/api/messages/${mail.id}/attachments/${index}`)).text();
}
