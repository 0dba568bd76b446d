// The ladder can be found: from an event to its dispute, the dispute's deadline, reminders and run, and back.
import { businessFixture } from '../support/business-fixture.js';
import { addPerson, addSource } from '../support/database.js';
import { addEvent } from '../support/deliveries.js';
import { addDispute, inHours, tellOf } from '../support/disputes.js';
import type { Data } from '../support/graphql.js';
import { countStatements } from '../support/statements.js';

const asked = businessFixture();
const FOUND = `query ($id: ID!) { event(id: $id) { dispute {
  id externalId respondBy respondBySource reminders { dueAt state roles } workflowUrl event { id type } } } }`;

const add = (values = {}) => addDispute(asked.dataSource, asked.businessId, values);
const emailOf = async () => (await addPerson(asked.dataSource, asked.businessId)).emailId;

describe('an event of a dispute', () => {
  it('leads to the dispute at its stage, with deadline, reminders and run, and from there to what opened it', async () => {
    const emailId = await emailOf();
    const dispute = await add({ respondBy: inHours(20), respondByKnownAt: inHours(-3), respondByEstimated: true });
    const { eventId: updateId } = await tellOf(asked.dataSource, dispute, emailId, { type: 'dispute.updated' });
    const { eventId: openingId } = await tellOf(asked.dataSource, dispute, emailId);
    const { eventId: reminderId } = await tellOf(asked.dataSource, dispute, emailId, { type: 'dispute.reminder' });
    const { externalId, sourceId } = dispute;
    const later = await add({ externalId, sourceId, stage: 'pre_arbitration' });
    const { eventId: laterId } = await tellOf(asked.dataSource, later, emailId);
    for (const id of [updateId, openingId, reminderId])
      expect((await asked.client.get(FOUND, { id })).event.dispute).toMatchObject({
        ...{ id: dispute.id, externalId, respondBy: dispute.respondBy?.toISOString(), respondBySource: 'ESTIMATED' },
        ...{ reminders: [{ state: 'TO_COME' }, { state: 'TO_COME', roles: ['OWNER', 'FINANCE', 'SUPPORT'] }] },
        workflowUrl: expect.stringMatching(new RegExp(`/workflows/${dispute.id}$`)),
        event: { id: openingId, type: 'dispute.opened' },
      });
    const { event } = await asked.client.get(FOUND, { id: laterId });
    expect([event.dispute.id, event.dispute.event.id]).toEqual([later.id, laterId]);
  });

  it('leads to none of another business or source, and others to none', async () => {
    const emailId = await emailOf();
    const [one, other] = await Promise.all(
      ['one', 'other'].map(() => addSource(asked.dataSource, asked.businessId, 'GENERIC')),
    );
    const dispute = await add({ sourceId: one?.id });
    const foreign = await add({ externalId: dispute.externalId, sourceId: other?.id });
    const { eventId } = await tellOf(asked.dataSource, dispute, emailId);
    expect((await asked.client.get(FOUND, { id: eventId })).event.dispute.id).not.toBe(foreign.id);
    const paid = await addEvent(asked.dataSource, asked.businessId);
    expect((await asked.client.get(FOUND, { id: paid })).event.dispute).toBeNull();
  });

  it('costs one statement per level, however many there are', async () => {
    await asked.dataSource.query('CREATE EXTENSION IF NOT EXISTS pg_stat_statements');
    const emailId = await emailOf();
    for (let n = 0; n < 20; n++) await tellOf(asked.dataSource, await add(), emailId);
    const query = '{ events { edges { node { dispute { id reminders { dueAt } event { id dispute { id } } } } } } }';
    await asked.client.get(query);
    const counted = await countStatements(asked.dataSource);
    const { events } = await asked.client.get(query);
    const { total, list } = await counted();
    const found = events.edges.map(({ node }: Data) => node.dispute.event.dispute.id === node.dispute.id);
    expect(found).toEqual(Array(20).fill(true));
    // The page, its disputes, their reminders and openings.
    expect(`${total <= 5}\n${list}`).toBe(`true\n${list}`);
  });
});
