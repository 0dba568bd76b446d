/** Discord: an embed within its limits that pings nobody, and what Discord answers. */
import { discord } from '../../src/channels/discord.js';
import { PermanentFailure } from '../../src/domain/failures.js';
import { makeReason } from '../../src/domain/reasons.js';
import { outgoing } from '../support/deliveries.js';
import { bodiesOf, transformed, triesOf } from '../support/hooks.js';
import { failureText, readable } from '../support/reasons.js';
import { type HttpStandIn, startHttpStandIn } from '../support/stand-ins.js';

const { send, failing, close } = triesOf(discord);
let hook: HttpStandIn;
beforeAll(async () => {
  hook = await startHttpStandIn();
});
beforeEach(() => {
  hook.requests.length = 0;
  hook.answer = (_request, response) => response.end('{"id":"1290000000000000001"}');
});
afterAll(async () => {
  await close();
  await hook.stop();
});

const to = () => `${hook.url}/api/webhooks/1/secret?thread_id=7`;

interface Embed {
  title: string;
  description: string;
  fields: { name: string; value: string }[];
  footer: { text: string };
}
const embedOf = (at = 0) => (bodiesOf(hook)[at] as unknown as { embeds: [Embed] }).embeds[0];

it('a message says what happened, opens the event, pings nobody, and waits for Discord to keep it', async () => {
  const sent = outgoing(to());
  expect(readable(await send(sent))).toEqual({
    status: 'SENT',
    statusCode: 200,
    detail: 'message 1290000000000000001',
  });
  expect(hook.requests).toMatchObject([{ method: 'POST', path: '/api/webhooks/1/secret?thread_id=7&wait=true' }]);
  expect(bodiesOf(hook)).toEqual([
    {
      allowed_mentions: { parse: [] },
      embeds: [
        expect.objectContaining({
          title: sent.texts.title,
          url: sent.link,
          color: 0xa15c00,
          footer: { text: `Test & Sons · ${sent.id}` },
        }),
      ],
    },
  ]);
  expect(embedOf().fields).toContainEqual({ name: 'Amount', value: '$28.90', inline: true });
});

it('text of a payload is text: no mention, no style, no link', async () => {
  const { texts, ...sent } = outgoing(to());
  const hostile = '@everyone <@&1> **b** [x](http://evil) ~~s~~ `c` ||d|| # h > q _i_ \\';
  const rows = [{ key: 'reason' as const, label: 'Reason', value: hostile }];
  await send({ ...sent, texts: { ...texts, title: hostile, body: hostile, action: null, rows } });
  const { title, description, fields } = embedOf();
  // As Discord reads it: a backslash makes any punctuation after it plain.
  const plain = title.replace(/\\[^0-9A-Za-z\s]/g, '');
  expect(plain).not.toMatch(/[@<>*[\]()~`|#_\\]|:\/\//);
  expect(title.replace(/\\([^0-9A-Za-z\s])/g, '$1')).toBe(hostile);
  expect([description, fields[0]?.value]).toEqual([title, title]);
});

it('stays within Discord’s limits however long and many the texts are', async () => {
  const { texts, ...sent } = outgoing(to());
  const long = '支*😀'.repeat(5_000);
  const take = { label: 'Take it', url: `https://tocsin.example/a/${'x'.repeat(400)}` };
  const actions = [take, { label: 'The invoice', url: `https://pay.example/${'x'.repeat(1_900)}` }, take];
  for (const count of [0, 1, 25, 60]) {
    const rows = Array.from({ length: count }, () => ({ key: 'reason' as const, label: long, value: long }));
    await send({
      ...sent,
      actions,
      businessName: long,
      texts: { ...texts, title: long, body: long, action: long, rows },
    });
  }
  for (const at of [0, 1, 2, 3]) {
    const { title, description, fields, footer } = embedOf(at);
    expect(title.length).toBeLessThanOrEqual(256);
    expect(description.length).toBeLessThanOrEqual(4_096);
    expect(fields.length).toBeLessThanOrEqual(25);
    for (const { name, value } of fields) {
      expect([name.length > 0, name.length <= 256]).toEqual([true, true]);
      expect([value.length > 0, value.length <= 1_024]).toEqual([true, true]);
    }
    const all = [title, description, footer.text, ...fields.flatMap(({ name, value }) => [name, value])];
    expect(all.join('').length).toBeLessThanOrEqual(6_000);
    expect(footer.text).toContain(sent.id);
    expect([description.split(take.url).length, description.includes('pay.example')]).toEqual([3, false]);
    for (const text of all) expect(text.isWellFormed()).toBe(true);
  }
});

it('a transformation’s message pings nobody either, unless it says whom', async () => {
  await send(transformed(to(), 'function handler(w) { w.payload = { content: "@everyone" }; return w; }'));
  const allowing = '{ content: "<@&1>", allowed_mentions: { roles: ["1"] } }';
  await send(transformed(to(), `function handler(w) { w.payload = ${allowing}; return w; }`));
  expect(bodiesOf(hook)).toEqual([
    { content: '@everyone', allowed_mentions: { parse: [] } },
    { content: '<@&1>', allowed_mentions: { roles: ['1'] } },
  ]);
});

it.each(['slack', 'github'])(
  'a hook that takes what %s sends gets ours as its own, and the code’s as it is',
  async (other) => {
    const pasted = `${hook.url}/api/webhooks/1/secret/${other}`;
    await send(outgoing(pasted));
    await send(transformed(pasted, 'function handler(w) { w.payload = { text: "x" }; return w; }'));
    expect(hook.requests.map(({ path }) => path)).toEqual([
      '/api/webhooks/1/secret?wait=true',
      `/api/webhooks/1/secret/${other}?wait=true`,
    ]);
  },
);

it('a transformation that breaks lets our own message go out, and is listed', async () => {
  const receipt = await send(transformed(to(), 'function handler(w) {\n  throw new Error("no");\n}'));
  expect(receipt).toMatchObject({ status: 'SENT', transformationFailure: { line: 2 } });
  expect(embedOf().title).toMatch(/\S/);
});

it('a transformation that leaves the event alone sends nothing, as Discord would refuse it', async () => {
  const receipt = await send(transformed(to(), 'function handler(w) { return w; }'));
  expect(receipt).toMatchObject({
    status: 'SKIPPED',
    detail: makeReason('TRANSFORMATION_UNTOUCHED', { carrier: 'DISCORD', takes: 'MESSAGE' }),
  });
  expect(hook.requests).toEqual([]);
});

it.each([
  [404, 10_015, 'Unknown Webhook'],
  [401, 50_027, 'Invalid Webhook Token'],
])('%i with %i ends the hook and says to make a new one', async (code, discordCode, message) => {
  const body = JSON.stringify({ code: discordCode, message });
  hook.answer = (_request, response) => response.writeHead(code).end(body);
  const error = await failing(outgoing(to()));
  expect(error).toEqual(expect.any(PermanentFailure));
  expect(error).toMatchObject({ details: { statusCode: code, destination: 'dead' } });
  expect(failureText(error)).toBe(
    `Discord refused it: ${code} ${body}. This hook no longer works: make a new one in Discord and enter it here.`,
  );
});
