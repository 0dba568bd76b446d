/**
 * What it would cost to seal bodies at rest: the same webhooks into the inbox as they are and sealed by the existing keys, in
 * turns, so that both have the same machine. `npm run bench:sealing`; see bench/README.md.
 */
import { createCipheriv, randomBytes } from 'node:crypto';
import { Inbox } from '../src/core/ingest/inbox.js';
import { newId } from '../src/platform/new-id.js';
import { SecretBox } from '../src/platform/secrets/secret-box.js';
import { sample } from '../test/sources/sample-bodies.js';
import { addBusiness, createDatabase } from '../test/support/database.js';
import { FAILED_PAYMENT } from '../test/support/deliveries.js';
import { startServers } from '../test/support/global-setup.js';

const ROUNDS = 40;
/** At once, as a burst comes. */
const WEBHOOKS = 250;
/** Of Dodo Payments; text of one letter would be compressed to nothing. */
const BODY = Buffer.from(JSON.stringify(sample('dodo.payment.succeeded')));

const KEY = randomBytes(32);
const box = new SecretBox(SecretBox.newRing());

/** The least that sealing takes: bytes to bytes, without the text that a `SecretBox` makes of them. */
function sealedBytes(): Buffer {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', KEY, nonce);
  cipher.setAAD(Buffer.from(`inbox ${newId('event')}`));
  return Buffer.concat([nonce, cipher.update(BODY), cipher.final(), cipher.getAuthTag()]);
}

const MAKE = {
  plain: () => BODY,
  bytes: sealedBytes,
  box: () => Buffer.from(box.seal(BODY.toString('utf8'), `inbox ${newId('event')}`)),
};
type How = keyof typeof MAKE;
const WAYS = Object.keys(MAKE) as How[];

await startServers();
const { dataSource, drop } = await createDatabase();
const businessId = await addBusiness(dataSource);
const sourceId = newId('source');
const inbox = new Inbox(dataSource, { hasRoom: () => false, nudge: () => undefined });

/** Milliseconds. */
async function burst(bodyOf: () => Buffer): Promise<number> {
  const begun = performance.now();
  const webhook = () => ({
    businessId,
    sourceId,
    externalId: newId('event'),
    receivedAt: new Date(),
    event: FAILED_PAYMENT,
  });
  await Promise.all(Array.from({ length: WEBHOOKS }, () => inbox.add({ ...webhook(), body: bodyOf() })));
  return performance.now() - begun;
}

const times: Record<How, number[]> = { plain: [], bytes: [], box: [] };
for (let round = 0; round < ROUNDS + 2; round++)
  for (const how of round % 2 ? WAYS : WAYS.toReversed()) {
    const ms = await burst(MAKE[how]);
    // The first ones warm up.
    if (round >= 2) times[how].push(ms);
  }
const median = (all: number[]) => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)] as number;
for (const how of WAYS)
  console.log(
    `${how}: ${median(times[how]).toFixed(1)} ms for ${WEBHOOKS} webhooks, ${(median(times[how]) / median(times.plain)).toFixed(2)} × plain`,
  );
await drop();
await (globalThis as { tearDown?: () => Promise<void> }).tearDown?.();
