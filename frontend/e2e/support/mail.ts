// The emails that the server writes to a folder in development.

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Server } from './server';

// The newest link to a page of the server in the emails to an address, once there are `count` of
// them.
export async function mailedLink(server: Server, to: string, page: string, count = 1) {
  let links: string[] = [];
  const look = async () => {
    links = await mailedLinks(join(server.folder, 'data/mail'), to, page);
    return links.length;
  };
  await expect.poll(look, { interval: 200 }).toBe(count);
  return links.at(-1) ?? '';
}

// A link has a line of its own in the plain text.
async function mailedLinks(folder: string, to: string, page: string): Promise<string[]> {
  // File names begin with the time.
  const names = (await readdir(folder).catch(() => [])).sort();
  const mails = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
  return mails
    .filter((mail) => mail.includes(`To: ${to}`))
    .flatMap((mail) => fromQuotedPrintable(mail).match(/^http:\S+$/gm) ?? [])
    .filter((link) => new URL(link).pathname.endsWith(page));
}

// RFC 2045, section 6.7, for ASCII.
function fromQuotedPrintable(text: string): string {
  return text
    .replace(/=\r?\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
}
