// The end of a destination: what a provider says of a place that will never take a message again.
import type { Chunk } from '../../src/domain/planning/chunks.js';
import { newId } from '../../src/platform/new-id.js';
import { SecretBox } from '../../src/platform/secrets/secret-box.js';
import { addBusiness, addDevice, addPerson, ENCRYPTION_KEYS } from '../support/database.js';
import { addEvent, ledgerOf, planned, tryOnce } from '../support/deliveries.js';
import { healthFixture } from '../support/health-fixture.js';
import { type FcmStandIn, fcmError, startFcm } from '../support/push-stand-ins.js';

const bench = healthFixture();
const { sql, says, slackOf, noticesOf } = bench;
let fcm: FcmStandIn;

beforeAll(async () => {
  fcm = await startFcm();
  bench.sender.context.push = { fcm: fcm.open(), vapid: null };
});
beforeEach(() => fcm.reset());
afterAll(() => fcm?.stop());

describe('what will never take a message again', () => {
  it('a hook that is gone is switched off by the first answer that says so, and nothing more goes there', async () => {
    const { businessId, destinationId, happen, destination } = await slackOf();
    says(404, 'no_service');
    const [one, two] = [await happen(), await happen()];
    await Promise.all([tryOnce(bench.sender, one.input), tryOnce(bench.sender, two.input)]);
    const reason = expect.stringContaining('Slack refused it: 404 no_service.');
    expect(await destination()).toMatchObject({ enabled: false, disabled_reason: reason });
    expect(await noticesOf(businessId)).toEqual([
      { type: 'tocsin.destination_disabled', about: '#payments', reason, ends: null, subject: destinationId },
    ]);
    const { plan, eventIds } = await happen();
    expect(plan.chunks).toEqual([]);
    expect((await ledgerOf(bench.dataSource, eventIds[0] as string))[0]).toMatchObject({
      status: 'SKIPPED',
      reason,
    });
  });

  it('but a hook that was entered anew meanwhile is left alone', async () => {
    const { destinationId, happen, destination } = await slackOf();
    const sealed = new SecretBox(ENCRYPTION_KEYS).seal(`${bench.hook.url}/new`, `destinations ${destinationId}`);
    bench.hook.answer = async (_request, response) => {
      await sql('UPDATE destinations SET sealed_url = $2 WHERE id = $1', [destinationId, sealed]);
      response.writeHead(404).end('no_service');
    };
    await tryOnce(bench.sender, (await happen()).input);
    expect(await destination()).toMatchObject({ enabled: true });
  });

  it('a device that lost its app is removed and forgotten, and its team hears of it', async () => {
    const { dataSource } = bench;
    const businessId = await addBusiness(dataSource);
    const { recipientId } = await addPerson(dataSource, businessId);
    const id = newId('destination');
    const sealedToken = new SecretBox(ENCRYPTION_KEYS).seal('a-token', `destinations ${id}`);
    await addDevice(dataSource, businessId, recipientId, { id, label: 'Ada’s phone', platform: 'IOS', sealedToken });
    fcm.messages.answer = (_request, response) =>
      response.writeHead(404).end(fcmError(404, 'NOT_FOUND', 'UNREGISTERED'));
    const eventId = await addEvent(dataSource, businessId);
    const { chunks } = await planned(dataSource, [eventId]);
    await tryOnce(bench.sender, {
      eventIds: [eventId],
      chunk: chunks.find(({ channel }) => channel === 'PUSH') as Chunk,
    });
    expect((await sql('SELECT removed_at, sealed_token, token_hash FROM destinations WHERE id = $1', [id]))[0]).toEqual(
      {
        removed_at: expect.any(Date),
        sealed_token: null,
        token_hash: null,
      },
    );
    expect(await noticesOf(businessId)).toMatchObject([{ type: 'tocsin.device_removed', about: 'Ada’s phone' }]);
  });

  it.each([
    ['550 5.1.1 no such user', true],
    ['550 5.7.1 rejected by policy', false],
    ['552 5.2.2 mailbox full', false],
  ])('an address that answers %s: suppressed %s', async (words, suppressed) => {
    const { dataSource } = bench;
    const businessId = await addBusiness(dataSource);
    const { emailId } = await addPerson(dataSource, businessId, { email: `ada.${businessId.slice(-8)}@team.example` });
    bench.smtp.script = { rcpt: words };
    const eventId = await addEvent(dataSource, businessId);
    const { chunks } = await planned(dataSource, [eventId]);
    await tryOnce(bench.sender, {
      eventIds: [eventId],
      chunk: chunks.find(({ channel }) => channel === 'EMAIL') as Chunk,
    });
    expect((await sql('SELECT suppressed FROM destinations WHERE id = $1', [emailId]))[0]).toEqual({ suppressed });
    const notices = suppressed ? [{ type: 'tocsin.address_suppressed', about: 'a…@team.example' }] : [];
    expect(await noticesOf(businessId)).toMatchObject(notices);
    expect(await noticesOf(businessId)).toHaveLength(notices.length);
  });
});
