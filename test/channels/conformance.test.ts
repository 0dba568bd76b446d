/** What every channel of the registry must do, whoever carries it. A new one needs a bench in support/channel-benches.ts. */
import type { Channel, ChannelReceipt, OutgoingDelivery } from '../../src/channels/channel.js';
import { CHANNELS, type ChannelKey } from '../../src/channels/index.js';
import { PermanentFailure, RetryLater } from '../../src/domain/failures.js';
import { systemTime } from '../../src/platform/clock.js';
import { CHANNEL_STAND_INS, type ChannelStandIn, OTHER_PROVIDERS } from '../support/channel-stand-ins.js';
import { addBusiness, addPerson, createDatabase, type TestDatabase } from '../support/database.js';
import { addEvent, eventRow, ledgerOf, outgoing, planned } from '../support/deliveries.js';
import { eventually } from '../support/program.js';
import { failureText, inEnglish } from '../support/reasons.js';

const KEYS = Object.keys(CHANNELS) as ChannelKey[];
const SENDING = KEYS.filter((key) => CHANNELS[key].send !== null);
const PLANNED = KEYS.filter((key) => CHANNELS[key].send === null);

/** Breaks lines, ends strings, opens headers, and is longer than a mail's line may be. */
const HOSTILE = `a\r\nBcc: eve@evil.example\r\n\r\n.\r\nRCPT TO:<eve@evil.example>\u2028b\0c"}]<!channel>&\ud800${'x y'.repeat(20_000)}`;

it('every channel that sends has a bench with a real server, and only those', () => {
  expect(Object.keys(CHANNEL_STAND_INS).sort()).toEqual([...SENDING].sort());
});

describe.each(KEYS)('the description of %s', (key) => {
  const channel: Channel = CHANNELS[key];

  it('is complete', () => {
    expect(channel.channel).toBe(key);
    expect(['idempotent', 'repeatable']).toContain(channel.retry);
    expect(channel.parallel).toBeGreaterThanOrEqual(1);
  });

  it('has fields that a form can draw', () => {
    const keys = channel.fields.map((field) => field.key);
    expect(new Set(keys).size).toBe(keys.length);
    for (const field of channel.fields) {
      expect(() => new RegExp(field.pattern ?? '')).not.toThrow();
    }
    if (!channel.personal) expect(keys).toEqual(expect.arrayContaining(['label', 'url']));
    expect(keys.includes('secret')).toBe(channel.secret !== undefined);
  });
});

const PROVIDERS = [
  ...SENDING.map((key) => ({ name: key, key, start: CHANNEL_STAND_INS[key] as () => Promise<ChannelStandIn> })),
  ...OTHER_PROVIDERS,
];

describe.each(PROVIDERS)('$name', ({ key, start }) => {
  const channel = CHANNELS[key] as Channel;
  let bench: ChannelStandIn;
  beforeAll(async () => {
    bench = await start();
  });
  beforeEach(() => bench.reset());
  afterAll(() => bench.close());

  const send = (delivery: OutgoingDelivery, signal = new AbortController().signal): Promise<ChannelReceipt> =>
    (channel.send as NonNullable<Channel['send']>)(delivery, { ...bench.context, now: systemTime, signal });
  const failing = (delivery = outgoing(bench.to), signal?: AbortSignal): Promise<unknown> =>
    send(delivery, signal).then(
      (receipt) => ({ sent: receipt }),
      (error: unknown) => error,
    );

  /** A mail says which carrier had it: there may be several. */
  const carrier = () => (key === 'EMAIL' ? { carrierName: bench.context.mail?.carriers[0]?.carrierName } : {});

  it('says SENT with the provider’s code once the provider has the message', async () => {
    const receipt = await send(outgoing(bench.to));
    expect(receipt).toMatchObject({ status: 'SENT', statusCode: bench.acceptedCode });
    expect(receipt.detail && inEnglish(receipt.detail)).toMatch(/ok|queued/);
    expect(bench.messages()).toHaveLength(1);
  });

  it('fails for good where the provider refuses for good, with its code and its words', async () => {
    for (const refusal of bench.refusals) {
      bench.reset();
      refusal.set();
      const error = await failing();
      expect([refusal.name, error]).toEqual([refusal.name, expect.any(PermanentFailure)]);
      const gone = refusal.dead ? { destination: refusal.dead === true ? 'dead' : refusal.dead } : {};
      expect([refusal.name, (error as PermanentFailure).details]).toEqual([
        refusal.name,
        { statusCode: refusal.code, ...carrier(), ...gone },
      ]);
      expect(failureText(error)).toContain(String(refusal.code));
    }
  });

  it('comes back later where the provider says not now, after the time that it asked for', async () => {
    for (const slowDown of bench.slowDowns) {
      bench.reset();
      slowDown.set();
      const error = await failing();
      expect([slowDown.name, error]).toEqual([slowDown.name, expect.any(RetryLater)]);
      expect([slowDown.name, (error as RetryLater).afterMs]).toEqual([slowDown.name, slowDown.afterMs]);
      expect((error as RetryLater).details).toEqual({ statusCode: slowDown.code, ...carrier() });
    }
  });

  it('comes back later where the provider has trouble, and knows that the message did not arrive', async () => {
    for (const trouble of bench.troubles) {
      bench.reset();
      trouble.set();
      const error = await failing();
      expect([trouble.name, error]).toEqual([trouble.name, expect.any(RetryLater)]);
      const { statusCode, maybeDelivered } = (error as RetryLater).details;
      expect([trouble.name, statusCode ?? null, maybeDelivered ?? false]).toEqual([trouble.name, trouble.code, false]);
    }
  });

  it('lets go of a provider that hangs when it is told to, and says that the message may have arrived', async () => {
    bench.hang();
    const stop = new AbortController();
    const sending = failing(outgoing(bench.to), stop.signal);
    await eventually('the message to be read', async () => bench.messages().length === 1);
    stop.abort();
    expect(await sending).toEqual(expect.any(RetryLater));
    expect(((await sending) as RetryLater).details.maybeDelivered).toBe(true);
  });

  it('sends nothing where it is told to stop before it begins', async () => {
    expect(await failing(outgoing(bench.to), AbortSignal.abort())).toEqual(expect.any(RetryLater));
    expect(bench.messages()).toEqual([]);
  });

  it('comes back later where the provider hangs up before it reads', async () => {
    bench.hangUpAtOnce();
    expect(await failing()).toEqual(expect.any(RetryLater));
    expect(bench.messages()).toEqual([]);
  });

  it('says that the message may have arrived where the provider hangs up after it read it', async () => {
    bench.hangUpAfterReading();
    const error = await failing();
    expect(error).toEqual(expect.any(RetryLater));
    expect((error as RetryLater).details.maybeDelivered).toBe(true);
    expect(bench.messages()).toHaveLength(1);
  });

  it('sends again under the same identity, made of the delivery’s id', async () => {
    const delivery = outgoing(bench.to);
    await send(delivery);
    await send(delivery);
    await send(outgoing(bench.to));
    const [first, second, other] = bench.messages().map(bench.identity);
    expect(first).toContain(delivery.id);
    expect(second).toBe(first);
    expect(other).not.toBe(first);
  });

  it('is built the same whatever the texts contain', async () => {
    const plain = outgoing(bench.to);
    const texts = {
      ...plain.texts,
      title: HOSTILE,
      body: HOSTILE,
      action: HOSTILE,
      eventTypeName: HOSTILE,
      rows: plain.texts.rows.map((row) => ({ ...row, value: HOSTILE })),
    };
    await send(plain);
    await send(outgoing(bench.to, { texts, businessName: HOSTILE }));
    const [expected, shape] = await Promise.all(bench.messages().map(bench.shape));
    expect(shape).toEqual(expected);
    expect(bench.messages()).toHaveLength(2);
  });

  it('takes an answer that babbles, and keeps little of it', async () => {
    bench.babble();
    const receipt = await send(outgoing(bench.to));
    expect(receipt.status).toBe('SENT');
    expect(receipt.detail && inEnglish(receipt.detail).length).toBeLessThanOrEqual(500);
  });
});

describe.each(PLANNED)('%s', (key) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createDatabase(4);
  });
  afterAll(() => database.drop());

  it('is delivered by the plan itself, once, however often it is planned', async () => {
    const { dataSource } = database;
    const businessId = await addBusiness(dataSource);
    const person = await addPerson(dataSource, businessId);
    const eventId = await addEvent(dataSource, businessId);
    await Promise.all([planned(dataSource, [eventId]), planned(dataSource, [eventId])]);
    const again = await planned(dataSource, [eventId]);
    expect(again.chunks.map((chunk) => chunk.channel)).not.toContain(key);
    const rows = (await ledgerOf(dataSource, eventId)).filter((row) => row.channel === key);
    expect(rows).toMatchObject([{ status: 'DELIVERED', reason: null, attempts: [] }]);
    expect(await eventRow(dataSource, eventId)).toMatchObject({ status: 'PROCESSING', open: 1 });
    const items = await dataSource.query('SELECT * FROM notifications WHERE event_id = $1', [eventId]);
    expect(items).toMatchObject([{ recipient_id: person.recipientId, delivery_id: rows[0]?.id, severity: 'WARNING' }]);
    expect(items[0].title).toMatch(/\$28\.90/);
  });
});
