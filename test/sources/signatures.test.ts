/** Who may send: the vectors of our contract, everything they must refuse, and the vendors' own packages as judges. */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import Stripe from 'stripe';
import type { SignedRequest, Verdict } from '../../src/platform/signatures/signed-request.js';
import { SOURCE_KINDS } from '../../src/sources/index.js';
import type { SourceKindEntry } from '../../src/sources/source-kind.js';
import { inEnglish, readable } from '../support/reasons.js';

interface Vector {
  name: string;
  secrets: string[];
  timestamp: number;
  body: string;
  bodyByteLength: number;
  headers: Record<string, string>;
}

const fixture = new URL('../../../test/fixtures/signatures.vectors.json', import.meta.url);
const vectors: { standardWebhooks: Vector[]; stripe: Vector[] } = JSON.parse(readFileSync(fixture, 'utf8'));
/** Those of outside; what Tocsin says of itself comes by no webhook, see test/notices/notice.test.ts. */
const KINDS = Object.values<SourceKindEntry>(SOURCE_KINDS).filter((kind) => !kind.own);
const stripePackage = new Stripe('sk_test_unused');

function requestOf(vector: Vector, headers: SignedRequest['headers'] = {}): SignedRequest {
  return { headers: { ...vector.headers, ...headers }, body: Buffer.from(vector.body) };
}

function secondsAfter(vector: Vector, seconds: number): Date {
  return new Date((vector.timestamp + seconds) * 1000);
}

function reasonOf(verdict: Verdict): string {
  return verdict.ok ? 'accepted' : inEnglish(verdict.reason);
}

function cases(kind: SourceKindEntry): Vector[] {
  return kind.kind === 'STRIPE' ? vectors.stripe : vectors.standardWebhooks;
}

const table = KINDS.flatMap((kind) =>
  cases(kind).map((vector) => ({ title: `${kind.kind} ${vector.name}`, kind, vector })),
);

describe.each(table)('$title', ({ kind, vector }) => {
  const verify = (request: SignedRequest, seconds = 0, secrets = vector.secrets) =>
    kind.verify(request, secrets, secondsAfter(vector, seconds));

  it('is accepted within 300 s either way, with any of its secrets and header names in any case', () => {
    expect(Buffer.byteLength(vector.body)).toBe(vector.bodyByteLength);
    for (const seconds of [0, 300, -300]) expect(verify(requestOf(vector), seconds)).toEqual({ ok: true });
    for (const secret of vector.secrets) expect(verify(requestOf(vector), 0, [secret])).toEqual({ ok: true });
    const shouted = Object.entries(vector.headers).map(([name, value]) => [name.toUpperCase(), [value]]);
    expect(verify({ headers: Object.fromEntries(shouted), body: Buffer.from(vector.body) })).toEqual({ ok: true });
    for (const secret of vector.secrets) expect(kind.checkSecret(secret)).toBeNull();
  });

  it('is refused when the clock is 301 s away, and says by how much', () => {
    expect(reasonOf(verify(requestOf(vector), 301))).toMatch(/signed 301 s ago.*clock/);
    expect(reasonOf(verify(requestOf(vector), -301))).toMatch(/301 s in the future.*clock/);
  });

  it('is refused with one byte more, another secret or no secret, and blames the secret', () => {
    const longer = { ...requestOf(vector), body: Buffer.from(`${vector.body} `) };
    for (const verdict of [
      verify(longer),
      verify(requestOf(vector), 0, [kind.newSecret()]),
      verify(requestOf(vector), 0, []),
      verify(requestOf(vector), 0, ['no base64!', '']),
    ]) {
      expect(reasonOf(verdict)).toMatch(/^No signature matches.*secret/);
    }
  });

  it('is refused without any one of its headers, and names it', () => {
    for (const name of Object.keys(vector.headers)) {
      for (const value of [undefined, '', []]) {
        const reason = reasonOf(verify(requestOf(vector, { [name]: value })));
        expect(reason.toLowerCase()).toContain(`${name} is missing`);
      }
    }
  });
});

describe('Standard Webhooks', () => {
  it.each(vectors.standardWebhooks)('$name is refused when its id, its timestamp or its version changes', (vector) => {
    const { verify } = SOURCE_KINDS.DODO;
    const at = secondsAfter(vector, 0);
    const changed = [
      { 'webhook-id': `${vector.headers['webhook-id']}x` },
      { 'webhook-timestamp': String(vector.timestamp + 1) },
      { 'webhook-timestamp': `${vector.timestamp}abc` },
      { 'webhook-timestamp': ` ${vector.timestamp}` },
      { 'webhook-timestamp': `${vector.timestamp}.0` },
      { 'webhook-timestamp': `-${vector.timestamp}` },
      { 'webhook-signature': vector.headers['webhook-signature']?.replaceAll('v1,', 'v2,') },
    ];
    for (const headers of changed) expect(verify(requestOf(vector, headers), vector.secrets, at).ok).toBe(false);
  });

  it('looks at no more than ten signatures and finds the right one among them', () => {
    const vector = vectors.standardWebhooks[0] as Vector;
    const right = vector.headers['webhook-signature'];
    const wrong = `v1,${Buffer.alloc(32).toString('base64')}`;
    const verdictFor = (before: number) => {
      const list = [...Array(before).fill(wrong), right].join(' ');
      return SOURCE_KINDS.DODO.verify(
        requestOf(vector, { 'webhook-signature': list }),
        vector.secrets,
        secondsAfter(vector, 0),
      );
    };
    expect(verdictFor(9).ok).toBe(true);
    expect(verdictFor(10).ok).toBe(false);
  });

  it('refuses secrets that cannot work, with a sentence that says why', () => {
    const { checkSecret } = SOURCE_KINDS.GENERIC;
    const faultOf = (secret: string) => readable(checkSecret(secret));
    const ofBytes = (length: number) => `whsec_${Buffer.alloc(length, 7).toString('base64')}`;
    expect([24, 64].map((length) => checkSecret(ofBytes(length)))).toEqual([null, null]);
    expect(faultOf(ofBytes(23))).toMatch(/23 bytes/);
    expect(faultOf(ofBytes(65))).toMatch(/65 bytes/);
    expect(faultOf('')).toMatch(/0 bytes/);
    expect(faultOf(`${ofBytes(24)}\n`)).toMatch(/without spaces/);
    expect(faultOf('whsec_not-base64-at-all')).toMatch(/base64/);
    expect(faultOf('whsk_abc')).toMatch(/asymmetric/);
    expect(() => SOURCE_KINDS.GENERIC.sign({ id: 'a', body: Buffer.from('{}'), secret: 'x', now: new Date() })).toThrow(
      RangeError,
    );
  });

  it('signs the raw bytes, even where they are no UTF-8', () => {
    const secret = SOURCE_KINDS.GENERIC.newSecret();
    const now = new Date();
    const headers = SOURCE_KINDS.GENERIC.sign({ id: 'msg_1', body: Buffer.from([0xff, 0x7b]), secret, now });
    expect(SOURCE_KINDS.GENERIC.verify({ headers, body: Buffer.from([0xff, 0x7b]) }, [secret], now).ok).toBe(true);
    expect(SOURCE_KINDS.GENERIC.verify({ headers, body: Buffer.from([0xfe, 0x7b]) }, [secret], now).ok).toBe(false);
  });

  it('agrees with the package on 500 bodies, both ways', () => {
    const bodies = fc.string({ unit: 'grapheme', maxLength: 200 });
    const ids = fc.stringMatching(/^[\w.-]{1,60}$/);
    const keys = fc.uint8Array({ minLength: 24, maxLength: 64 });
    fc.assert(
      fc.property(ids, bodies, keys, (id, text, bytes) => {
        const secret = `whsec_${Buffer.from(bytes).toString('base64')}`;
        const now = new Date();
        const body = Buffer.from(text);
        const judge = new Webhook(secret);
        const ours = SOURCE_KINDS.DODO.sign({ id, body, secret, now });
        judge.verify(text, ours, { jsonParse: false });
        const theirs = { ...ours, 'webhook-signature': judge.sign(id, now, text) };
        expect(SOURCE_KINDS.DODO.verify({ headers: theirs, body }, [secret], now)).toEqual({ ok: true });
        const moved = { ...ours, 'webhook-id': `${id}0` };
        expect(() => judge.verify(text, moved, { jsonParse: false })).toThrow();
        expect(SOURCE_KINDS.DODO.verify({ headers: moved, body }, [secret], now).ok).toBe(false);
      }),
      { numRuns: 500 },
    );
  });
});

describe('Stripe', () => {
  it.each(vectors.stripe)('$name is refused when its timestamp changes or only v0 remains', (vector) => {
    const value = vector.headers['stripe-signature'] as string;
    const changed = [
      value.replace(/t=\d+/, `t=${vector.timestamp + 1}`),
      value.replace(/t=\d+/, `t=${vector.timestamp}abc`),
      value.replace(/t=\d+,/, ''),
      value.replaceAll('v1=', 'v0='),
      value.toUpperCase(),
    ];
    for (const signature of changed) {
      const request = requestOf(vector, { 'stripe-signature': signature });
      expect(SOURCE_KINDS.STRIPE.verify(request, vector.secrets, secondsAfter(vector, 0)).ok).toBe(false);
    }
  });

  it('refuses secrets that cannot work, with a sentence that says why', () => {
    const { checkSecret } = SOURCE_KINDS.STRIPE;
    const faultOf = (secret: string) => readable(checkSecret(secret));
    expect(faultOf(['sk', 'live', 'anything'].join('_'))).toMatch(/API key/);
    expect(faultOf('whsec_short')).toMatch(/16 characters/);
    expect(faultOf('whsec_fbe2312e75269a0bb36270b86439ee2d ')).toMatch(/without spaces/);
    expect(checkSecret(SOURCE_KINDS.STRIPE.newSecret())).toBeNull();
  });

  it('agrees with the package on 500 bodies, both ways', () => {
    fc.assert(
      fc.property(fc.json(), fc.stringMatching(/^[a-zA-Z0-9]{32,64}$/), (text, end) => {
        const secret = `whsec_${end}`;
        const now = new Date();
        const body = Buffer.from(text);
        const ours = SOURCE_KINDS.STRIPE.sign({ body, secret, now })['stripe-signature'] as string;
        stripePackage.webhooks.signature?.verifyHeader(text, ours, secret, 300);
        const timestamp = Math.floor(now.getTime() / 1000);
        const theirs = stripePackage.webhooks.generateTestHeaderString({ payload: text, secret, timestamp });
        expect(ours).toBe(theirs);
        const request = { headers: { 'Stripe-Signature': theirs }, body };
        expect(SOURCE_KINDS.STRIPE.verify(request, [secret], now)).toEqual({ ok: true });
        const longer = { ...request, body: Buffer.from(`${text} `) };
        expect(() => stripePackage.webhooks.signature?.verifyHeader(`${text} `, ours, secret, 300)).toThrow();
        expect(SOURCE_KINDS.STRIPE.verify(longer, [secret], now).ok).toBe(false);
      }),
      { numRuns: 500 },
    );
  });
});

describe.each(KINDS)('$kind', (kind) => {
  it('refuses garbage with one sentence and throws at nothing', () => {
    const secret = kind.newSecret();
    const now = new Date();
    const garbage = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('t=', 'v1=', 't=,v1=', 'v1,', 'v1', ' ', ',', '__proto__', `${Math.floor(now.getTime() / 1000)}`),
      fc.array(fc.string()),
      fc.constant(undefined),
    );
    const names = fc.constantFrom(
      'webhook-id',
      'webhook-timestamp',
      'webhook-signature',
      'stripe-signature',
      '__proto__',
    );
    fc.assert(
      fc.property(fc.dictionary(names, garbage), fc.uint8Array(), (headers, bytes) => {
        const verdict = kind.verify({ headers, body: Buffer.from(bytes) }, [secret, 'rubbish'], now);
        expect(verdict.ok).toBe(false);
        expect(reasonOf(verdict)).toMatch(/^[A-Z].*\.$/);
      }),
      { numRuns: 300 },
    );
  });

  it('gives ids that can be stored, or none', () => {
    const idOf = (value: unknown) => {
      const request = { headers: { 'Webhook-Id': value as string }, body: Buffer.from('{}') };
      return kind.externalId(request, { id: value });
    };
    expect(idOf('evt_1')).toBe('evt_1');
    expect(idOf('a'.repeat(255))).toHaveLength(255);
    for (const bad of ['a'.repeat(256), '', 'a\nb', 'a\u0000b', '\ud800', undefined, 7]) expect(idOf(bad)).toBeNull();
  });

  it('verifies what it signs itself', () => {
    const secret = kind.newSecret();
    const now = new Date();
    const body = randomBytes(2000);
    const headers = kind.sign({ id: 'evt_1', body, secret, now });
    expect(kind.verify({ headers, body }, [kind.newSecret(), secret], now)).toEqual({ ok: true });
  });
});
