import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTransport, type SendMailOptions } from 'nodemailer';
import { ENGLISH } from '../../src/i18n/labels.js';
import { type Mailbox, startMailbox } from '../../src/local/mailbox.js';
import { mailListPage, mailPage } from '../../src/local/mailbox-page.js';
import { pushPage } from '../../src/local/push-page.js';
import { slackPage } from '../../src/local/slack-page.js';
import { LocalError } from '../../src/local/steps.js';

const HOSTILE = `<script>alert(1)</script>"' onload=x`;
let dir = '';
let mailbox: Mailbox;

async function send(mail: SendMailOptions): Promise<void> {
  const transport = createTransport(mailbox.url);
  await transport.sendMail({ from: 'Tocsin <bell@tocsin.test>', to: 'Ada <ada@shop.test>', ...mail });
  transport.close();
}

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'tocsin-mailbox-'));
  mailbox = await startMailbox({ dir });
});

afterEach(async () => {
  await mailbox.stop();
  await mailbox.stop();
  await rm(dir, { recursive: true, force: true });
});

describe('the local mailbox', () => {
  it('keeps what it gets over SMTP', async () => {
    await send({
      subject: 'Zahlung fehlgeschlagen – 12,50 €',
      text: 'Hallo',
      html: '<p>Hallo</p>',
      headers: { 'X-Order': '7' },
    });
    const [summary, ...others] = await mailbox.list();
    expect(others).toEqual([]);
    expect(summary).toMatchObject({
      from: 'Tocsin <bell@tocsin.test>',
      to: 'Ada <ada@shop.test>',
      subject: 'Zahlung fehlgeschlagen – 12,50 €',
    });
    expect(Math.abs(Date.now() - Date.parse(summary?.at ?? ''))).toBeLessThan(10_000);

    const mail = await mailbox.read(summary?.id ?? '');
    expect(mail?.text?.trim()).toBe('Hallo');
    expect(mail?.html?.trim()).toBe('<p>Hallo</p>');
    expect(mail?.headers).toContainEqual({ name: 'X-Order', value: '7' });
    expect(mail?.raw).toMatch(/^Return-Path: <bell@tocsin.test>\r\nDelivered-To: ada@shop.test\r\n/);
  });

  it('keeps mails over a restart, newest first, until they are cleared', async () => {
    await send({ subject: 'first', text: '1' });
    await send({ subject: 'second', text: '2' });
    await mailbox.stop();
    mailbox = await startMailbox({ dir });
    expect((await mailbox.list()).map(({ subject }) => subject)).toEqual(['second', 'first']);
    await mailbox.clear();
    expect(await mailbox.list()).toEqual([]);
  });

  it('keeps the newest 500', async () => {
    for (let number = 0; number < 500; number++) {
      const id = `${number.toString(36).padStart(9, '0')}-00000000`;
      await writeFile(join(dir, `${id}.eml`), `Subject: old ${number}\r\n\r\n`);
    }
    await send({ subject: 'new', text: 'x' });
    const mails = await mailbox.list();
    expect(mails.length).toBe(500);
    expect([mails.at(0)?.subject, mails.at(-1)?.subject]).toEqual(['new', 'old 1']);
    expect((await readdir(dir)).length).toBe(500);
  });

  it('shows inline images without loading anything', async () => {
    const logo = { filename: 'logo.png', content: Buffer.from('png'), cid: 'logo@tocsin' };
    await send({ subject: 'logo', html: '<img src="cid:logo@tocsin">', attachments: [logo] });
    const mail = await mailbox.read((await mailbox.list())[0]?.id ?? '');
    expect(mail?.html).toContain(`src="data:image/png;base64,${Buffer.from('png').toString('base64')}"`);
  });

  it('refuses what is too large, and ids that are no mails', async () => {
    await expect(send({ subject: 'large', text: 'x'.repeat(11 * 1024 * 1024) })).rejects.toThrow(/552/);
    expect(await mailbox.list()).toEqual([]);
    expect(await mailbox.read('../../etc/passwd')).toBeNull();
    expect(await mailbox.read('000000000-00000000')).toBeNull();
  });

  it('says what to do when its port is taken', async () => {
    const failure = await startMailbox({ dir, port: mailbox.port }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(LocalError);
    expect((failure as LocalError).wayOut).toContain('SMTP_URL');
  });
});

describe('the pages of captured messages', () => {
  it('show hostile mails as text', async () => {
    await send({ subject: HOSTILE, html: `${HOSTILE}<b>bold</b>`, text: HOSTILE, headers: { 'X-Hostile': HOSTILE } });
    const mails = await mailbox.list();
    const mail = await mailbox.read(mails[0]?.id ?? '');
    if (!mail) throw new Error('The mail is missing.');
    const inList = mailListPage(mails, ENGLISH);
    const alone = mailPage(mail, ENGLISH);
    for (const page of [inList, alone]) {
      expect(page).toContain('&#60;script&#62;alert(1)');
      expect(page).not.toContain('<script>alert');
      expect(page).not.toContain(HOSTILE);
    }
    expect(inList).toContain(`href="/dev/mailbox/${mail.id}"`);
    expect(alone).toMatch(
      /<iframe [^>]*sandbox="allow-popups allow-popups-to-escape-sandbox" srcdoc="[^"<>]*"><\/iframe>/,
    );
  });

  it('draw Slack posts as Slack does', () => {
    const body = {
      text: 'Dispute *opened* for <https://shop.test/o/1?a=1&amp;b=2|order 1> &lt;b&gt; `x*y*`',
      attachments: [
        { color: 'danger', title: 'Lost', title_link: 'javascript:alert(1)', text: '_soon_', footer: 'Tocsin' },
        { color: '36a64f', fields: [{ title: 'Amount', value: '12.50 EUR', short: true }] },
        { color: 'red;background:url(//x)', text: 'odd' },
      ],
    };
    const page = slackPage([{ at: '2026-01-02T03:04:05.000Z', url: 'https://hooks.slack.test/x', body }], ENGLISH);
    expect(page).toContain('Dispute <strong>opened</strong> for <a href="https://shop.test/o/1?a=1&#38;b=2"');
    expect(page).toContain('&#60;b&#62; <code>x*y*</code>');
    expect(page).toContain('border-left-color:#a30200');
    expect(page).toContain('border-left-color:#36a64f');
    expect(page).toContain('border-left-color:var(--line)');
    expect(page).toContain('<em>soon</em>');
    expect(page).not.toContain('href="javascript:');
    expect(page).toContain('2026-01-02 03:04:05 UTC');
  });

  it('draw a push with its link, but none that would run code', () => {
    const push = (link: string) => {
      const notification = { title: 'Lost <b>', body: HOSTILE };
      const body = { message: { token: 't', notification, data: { link } } };
      return pushPage([{ at: '2026-01-02T03:04:05.000Z', body }], ENGLISH);
    };
    expect(push('https://shop.test/a')).toContain('<strong>Lost &#60;b&#62;</strong>');
    expect(push('https://shop.test/a')).toContain('<a href="https://shop.test/a">Open</a>');
    expect(push('javascript:alert(1)')).not.toContain('href="javascript:');
    expect(push('https://shop.test/a')).not.toContain(HOSTILE);
    for (const body of [undefined, null, 7, { message: 'x' }, { message: { data: null } }])
      expect(pushPage([{ at: '', body }], ENGLISH)).toContain('What was posted');
  });

  it('draw anything that was posted', () => {
    for (const body of [undefined, null, 7, 'text', [], { attachments: 'x', blocks: [null, { type: HOSTILE }] }]) {
      expect(slackPage([{ at: '', url: HOSTILE, body }], ENGLISH)).not.toContain(HOSTILE);
    }
  });
});
