/**
 * Whether our verification of signatures says what the makers' own packages say (`standardwebhooks`, `stripe`), of genuine requests
 * and of those that were changed anywhere. Never may we take what they refuse; what we refuse and they take is one of `isStricter`.
 * Blanks beside the commas of Stripe's header, which a proxy that folds headers leaves, are no difference: we read over them.
 */
import fc, { type GeneratorValue } from 'fast-check';
import { Webhook } from 'standardwebhooks';
import Stripe from 'stripe';
import type { ReasonCode } from '../src/domain/reasons.js';
import { SOURCE_KINDS } from '../src/sources/index.js';
import { signedHeaders } from '../test/support/producers.js';
import { count, type Fuzzed, type FuzzRun } from './fuzz-report.js';
import { changedText, pick } from './fuzz-texts.js';

type Kind = 'DODO' | 'STRIPE';

interface Signed {
  kind: Kind;
  secret: string;
  body: string;
  headers: Record<string, string>;
}

/**
 * Why we refuse what the packages take: they read `1793697262abc` as a time, Stripe's takes any time of the future, that of Standard
 * Webhooks leaves out what stands behind a second comma (`v1,abc=,x`), Stripe's what stands behind a second `=`, and both use secrets
 * that cannot be theirs.
 */
function isStricter(refusal: ReasonCode, { kind, secret, headers }: Signed): boolean {
  if (refusal === 'STAMP_INVALID' || refusal === 'STAMP_AHEAD') return true;
  if (refusal === 'SIGNATURE_WRONG' && /v1,[^ ,]*,/.test(headers['webhook-signature'] ?? '')) return true;
  if (refusal === 'SIGNATURE_WRONG' && /v1=[^,=]+=/.test(headers['stripe-signature'] ?? '')) return true;
  return SOURCE_KINDS[kind].checkSecret(secret) !== null;
}

/** Of the time of signing, seconds: well within what is allowed, and well beyond it. */
const AGES = [0, 0, 0, 0, 0, 250, -250, 350, -350, 100_000];
const stripe = new Stripe('sk_test_unused');

function makeRequest(gen: GeneratorValue): Signed {
  const kind = pick<Kind>(gen, ['DODO', 'STRIPE']);
  const secret = SOURCE_KINDS[kind].newSecret();
  // Stripe's package takes no empty body, which we refuse when it is read.
  const body = pick(gen, [true, false]) ? gen(fc.json) : gen(fc.string, { unit: 'grapheme', minLength: 2 });
  const now = new Date(Date.now() - pick(gen, AGES) * 1_000);
  const { 'content-type': _, ...headers } = signedHeaders({ id: '', secret, kind }, body, { now });
  const signed: Signed = { kind, secret, body, headers };
  const changes = pick(gen, [0, 1, 1, 1, 2, 3]);
  for (let change = 0; change < changes; change++) changeOne(gen, signed);
  return signed;
}

function changeOne(gen: GeneratorValue, signed: Signed): void {
  const names = Object.keys(signed.headers);
  const name = names.length > 0 ? pick(gen, names) : 'webhook-id';
  const value = signed.headers[name] ?? '';
  switch (pick(gen, ['header', 'header', 'header', 'list', 'list', 'gone', 'body', 'secret'])) {
    case 'header':
      signed.headers[name] = changedText(gen, value);
      return;
    case 'list':
      signed.headers[name] = changedList(gen, value, signed.kind);
      return;
    case 'gone':
      delete signed.headers[name];
      return;
    case 'body':
      signed.body = changedText(gen, signed.body);
      return;
    default:
      signed.secret = pick(gen, [changedText(gen, signed.secret), SOURCE_KINDS[signed.kind].newSecret()]);
  }
}

/** The parts of a header in another order, twice, or with others among them. */
function changedList(gen: GeneratorValue, value: string, kind: Kind): string {
  const separator = kind === 'STRIPE' ? ',' : ' ';
  const now = Math.floor(Date.now() / 1_000);
  const others = ['', 'v1=00', 'v1,AAAA', 'v0=00', `t=${now}`, `t=${now - 900}`, 't=', 'v2,AAAA', 'v1a,AAAA'];
  const parts = [...value.split(separator), ...value.split(separator), ...gen(fc.subarray, others)];
  const chosen: string[] = gen(fc.shuffledSubarray, parts, { minLength: 1 });
  return chosen.join(pick(gen, [separator, separator, ', ', '  ']));
}

/** Why we refuse it; null: we take it. */
function ours({ kind, secret, body, headers }: Signed): ReasonCode | null {
  const verdict = SOURCE_KINDS[kind].verify({ headers, body: Buffer.from(body) }, [secret], new Date());
  return verdict.ok ? null : verdict.reason.code;
}

/** Whether the maker's own package takes it; null where it falls over: Stripe's does at an entry `v1` without a value, before or behind a genuine one. */
function theirs({ kind, secret, body, headers }: Signed): boolean | null {
  const unfolded = (headers['stripe-signature'] ?? '').trim().replace(/\s*,\s*/g, ',');
  if (kind === 'STRIPE' && /(^|,)v1=?(=|,|$)/.test(unfolded)) return null;
  try {
    if (kind === 'DODO') new Webhook(secret).verify(body, headers, { jsonParse: false });
    else stripe.webhooks.signature?.verifyHeader(body, unfolded, secret, 300);
    return true;
  } catch {
    return false;
  }
}

export async function fuzzSignatures({ runs, seed }: FuzzRun): Promise<Fuzzed> {
  const [outcomes, faults] = [new Map<string, number>(), [] as string[]];
  for (let at = 0; at < runs; at++) {
    const [request] = fc.sample(fc.gen().map(makeRequest), { numRuns: 1, seed: seed + at });
    if (!request) continue;
    const [refusal, taken] = [ours(request), theirs(request)];
    const said = `${JSON.stringify(request)}`;
    if (refusal === null && taken === false) faults.push(`case ${at}: we take what the package refuses: ${said}`);
    const stricter = taken === true && refusal !== null;
    if (stricter && !isStricter(refusal, request))
      faults.push(`case ${at}: we refuse for ${refusal} what the package takes: ${said}`);
    const others = taken === null ? ', the package falls over' : stricter ? ', the package takes it' : '';
    count(outcomes, `${request.kind} ${refusal ?? 'taken'}${others}`);
  }
  return { outcomes, faults };
}
