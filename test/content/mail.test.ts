// The e-mail of an event: hostile facts stay text, the text part reads well, and the wording is the agreed one.
import { readFileSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { type Mail, mailOf } from '../../src/content/mail.js';
import { type TellableEvent, textsOf } from '../../src/content/texts.js';
import { CATALOGUE } from '../../src/domain/catalogue/index.js';
import { LOCALES } from '../../src/domain/vocabulary.js';
import { allFacts, eventWith, SAMPLE_NAMES, sampleEvent } from './samples.js';

const LONDON = { locale: 'en', timeZone: 'Europe/London' };
const CONTEXT = {
  businessName: 'Nordlicht GmbH',
  destination: 'ana@nordlicht.example',
  link: 'https://tocsin.example/events/evt_01h455vb4pex5vsknk084sn02q',
};

function mailFor(event: TellableEvent, reader = LONDON, context = CONTEXT): Mail {
  return mailOf(textsOf(event, reader), context);
}

/** Ways into a page: elements, attributes, comments, entities, templates, odd encodings. */
const VECTORS = [
  '<script>alert(1)</script>',
  '"><script>alert(1)</script>',
  "'><script>alert(1)</script>",
  '</title><script>alert(1)</script>',
  '</style><script>alert(1)</script>',
  '</td></tr></table><h1>Owned</h1>',
  '<img src=x onerror=alert(1)>',
  '<img/src="x"/onerror="alert(1)">',
  '<svg/onload=alert(1)>',
  '<svg><animate onbegin=alert(1) attributeName=x>',
  '<iframe srcdoc="&lt;script&gt;alert(1)&lt;/script&gt;">',
  '<a href="javascript:alert(1)">click</a>',
  'javascript:alert(1)',
  '<a href="https://evil.example">Open</a>',
  '<form action="https://evil.example"><input name=password>',
  '<meta http-equiv="refresh" content="0;url=https://evil.example">',
  '<base href="https://evil.example/">',
  '<link rel=stylesheet href=https://evil.example/x.css>',
  '<style>*{display:none}</style>',
  '" onmouseover="alert(1)',
  "' onfocus='alert(1)' autofocus='",
  '" style="position:fixed;inset:0;background:url(https://evil.example)',
  '<!--',
  '--><script>alert(1)</script>',
  '<![CDATA[<script>alert(1)</script>]]>',
  '<?xml version="1.0"?>',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
  '&#60;script&#62;alert(1)&#60;/script&#62;',
  '<scr<script>ipt>alert(1)</scr</script>ipt>',
  '<ScRiPt >alert(1)</ScRiPt\n>',
  '<script\u0000>alert(1)</script>',
  '\u003cscript\u003ealert(1)\u003c/script\u003e',
  '<math><mtext><table><mglyph><style><img src onerror=alert(1)>',
  '{{constructor.constructor("alert(1)")()}}',
  '${alert(1)}',
  '`-alert(1)-`',
  '+ADw-script+AD4-alert(1)+ADw-/script+AD4-',
  '<'.repeat(50),
];

/** All tags with all their attributes, in order; what else holds a `<`, `>` or a loose `"` is a tag that broke out. */
function tagsOf(html: string): string[] {
  const tag = /<[!/]?[a-z][a-z0-9]*(?:\s+[a-z-]+(?:="[^"<>]*")?)*\s*>/gi;
  const tags = html.match(tag) ?? [];
  const between = html.replace(tag, '');
  return [...tags, ...(between.match(/[<>"]/g) ?? [])];
}

describe('hostile facts', () => {
  /** Every type with a reader, in all locales by turns, and the tags of its mail where all facts are harmless. */
  const cases = [...Object.keys(CATALOGUE), 'loan.granted'].map((type, at) => {
    const reader = { locale: LOCALES[at % LOCALES.length] ?? 'en', timeZone: 'UTC' };
    return { type, reader, harmless: tagsOf(mailFor(eventWith(type, allFacts('harmless')), reader).html) };
  });

  it.each(VECTORS)('%j stays text in every mail and every place', (vector) => {
    const fields = { businessName: vector, destination: vector };
    for (const { type, reader, harmless } of cases) {
      const hostile = mailFor(eventWith(type, allFacts(vector)), reader, { ...CONTEXT, ...fields });
      expect(tagsOf(hostile.html)).toEqual(harmless);
    }
    const named = mailFor(eventWith(vector, {}));
    expect(tagsOf(named.html)).toEqual(tagsOf(mailFor(eventWith('loan.granted', {})).html));
  });

  it('are shown as they are, not dropped', () => {
    const { html, text, subject } = mailFor(eventWith('payment.failed', { customerName: '<b>&"\'</b>' }));
    expect(html).toContain('&#60;b&#62;&#38;&#34;&#39;&#60;/b&#62;');
    expect(text).toContain('Payment from <b>&"\'</b> failed');
    expect(subject).toBe('Payment from <b>&"\'</b> failed');
  });

  it('cannot be told from the template by a scanner that sees nothing', () => {
    const { html } = mailFor(eventWith('payment.failed', allFacts('x')));
    expect(tagsOf(html).length).toBeGreaterThan(40);
    expect(tagsOf(html).every((tag) => tag.startsWith('<'))).toBe(true);
    expect(tagsOf(`${html}<img src=x onerror=alert(1)>`)).not.toEqual(tagsOf(html));
    expect(tagsOf(`${html}<script>`)).not.toEqual(tagsOf(html));
    expect(tagsOf(html.replace('<a ', '<a onclick="x" '))).not.toEqual(tagsOf(html));
    expect(tagsOf(`${html}"`)).not.toEqual(tagsOf(html));
  });

  it('leave the link to us', () => {
    const { html } = mailFor(eventWith('payment.failed', allFacts('https://evil.example')));
    expect(html.match(/href="[^"]*"/g)).toEqual([`href="${CONTEXT.link}"`]);
  });
});

describe('the subject', () => {
  it('is one line without control characters, whatever the facts hold', () => {
    const pieces = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('\r\nBcc: a@b.c', '\n', '\u0085', '\u2028', '\u0000'),
    );
    const texts = fc.array(pieces, { maxLength: 4 }).map((parts) => parts.join(''));
    const types = fc.constantFrom(...Object.keys(CATALOGUE), 'loan.granted');
    fc.assert(
      fc.property(texts, types, fc.boolean(), (text, type, test) => {
        const mails = [mailFor({ type, facts: allFacts(text), test }), mailFor({ ...eventWith(text, {}), test })];
        for (const { subject } of mails) expect(subject).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u);
        for (const mail of mails) expect(mail.text).not.toMatch(/[^\P{Cc}\n]|\n{3}/u);
      }),
      { numRuns: 400 },
    );
  });
});

describe('the text part', () => {
  const events = [...SAMPLE_NAMES.map(sampleEvent), eventWith('loan.granted', {}), eventWith('payment.failed', {})];

  it.each(LOCALES)('has no HTML, no gap and nothing at the end of a line in %s', (locale) => {
    for (const event of events) {
      const { text, subject } = mailFor(event, { locale, timeZone: 'Asia/Tokyo' });
      expect(text).not.toMatch(/<\/?[a-z]|&#|\n{3}|[ \t]\n|\n\n$/);
      expect(text.startsWith(`${subject}\n\n`)).toBe(true);
      expect(text).toContain(`\n\n${CONTEXT.link}\n\n--\n`);
      expect(text).toContain(CONTEXT.destination);
      expect(text).toContain(CONTEXT.businessName);
    }
  });

  it('sets values below each other, Chinese labels too', () => {
    const rows = mailFor(sampleEvent('dodo.payment.failed'), { locale: 'zh', timeZone: 'UTC' }).text.match(
      /^ {2}\S.*$/gm,
    );
    expect(rows?.slice(0, 2).map((row) => row.replace(/ /g, '·'))).toEqual([
      '··金额······€129.00',
      '··客户······Jonas·Weber',
    ]);
    expect(rows?.[3]).toBe('  付款方式  Mastercard •••• 0341');
  });

  it('is the HTML part in other clothes: every text, row and link stands in both', () => {
    const { html, text } = mailFor(sampleEvent('dodo.payout.on_hold'));
    for (const part of ['Payout of $12,044.90 on hold', 'Please upload a recent bank statement.', 'Bank transfer']) {
      expect(text).toContain(part);
      expect(html).toContain(part);
    }
    expect(html).toContain(CONTEXT.link);
  });
});

describe('the wording', () => {
  const team = Object.values(CATALOGUE).filter((entry) => entry.team);
  const golden = new URL('../../../test/content/golden/', import.meta.url);

  it('is agreed for all fourteen items of the team', () => expect(team).toHaveLength(14));

  it.each(team.map((entry) => [entry.key, entry.sample]))('of %s is the agreed one', (key, sample) => {
    const file = new URL(`${key}.en.txt`, golden);
    const { text } = mailFor(sampleEvent(sample));
    if (process.env.TOCSIN_REWRITE_GOLDEN === '1') writeFileSync(file, text);
    expect(text).toBe(readFileSync(file, 'utf8'));
  });
});
