/** Lint: what it warns of, and where it keeps silent although it looks alike. */
import { readdirSync, readFileSync } from 'node:fs';
import { lint as lintCode } from '../../src/api/transformations/lint.js';
import { TokenReader } from '../../src/api/transformations/tokens.js';
import { CHANNELS } from '../../src/channels/index.js';
import { inEnglish } from '../support/reasons.js';

const FIXTURES = new URL('../../../test/fixtures/transformations/', import.meta.url);
const lint = async (code: string) => (await lintCode(code)).map(inEnglish);
const tokensOf = (code: string) => new TokenReader(code).read();
const body = (statement: string) => `function handler(webhook) {\n  ${statement}\n  return webhook;\n}`;

describe('tokens', () => {
  it.each([
    ["a / 2 // b 'c\nd", ['a', '/', '2', 'd']],
    ['/* " */ x', ['x']],
    ["'it\\'s' + \"a\"", ["it\\'s", '+', 'a']],
    ["'not closed\n b", ['not closed', 'b']],
    ['return /a"[/]b/g.test(x)', ['return', '/a"[/]b/g', '.', 'test', '(', 'x', ')']],
    ['(a) / 2 / 3', ['(', 'a', ')', '/', '2', '/', '3']],
    [
      '`a ${b + `c ${{ d: "}" }.d}`} e` + f',
      ['a ', '${', 'b', '+', 'c ', '${', '{', 'd', ':', '}', '}', '.', 'd', '}', '', '}', ' e', '+', 'f'],
    ],
    ['a?.b ?? 1_000.5e3', ['a', '?.', 'b', '??', '1_000.5e3']],
    ['`not closed ${', ['not closed ', '${']],
    ['größe = "€"', ['größe', '=', '€']],
  ])('of %j', (code, texts) => expect(tokensOf(code).map(({ text }) => text)).toEqual(texts));

  it('know their lines past comments, templates and CRLF', () => {
    const code = '/* 1\n2 */ a;\r\n`3\n4 ${b}\n5`; c';
    const lines = tokensOf(code).flatMap(({ kind, text, line }) => (kind === 'name' ? [[text, line]] : []));
    expect(lines).toEqual([
      ['a', 2],
      ['b', 4],
      ['c', 5],
    ]);
  });

  it('end on whatever is typed', async () => {
    const pieces = [
      '`',
      '${',
      '}',
      '{',
      '"',
      "'",
      '/',
      '*/',
      '/*',
      '//',
      '\\',
      '\n',
      'a',
      '(',
      ')',
      '9',
      '€',
      '\ud800',
    ];
    let seed = 1;
    for (let round = 0; round < 20_000; round++) {
      let code = '';
      for (let at = 0; at < 12; at++) {
        seed = (seed * 48_271) % 2_147_483_647;
        code += pieces[seed % pieces.length];
      }
      expect((await lint(code)).length).toBeLessThanOrEqual(20);
    }
  });
});

describe('a warning', () => {
  it.each([
    [
      'a bare / 100',
      'const a = webhook.payload.data.total_amount / 100;',
      /^Line 2: “\/ 100” is wrong .*JPY, KWD.*money\(/,
    ],
    ['a bare / 100 in a template', 'const t = `$${(event.amount / 100).toFixed(2)}`;', /^Line 2: “\/ 100”/],
    ['a bare / 100 of a choice', 'const t = (event.amount || 0) / 100;', /^Line 2: “\/ 100”/],
    ['a bare / 100 of a rounded amount', 'const t = Math.round(data.amount_due) / 100.0;', /^Line 2: “\/ 100.0”/],
    ['a hundredth', 'const t = totalAmount * 0.01;', /^Line 2: “\* 0.01”/],
    ['an amount by its key', 'const t = data["settlement_amount"] / 1e2;', /^Line 2: “\/ 1e2”/],
    [
      'an open key',
      'webhook.payload = { text: webhook.payload.data.key };',
      /^Line 2: webhook\.payload\.data\.key is a license key.*mask\(/,
    ],
    ['an open key of a grant', 'webhook.payload = { text: `Key ${grant.license_key.key}` };', /license key/],
    [
      'an open key by another name',
      'const event = webhook.payload.data; webhook.payload = { text: "Key " + event.key };',
      /event\.key is a license key/,
    ],
    [
      'an open address',
      'webhook.payload = { text: `By ${webhook.payload.data.customer.email}` };',
      /reads .*customer\.email: send mask/,
    ],
    [
      'an open address in a field',
      'webhook.payload = { attachments: [{ fields: [{ value: c?.email }] }] };',
      /reads c\.email/,
    ],
    ['a timer', 'setTimeout(() => {}, 10);', /^Line 2: setTimeout is not defined: there are no timers here/],
    ['a call of the network', 'fetch("https://a.example");', /there is no network here/],
    ['a module', 'const fs = require("fs");', /there are no modules here/],
    [
      'a status that is never sent',
      'if (d.dispute_status === "won") webhook.cancel = true;',
      /never “won”; it is “dispute_won”/,
    ],
    ['a status, the other way round', 'if ("lost" == d.dispute_status) webhook.cancel = true;', /never “lost”/],
    ['a field that no customer has', 'const p = d.customer.phone;', /phone_number/],
    ['a company that no customer has', 'const p = d.customer?.company;', /no “company”/],
    ['what Loops leaves out', 'webhook.payload = { eventName: "x", email: e, properties: {} };', /eventProperties/],
  ])('of %s', (_, statement, text) => expect(lint(body(statement))).resolves.toEqual([expect.stringMatching(text)]));

  it('comes once for each line, in their order', async () => {
    const code = 'const a = x.amount / 100 + y.amount / 100;\nfetch(a);\nconst b = x.amount / 100;';
    expect((await lint(code)).map((warning) => warning.slice(0, 7))).toEqual(['Line 1:', 'Line 2:', 'Line 3:']);
  });

  it('finds the known slips of the published handlers, and nothing else', async () => {
    const kinds = async (code: string) =>
      [
        ...new Set(
          (await lint(code)).map((text) =>
            /“\/ 100”/.test(text) ? 'hundred' : /everybody/.test(text) ? 'address' : text,
          ),
        ),
      ].sort();
    const names = readdirSync(FIXTURES).filter((name) => name.endsWith('.js'));
    const found = await Promise.all(
      names.map(async (name) => [name, await kinds(readFileSync(new URL(name, FIXTURES), 'utf8'))]),
    );
    const loops = (line: number) => [
      'Line X: Loops reads “eventProperties” and leaves “properties” out.'.replace('X', String(line)),
      'hundred',
    ];
    expect(Object.fromEntries(found)).toEqual({
      'all_events_notifs.js': ['address', 'hundred'],
      'dispute_notifs.js': ['hundred'],
      'loops_payment_confirmation.js': loops(8),
      'loops_payment_failed.js': loops(8),
      'loops_subscription_welcome.js': loops(8),
      'payment_notifs.js': ['address', 'hundred'],
      'subscription_notifs.js': ['address', 'hundred'],
    });
  });
});

describe('no warning', () => {
  it.each([
    ['of a percentage', 'const p = data.tax_percent / 100;'],
    ['of a share of an amount', 'const p = (data.amount * data.fee_rate) / 100;'],
    ['of pixels', 'const p = width / 100;'],
    ['where other currencies are known', 'const p = data.currency === "JPY" ? data.amount : data.amount / 100;'],
    ['where decimals are counted', 'const p = decimals === 2 ? data.amount / 100 : data.amount;'],
    ['of an amount in a comment', '// data.amount / 100'],
    ['of an amount in a text', 'const t = "data.amount / 100";'],
    ['of a masked key', 'webhook.payload = { text: mask(webhook.payload.data.key) };'],
    ['of the beginning of a key', 'webhook.payload = { text: webhook.payload.data.key.substring(0, 8) };'],
    ['of any other key', 'for (const entry of list) webhook.payload = { text: entry.key };'],
    ['of a masked address', 'webhook.payload = { text: mask(webhook.payload.data.customer.email, 8) };'],
    ['of an address that is asked for', 'webhook.payload = { text: d.customer.email ? "known" : "unknown" };'],
    ['of an address that is compared', 'webhook.payload = { text: "x", b: d.customer.email === "a@b.example" };'],
    ['of the address of a mail', 'webhook.payload = { eventName: "x", email: d.customer.email, text: "x" };'],
    ['of an address for a server', 'webhook.payload = { customer: d.customer.email };'],
    ['of a function of one’s own', 'function fetch() {} fetch();'],
    ['of a method of that name', 'client.fetch("x"); d.setTimeout(1);'],
    ['of a name alone', 'const has = typeof setTimeout === "function";'],
    ['of the right status', 'if (d.dispute_status === "dispute_won") webhook.cancel = true;'],
    ['of another status', 'if (d.status === "won") webhook.cancel = true;'],
    ['of the customer’s own fields', 'const p = d.customer.phone_number;'],
    ['of a phone that is no customer’s', 'const p = shop.phone;'],
    [
      'of properties by the right name',
      'const properties = {}; webhook.payload = { eventName: "x", eventProperties: properties };',
    ],
    ['of properties that are not for Loops', 'webhook.payload = { properties: {} };'],
    ['of code that cannot be read', '"" ((( `${'],
  ])('%s', (_, statement) => expect(lint(body(statement))).resolves.toEqual([]));

  it.each(
    Object.values(CHANNELS).flatMap((channel) =>
      ('starters' in channel ? channel.starters : []).map(({ label, code }) => [channel.channel, label, code]),
    ),
  )('of the starter code of %s: %s', (_channel, _name, code) => expect(lint(code as string)).resolves.toEqual([]));
});
