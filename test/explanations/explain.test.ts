import { teamFixture } from '../support/business-fixture.js';
import { addBusiness, addPerson, addSlack } from '../support/database.js';
import { addEvent, planned } from '../support/deliveries.js';
import type { Data } from '../support/graphql.js';

const asked = teamFixture({ roles: ['SALES'], locale: 'de' });
const { add, addPlanned, change } = asked;

const ADMIN = /^test$/;
const STEPS = 'decision reason steps { rule outcome detail decided changedBy changedAt }';
const EXPLAIN = `query ($input: ExplainInput!) { explain(input: $input) { ${STEPS} recorded { status destination { id } } } }`;
const PREFERENCE = `query ($input: ExplainPreferenceInput!) { explainPreference(input: $input) { ${STEPS} } }`;
const explain = async (eventId: string, destinationId: string) =>
  (await asked.client.get(EXPLAIN, { input: { eventId, destinationId } })).explain;
const explainPreference = async (destinationId: string, eventType = 'payment.succeeded') =>
  (await asked.client.get(PREFERENCE, { input: { destinationId, eventType } })).explainPreference;
const stepOf = ({ steps }: Data, rule: string) => steps.find((step: Data) => step.rule === rule);
const decidedBy = ({ steps }: Data) => steps.filter((step: Data) => step.decided).map((step: Data) => step.rule);

describe('explain', () => {
  it('says what was recorded then, and what the rules say now and who set them', async () => {
    const eventId = await addPlanned();
    const before = await explain(eventId, asked.ada.emailId);
    expect(before).toMatchObject({ decision: 'SEND', reason: 'on, by the roles of this person' });
    await change('setPreference', { destinationId: asked.ada.emailId, eventType: 'payment.succeeded', enabled: false });
    const after = await explain(eventId, asked.ada.emailId);
    expect(after.decision).toBe('SKIP');
    expect(after.reason).toMatch(/^off, chosen for this destination by test on \w+ \d+, \d{4}$/);
    expect(after.recorded).toEqual({ status: 'PENDING', destination: { id: asked.ada.emailId } });
    expect(after.steps[0]).toMatchObject({ rule: 'RECORDED', outcome: 'PENDING', decided: false });
    expect(after.steps[0].detail).toMatch(/^planned on .+: on, by the roles of this person; waiting$/);
    expect([decidedBy(after), stepOf(after, 'EXPLICIT').changedBy]).toEqual([
      ['EXPLICIT'],
      expect.stringMatching(ADMIN),
    ]);
    expect(Date.now() - Date.parse(stepOf(after, 'EXPLICIT').changedAt)).toBeLessThan(60_000);
  });

  it('speaks the language of the request', async () => {
    const eventId = await addPlanned();
    const german = asked.client.reading('de-CH,en;q=0.5');
    const { explain } = await german.get(EXPLAIN, { input: { eventId, destinationId: asked.ada.emailId } });
    expect(explain.reason).toBe('eingeschaltet, nach den Rollen dieser Person');
    expect(stepOf(explain, 'RECORDED').detail).toMatch(
      /^Plan vom .+: eingeschaltet, nach den Rollen dieser Person; wartet$/,
    );
    const { event } = await german.get(
      'query ($id: ID!) { event(id: $id) { deliveries(first: 9) { edges { node { because } } } timeline { text } } }',
      { id: eventId },
    );
    const because = event.deliveries.edges.map(({ node }: Data) => node.because);
    expect(because).toContain('eingeschaltet, nach den Rollen dieser Person');
    expect(event.timeline[0].text).toBe('Empfangen und gespeichert');
  });

  it('works for a destination that was in no run: added later, removed since, or asked by nobody', async () => {
    const early = await addPlanned();
    await change('addEmail', { address: 'late@team.example', recipientId: asked.ada.recipientId });
    const [late] = await asked.dataSource.query(
      `SELECT id FROM destinations WHERE address = 'late@team.example' AND business_id = $1`,
      [asked.businessId],
    );
    const added = await explain(early, late.id);
    expect([added.recorded, added.decision, added.steps[0]]).toMatchObject([
      null,
      'SEND',
      { outcome: 'NOTHING', detail: 'nothing is recorded: this destination was added after the event was planned' },
    ]);
    await change('removeDestination', { id: late.id, confirm: true });
    const removed = await explain(await addPlanned(), late.id);
    expect(removed.steps[0].detail).toMatch(/this destination was removed on .+, before the event was planned$/);
    expect(removed.reason).toMatch(/^this destination was removed by test on /);
    expect(decidedBy(removed)).toEqual(['REMOVED']);
    await asked.dataSource.query(`UPDATE recipients SET roles = '{}' WHERE id = $1`, [asked.ada.recipientId]);
    const unasked = await explain(await addPlanned('credit.added'), asked.ada.emailId);
    expect([unasked.decision, unasked.steps[0].detail]).toEqual([
      'SKIP',
      'nothing is recorded: nobody had asked for this event type here when it was planned',
    ]);
  });

  it('asks about the moment at which the event was planned', async () => {
    await asked.dataSource.query(`UPDATE recipients SET quiet_start = '22:00', quiet_end = '07:00' WHERE id = $1`, [
      asked.ada.recipientId,
    ]);
    const eventId = await addPlanned();
    const at = (moment: string) =>
      asked.dataSource.query('UPDATE events SET planned_at = $2 WHERE id = $1', [eventId, moment]);
    await at('2026-11-06T23:30:00Z');
    expect(await explain(eventId, asked.ada.emailId)).toMatchObject({
      decision: 'DEFER',
      reason: expect.stringMatching(/held until quiet hours end \(Nov 7, 2026, 7:00 AM UTC\)$/),
    });
    await at('2026-11-06T12:00:00Z');
    expect((await explain(eventId, asked.ada.emailId)).decision).toBe('SEND');
  });

  it('says that an earlier event told the same', async () => {
    const collapse = { key: 'one', seconds: null };
    const [first, second] = [
      await addEvent(asked.dataSource, asked.businessId, { collapse }),
      await addEvent(asked.dataSource, asked.businessId, { collapse }),
    ];
    await planned(asked.dataSource, [first, second]);
    expect(await explain(second, asked.ada.emailId)).toMatchObject({
      decision: 'SKIP',
      reason: `already told by ${first}`,
      recorded: { status: 'SUPERSEDED' },
    });
  });

  it('says that a notice is about this very destination, and others hear it', async () => {
    await asked.dataSource.query(`UPDATE recipients SET roles = '{OWNER}' WHERE id = $1`, [asked.ada.recipientId]);
    const notice = { type: 'tocsin.destination_failing', entityId: asked.ada.emailId };
    const eventId = await addEvent(asked.dataSource, asked.businessId, notice);
    await planned(asked.dataSource, [eventId]);
    const [itself, other] = [await explain(eventId, asked.ada.emailId), await explain(eventId, asked.ada.inAppId)];
    expect([itself.decision, decidedBy(itself), itself.recorded.status]).toEqual(['SKIP', ['ABOUT_ITSELF'], 'SKIPPED']);
    expect([other.decision, decidedBy(other), other.recorded.status]).toEqual(['SEND', ['ROLE'], 'DELIVERED']);
  });

  it('knows nothing of what is not there, nor of what is another business’s', async () => {
    const theirs = await addBusiness(asked.dataSource);
    const eve = await addPerson(asked.dataSource, theirs, { name: 'Eve' });
    const [own, foreign] = [await add(), await add('payment.succeeded', theirs)];
    const told = async (eventId: string, destinationId: string) => {
      const { message, extensions } = await asked.client.fail(EXPLAIN, { input: { eventId, destinationId } });
      return [extensions.code, message];
    };
    expect(await told(foreign, asked.ada.emailId)).toEqual(['NOT_FOUND', `There is no event ${foreign}.`]);
    expect(await told(own, eve.emailId)).toEqual(['NOT_FOUND', `There is no destination ${eve.emailId}.`]);
    expect(await told(foreign, eve.emailId)).toEqual([
      'NOT_FOUND',
      `There is no event ${foreign} and no destination ${eve.emailId}.`,
    ]);
  });

  it('tells members about their own destinations only', async () => {
    const bob = await addPerson(asked.dataSource, asked.businessId, { name: 'Bob', email: 'bob@team.example' });
    const member = await asked.client.withKey('MEMBER', asked.ada.recipientId);
    const input = { eventType: 'payment.succeeded' };
    const own = await member.get(PREFERENCE, { input: { ...input, destinationId: asked.ada.emailId } });
    expect(own.explainPreference.decision).toBe('SEND');
    const others = await member.fail(PREFERENCE, { input: { ...input, destinationId: bob.emailId } });
    expect(others.extensions.code).toBe('NOT_FOUND');
  });
});

describe('explainPreference', () => {
  it('says of each value who set it, when that is known', async () => {
    await change('updateRecipient', {
      id: asked.ada.recipientId,
      roles: ['FINANCE'],
      quietHours: { start: '00:00', end: '00:00' },
    });
    await change('setBusinessDefault', { eventType: 'payment.succeeded', enabled: true });
    await change('setDigest', { destinationId: asked.ada.emailId, every: 'HOURLY' });
    await change('setDestinationEnabled', { id: asked.ada.emailId, enabled: false });
    const found = await explainPreference(asked.ada.emailId);
    const known = found.steps.filter((step: Data) => step.changedBy).map((step: Data) => step.rule);
    expect(known).toEqual(['DISABLED', 'ROLE', 'BUSINESS', 'QUIET_HOURS', 'DIGEST']);
    expect(found.reason).toMatch(/^this destination is switched off, by test on /);
    expect([decidedBy(found), stepOf(found, 'ROLE').outcome, stepOf(found, 'ROLE').detail]).toEqual([
      ['DISABLED'],
      'OFF',
      'not heard of by the role Finance',
    ]);
  });

  it('says who gave an endpoint its event types', async () => {
    const input = { channel: 'SLACK', label: '#sales', url: 'http://127.0.0.1:9/hook', eventTypes: ['payment.failed'] };
    await change('addEndpoint', input);
    const [slack] = await asked.dataSource.query(
      `SELECT id FROM destinations WHERE channel = 'SLACK' AND business_id = $1`,
      [asked.businessId],
    );
    const [chosen, others] = [await explainPreference(slack.id, 'payment.failed'), await explainPreference(slack.id)];
    expect([chosen.decision, others.decision, stepOf(others, 'EXPLICIT').detail]).toEqual([
      'SEND',
      'SKIP',
      'this endpoint takes chosen event types only, and payment.succeeded is none of them',
    ]);
    for (const one of [chosen, others]) expect(stepOf(one, 'EXPLICIT').changedBy).toMatch(ADMIN);
  });

  it('names what was removed, person or destination', async () => {
    await change('removeRecipient', { id: asked.ada.recipientId });
    const { decision, reason } = await explainPreference(asked.ada.inAppId);
    expect([decision, reason]).toEqual([
      'SKIP',
      expect.stringMatching(/^the person behind this destination was removed by test on /),
    ]);
  });

  it('knows of types that the catalogue does not', async () => {
    const slackId = await addSlack(asked.dataSource, asked.businessId, 'https://hooks.example/1');
    expect(await explainPreference(slackId, 'loan.granted')).toMatchObject({ decision: 'SEND' });
    expect(await explainPreference(asked.ada.emailId, 'constructor')).toMatchObject({
      decision: 'SKIP',
      reason: 'off, by the catalogue',
    });
  });

  it.each(['', 'x'.repeat(300)])('refuses what can be no type: %p', async (eventType) => {
    const { extensions } = await asked.client.fail(PREFERENCE, {
      input: { destinationId: asked.ada.emailId, eventType },
    });
    expect(extensions).toEqual({ code: 'BAD_USER_INPUT', field: 'eventType' });
  });
});
