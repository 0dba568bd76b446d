/**
 * Bodies that no provider sends, posted to an API that is a process of its own: none of them may be answered by a 5xx or end the
 * process, and nothing may be taken whose signature is not that of its source. Most are signed, so that what reads them is reached.
 */
import { request } from 'node:http';
import fc, { type GeneratorValue } from 'fast-check';
import { SOURCE_KINDS } from '../src/sources/index.js';
import { SAMPLE_NAMES, sample } from '../test/sources/sample-bodies.js';
import { addBusiness, addSource, createDatabase } from '../test/support/database.js';
import { newExternalId, type TestSource } from '../test/support/producers.js';
import { count, type Fuzzed, type FuzzRun } from './fuzz-report.js';
import { changedBytes, changedJson, changedText, pick } from './fuzz-texts.js';
import { startRestartable } from './processes.js';

interface Posted {
  path: string;
  body: Buffer;
  headers: Record<string, string>;
  /** Whether the signature is that of the source. */
  genuine: boolean;
  /** What was done to it. */
  how: string;
}

const KINDS = ['DODO', 'STRIPE', 'GENERIC'] as const;
const CONNECTIONS = 16;
/** Who sends many wrong signatures is answered 429 without being read: they come from so many addresses of this machine. */
const ADDRESSES = 16_000;

/** Bodies that are strange as a whole. */
const WHOLES = [
  ...[
    '',
    ' ',
    'null',
    'true',
    '0',
    '"x"',
    '[]',
    '{}',
    '[[',
    '{"a":',
    '\ufeff{}',
    '{}{}',
    'NaN',
    '-',
    '1e999',
    'x=1&y=2',
  ],
  ...['['.repeat(20_000), '{"a":'.repeat(20_000), `{"a":"${'x'.repeat(1_200_000)}"}`, `[${'0,'.repeat(50_000)}0]`],
  ...[
    '{"type":"payment.failed","type":1}',
    '{"__proto__":{"type":"x"}}',
    '{"type":"payment.failed","data":9007199254740993}',
  ],
];

function makePosted(gen: GeneratorValue, sources: readonly TestSource[]): Posted {
  const source = pick(gen, sources);
  const how = pick(gen, ['json', 'json', 'json', 'json', 'text', 'bytes', 'whole', 'headers', 'stranger', 'path']);
  const prefix = source.kind === 'STRIPE' ? 'stripe.' : 'dodo.';
  const json: unknown = sample(
    pick(
      gen,
      SAMPLE_NAMES.filter((name) => name.startsWith(prefix)),
    ),
  );
  const body = bodyOf(gen, how, json);
  const secret = how === 'stranger' ? SOURCE_KINDS[source.kind].newSecret() : source.secret;
  const now = new Date();
  const signed = SOURCE_KINDS[source.kind].sign({ id: newExternalId(), body, secret, now });
  const headers = { 'content-type': 'application/json', ...signed };
  if (how === 'headers') return { path: `/webhooks/${source.id}`, body, how, ...changedHeaders(gen, headers) };
  const path = how === 'path' ? changedPath(gen, source.id) : `/webhooks/${source.id}`;
  return { path, body, headers, genuine: how !== 'stranger', how };
}

function bodyOf(gen: GeneratorValue, how: string, json: unknown): Buffer {
  if (how === 'whole') return Buffer.from(pick(gen, WHOLES));
  let changed = json;
  if (how === 'json') for (let left = pick(gen, [1, 2, 5]); left > 0; left--) changed = changedJson(gen, changed);
  const text = JSON.stringify(changed);
  if (how === 'text') return Buffer.from(changedText(gen, changedText(gen, text)));
  return how === 'bytes' ? changedBytes(gen, Buffer.from(text)) : Buffer.from(text);
}

/** Another media type or encoding, which changes nothing of what was signed; or a signature that is none. */
function changedHeaders(
  gen: GeneratorValue,
  headers: Record<string, string>,
): { headers: Record<string, string>; genuine: boolean } {
  const beside: Record<string, string>[] = [
    {
      'content-type': pick(gen, ['text/plain', 'application/xml', '', ';;', 'application/json; charset=utf-16', 'a/b']),
    },
    { 'content-encoding': pick(gen, ['gzip', 'br', 'x']) },
    {
      accept: pick(gen, ['*/*;q=x', ',', 'text/html']),
      'accept-language': pick(gen, ['zh-Hant-TW', '*', 'x'.repeat(900)]),
    },
    {
      traceparent: pick(gen, ['00-0-0-0', `00-${'0'.repeat(32)}-${'0'.repeat(16)}-01`, 'ff']),
      'x-forwarded-for': ':::,1',
    },
  ];
  if (pick(gen, [true, false])) return { headers: { ...headers, ...pick(gen, beside) }, genuine: true };
  const names = Object.keys(headers).filter((name) => name.includes('signature'));
  const name = pick(gen, names);
  return {
    headers: { ...headers, [name]: pick(gen, ['', 'v1,', 't=1,v1=', 'v1,AAAA', 'x'.repeat(7_000)]) },
    genuine: false,
  };
}

const changedPath = (gen: GeneratorValue, id: string) =>
  pick(gen, [
    '/webhooks/',
    `/webhooks/${id}/x`,
    '/webhooks/%00',
    '/webhooks/%ff',
    `/webhooks/${'a'.repeat(5_000)}`,
    `/webhooks/${id}?x[]=1`,
    '/webhooks/src_00000000000000000000000000',
    `/webhooks//${id}`,
  ]);

/** All of 127.0.0.0/8 is this machine. */
const addressOf = (at: number) => `127.1.${(at % ADDRESSES) >> 8}.${at & 255}`;

/** The status; null where the connection was closed without one. */
function post(port: number, from: string, { path, body, headers }: Posted): Promise<number | null> {
  return new Promise((resolve) => {
    const to = { port, host: '127.0.0.1', localAddress: from, agent: false, method: 'POST', path, headers };
    const asked = request(to, (answer) => {
      answer.resume().on('end', () => resolve(answer.statusCode ?? null));
    });
    asked.on('error', () => resolve(null)).end(body);
  });
}

/** @returns what is wrong with that answer; null: nothing */
function faultOf(status: number | null, { genuine, how }: Posted): string | null {
  if (status === null && how !== 'whole') return 'no answer';
  if (status !== null && status >= 500) return `answered with ${status}`;
  return status === 202 && !genuine ? 'taken, though it is not genuine' : null;
}

export async function fuzzIngest({ runs, seed }: FuzzRun): Promise<Fuzzed> {
  const [outcomes, faults] = [new Map<string, number>(), [] as string[]];
  const database = await createDatabase();
  const businessId = await addBusiness(database.dataSource);
  const add = async (kind: (typeof KINDS)[number]) => ({
    ...(await addSource(database.dataSource, businessId, kind)),
    kind,
  });
  const sources = await Promise.all(KINDS.map(add));
  const api = await startRestartable('api', { DATABASE_URL: database.url });
  const made = fc.gen().map((gen) => makePosted(gen, sources));
  let [next, taken] = [0, 0];
  const lane = async () => {
    for (let at = next++; at < runs && api.isRunning(); at = next++) {
      const [posted] = fc.sample(made, { numRuns: 1, seed: seed + at }) as [Posted];
      const status = await post(api.port, addressOf(at), posted);
      if (status === 202) taken++;
      count(outcomes, `${posted.how} ${status ?? 'closed'}`);
      const fault = faultOf(status, posted);
      if (fault)
        faults.push(
          `case ${at} (${posted.how}): ${fault}\n${posted.path} ${JSON.stringify(posted.headers)}\n${posted.body.toString().slice(0, 4_000)}`,
        );
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, lane));
  if (!api.isRunning()) faults.push(`the API has ended: ${api.output().slice(-4_000)}`);
  const [{ rows }] = await database.dataSource.query('SELECT count(*)::integer AS rows FROM inbox');
  if (rows > taken) faults.push(`${rows} rows, and ${taken} were taken`);
  await api.stop();
  await database.drop();
  return { outcomes, faults };
}
