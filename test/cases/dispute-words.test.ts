// Neighbours of the cases 01, 03, 05 and 11: what reminders and items say of a dispute, and a question that is asked a second time.
import { disputeFixture, type Team } from '../support/dispute-fixture.js';
import type { Data } from '../support/graphql.js';
import { eventually } from '../support/program.js';
import { sentNow } from './case.js';

const DAY_S = 86_400;
const ITEMS = '{ notifications { edges { node { title body readAt event { type account } } } } }';

const asked = disputeFixture();
const nowS = () => Math.floor(Date.now() / 1_000);

/** The opened dispute of case 03, made or changed `ageS` ago, with these fields; the deadline lies `dueInS` ahead. */
function dispute({ status = 'needs_response', ageS = 0, dueInS = 8 * DAY_S, ...more }: Data = {}): Data {
  const [body] = sentNow('03-deadline-moved-nearer') as [Data];
  const { evidence = {}, account, name = 'created', ...object } = more;
  const { evidence_details: details } = body.data.object;
  const created = nowS() - ageS;
  Object.assign(details, { due_by: created + dueInS, ...evidence });
  Object.assign(body.data.object, { created, status, ...object });
  return { ...body, id: `evt_${name}_${status}_${ageS}_${dueInS}`, type: `charge.dispute.${name}`, created, account };
}

/** Those that Sue sees, of the dispute. */
async function items({ client }: Team): Promise<Data[]> {
  const { notifications } = await client.get(ITEMS);
  return notifications.edges.map(({ node }: Data) => node);
}

/** The dispute is due so soon that it is reminded of at once. */
async function reminded(more: Data): Promise<{ team: Team; mail: string }> {
  const team = await asked.newTeam();
  await asked.send(team, [dispute({ dueInS: 6_000, ...more })]);
  const mail = await eventually('the reminder', async () =>
    asked.mails(team).find((one) => one.includes('Nobody has answered yet')),
  );
  await asked.settled(team);
  return { team, mail };
}

describe('a reminder', () => {
  it('names the connected account, says that a draft lies unsent, and of an inquiry that no money has moved', async () => {
    const evidence = { has_evidence: true, submission_count: 0 };
    const { team, mail } = await reminded({ account: 'acct_1', status: 'warning_needs_response', evidence });
    for (const said of ['acct_1', 'A draft of the answer lies at the provider', 'no money has moved yet'])
      expect(mail).toContain(said);
    const [{ id }] = (await asked.disputes(team)) as [Data];
    await team.client.get('mutation ($id: ID!) { acknowledgeDispute(input: { id: $id }) { dispute { id } } }', { id });
    await eventually('who took it', async () =>
      (await items(team)).some(({ event }) => event.type === 'dispute.acknowledged' && event.account === 'acct_1'),
    );
  });

  it('says none of it where it is not so', async () => {
    const { mail } = await reminded({});
    for (const said of ['acct_', 'A draft', 'no money has moved']) expect(mail).not.toContain(said);
  });
});

describe('the item of a dispute', () => {
  it('says that it is answered, although the webhook of it comes after a reminder', async () => {
    const { team } = await reminded({ ageS: 60 });
    const answered = { status: 'under_review', name: 'updated', ageS: 30, evidence: { submission_count: 1 } };
    await asked.send(team, [dispute(answered)]);
    const said = new Set((await items(team)).map(({ event }) => event.type));
    expect([...said]).toEqual(['dispute.challenged']);
  });

  it.each([
    ['later', { dueInS: 30 * DAY_S }, /answer by \w+ \d+, \d{4}/],
    ['gone', { evidence: { due_by: null } }, /no answer is possible/],
  ])('says that its deadline is %s, and rings at nobody', async (_, moved, said) => {
    const team = await asked.newTeam();
    await asked.send(team, [dispute({ ageS: 60 })]);
    const [before] = (await items(team)) as [Data];
    await asked.send(team, [dispute({ name: 'updated', ...moved })]);
    expect(await asked.told(team)).toEqual(['dispute.opened Sue']);
    const [after] = (await items(team)) as [Data];
    expect(after.event).toEqual(before.event);
    expect(after.title).not.toBe(before.title);
    expect(`${after.title} ${after.body}`).toMatch(said);
  });
});

it('a question that is asked again after it was withdrawn has a ladder, whoever answered the first one', async () => {
  const team = await asked.newTeam('DODO');
  const event = (status: string, ageMs: number) => ({
    type: `dispute.${status}`,
    timestamp: new Date(Date.now() - ageMs).toISOString(),
    data: {
      ...{ payload_type: 'Dispute', dispute_id: 'dp_1', payment_id: 'pay_1', amount: '2890', currency: 'USD' },
      ...{ dispute_stage: 'dispute', dispute_status: `dispute_${status}` },
      created_at: new Date(Date.now() - ageMs).toISOString(),
    },
  });
  await asked.send(team, [event('opened', 60_000)]);
  const [{ id }] = (await asked.disputes(team)) as [Data];
  await team.client.get('mutation ($id: ID!) { markDisputeResponded(input: { id: $id }) { dispute { id } } }', { id });
  await asked.settled(team);
  await asked.send(team, [event('cancelled', 0)]);
  await eventually('its end', async () => (await asked.disputes(team))[0]?.state === 'CANCELLED');
  await asked.send(team, [event('opened', 0)]);
  await eventually('the new question', async () => {
    const [again] = (await asked.disputes(team)) as [Data];
    return again.state === 'NEEDS_RESPONSE' && again.reminders.length === 4;
  });
  expect((await asked.told(team)).filter((type) => type === 'dispute.opened Sue')).toHaveLength(2);
});

it('what an amount is corrected to is what the dispute is about', async () => {
  const team = await asked.newTeam();
  await asked.send(team, [dispute({ ageS: 60, amount: null }), dispute({ name: 'updated', amount: 4200 })]);
  await eventually('the amount', async () => (await asked.disputes(team))[0]?.amount.minorUnits === '4200');
});
