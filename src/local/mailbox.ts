// The local mailbox: a real SMTP server that delivers to nobody and keeps each mail as an .eml file.
import { randomBytes } from 'node:crypto';
import { chmod, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import PostalMime, { type Address } from 'postal-mime';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerEnvelope } from 'smtp-server';
import { LocalError } from './steps.js';

const MAX_MAIL_BYTES = 10 * 1024 * 1024;
const KEPT_MAILS = 500;
const CLOSE_WAIT_MS = 1_000;
const OWNER_ONLY = 0o600;
const OWNER_ONLY_FOLDER = 0o700;
const ID = /^[0-9a-z]{9}-[0-9a-f]{8}$/;

/** One line of the list of mails. */
export interface MailSummary {
  /** File name without `.eml`; ids sort by time of arrival. */
  id: string;
  /** Time of arrival, ISO 8601. */
  at: string;
  from: string;
  to: string;
  subject: string;
}

/** A whole mail. */
export interface Mail extends MailSummary {
  /** Null if the mail has no such part. Inline images are `data:` URLs. */
  html: string | null;
  text: string | null;
  /** In the order of the mail, values unfolded. */
  headers: { name: string; value: string }[];
  /** The mail as it came, decoded as UTF-8. */
  raw: string;
}

/** A running mailbox. */
export interface Mailbox {
  port: number;
  /** For `SMTP_URL`: `smtp://127.0.0.1:port`. */
  url: string;
  /** Newest first; at most 500. */
  list(): Promise<MailSummary[]>;
  /** Null for an id that isn't there. */
  read(id: string): Promise<Mail | null>;
  /** Deletes all mails. */
  clear(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts the mailbox on 127.0.0.1: no login, no TLS, mails up to 10 MB, the newest 500 kept in `dir` across restarts.
 * Without `port` a free one is used. Throws LocalError if the port is taken.
 */
export async function startMailbox(options: { dir: string; port?: number }): Promise<Mailbox> {
  const { dir } = options;
  await mkdir(dir, { recursive: true });
  // Customers' names and links that need no login, also in mails of an earlier version.
  await chmod(dir, OWNER_ONLY_FOLDER);
  const server = new SMTPServer({
    banner: 'Tocsin local mailbox',
    size: MAX_MAIL_BYTES,
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    closeTimeout: CLOSE_WAIT_MS,
    onData: (stream, { envelope }, done) => {
      receiveMail(dir, stream, envelope).then(() => done(), done);
    },
  });
  const port = await listenForMail(server, options.port ?? 0);
  // A client that hangs up in the middle is the client's matter.
  server.on('error', () => undefined);
  const summaries = new Map<string, MailSummary>();
  let stopped: Promise<void> | undefined;
  return {
    port,
    url: `smtp://127.0.0.1:${port}`,
    list: () => listMails(dir, summaries),
    read: (id) => readMail(dir, id),
    clear: () => clear(dir),
    stop: () => (stopped ??= new Promise((resolve) => server.close(() => resolve()))),
  };
}

function listenForMail(server: SMTPServer, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = `Port ${port}, which the local mailbox shall use, is taken.`;
      const wayOut =
        'End the program that listens there, choose another port, or set SMTP_URL to a mail server of yours.';
      reject(error.code === 'EADDRINUSE' ? new LocalError(taken, wayOut) : error);
    });
    server.listen(port, '127.0.0.1', () => resolve((server.server.address() as AddressInfo).port));
  });
}

async function receiveMail(dir: string, stream: SMTPServerDataStream, envelope: SMTPServerEnvelope): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) {
    // Read to its end in any case, or the client never gets the answer.
    if (!stream.sizeExceeded) chunks.push(chunk as Buffer);
  }
  if (stream.sizeExceeded) {
    throw Object.assign(new Error(`Mails of more than ${MAX_MAIL_BYTES} bytes are not taken`), { responseCode: 552 });
  }
  const id = `${Date.now().toString(36).padStart(9, '0')}-${randomBytes(4).toString('hex')}`;
  const file = join(dir, `${id}.eml`);
  await writeFile(`${file}.part`, Buffer.concat([trace(envelope), ...chunks]), { mode: OWNER_ONLY });
  await rename(`${file}.part`, file);
  const ids = await newestIds(dir);
  for (const old of ids.slice(KEPT_MAILS)) await rm(join(dir, `${old}.eml`), { force: true });
}

/** The envelope, as the last mail server on a mail's way notes it (RFC 5321 4.4); it is all that tells of a Bcc. */
function trace({ mailFrom, rcptTo }: SMTPServerEnvelope): Buffer {
  const lines = [`Return-Path: <${mailFrom ? mailFrom.address : ''}>`];
  for (const { address } of rcptTo) lines.push(`Delivered-To: ${address}`);
  return Buffer.from(`${lines.join('\r\n')}\r\n`);
}

async function newestIds(dir: string): Promise<string[]> {
  const names = await readdir(dir);
  const ids = names.filter((name) => name.endsWith('.eml')).map((name) => name.slice(0, -'.eml'.length));
  return ids
    .filter((id) => ID.test(id))
    .sort()
    .reverse();
}

/** Files never change, so each is parsed once; `known` holds what is parsed. */
async function listMails(dir: string, known: Map<string, MailSummary>): Promise<MailSummary[]> {
  const ids = await newestIds(dir);
  const present = new Set(ids);
  for (const id of known.keys()) if (!present.has(id)) known.delete(id);
  const mails: MailSummary[] = [];
  for (const id of ids) {
    const summary = known.get(id) ?? (await readMail(dir, id).then((mail) => mail && mailSummary(mail)));
    if (!summary) continue;
    known.set(id, summary);
    mails.push(summary);
  }
  return mails;
}

function mailSummary({ id, at, from, to, subject }: Mail): MailSummary {
  return { id, at, from, to, subject };
}

async function readMail(dir: string, id: string): Promise<Mail | null> {
  if (!ID.test(id)) return null;
  const bytes = await readFile(join(dir, `${id}.eml`)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (bytes === null) return null;
  const at = new Date(Number.parseInt(id, 36)).toISOString();
  const raw = bytes.toString('utf8');
  try {
    return { id, at, ...(await parse(bytes)), raw };
  } catch (error) {
    const subject = `(not a readable mail: ${(error as Error).message})`;
    return { id, at, from: '', to: '', subject, html: null, text: null, headers: [], raw };
  }
}

async function parse(bytes: Buffer): Promise<Omit<Mail, 'id' | 'at' | 'raw'>> {
  const email = await PostalMime.parse(bytes, { attachmentEncoding: 'base64' });
  const headers = email.headers.map(({ originalKey, value }) => ({ name: originalKey, value }));
  const delivered = headers.filter(({ name }) => name === 'Delivered-To').map(({ value }) => value);
  let html = email.html ?? null;
  for (const { contentId, mimeType, content } of email.attachments) {
    if (contentId)
      html = html?.replaceAll(`cid:${contentId.slice(1, -1)}`, `data:${mimeType};base64,${content}`) ?? null;
  }
  return {
    from: email.from ? addressText(email.from) : (email.returnPath ?? ''),
    to: email.to?.map(addressText).join(', ') || delivered.join(', '),
    subject: email.subject ?? '',
    html,
    text: email.text ?? null,
    headers,
  };
}

function addressText(address: Address): string {
  if (address.group) return `${address.name}: ${address.group.map(addressText).join(', ')}`;
  return address.name ? `${address.name} <${address.address}>` : address.address;
}

async function clear(dir: string): Promise<void> {
  for (const id of await newestIds(dir)) await rm(join(dir, `${id}.eml`), { force: true });
}
