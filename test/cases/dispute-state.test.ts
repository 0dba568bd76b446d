// Cases 01, 03 and 05: what a dispute's body says decides, whatever its event is called and whatever changed "this time".
import type { Client } from '@temporalio/client';
import { disputeFixture } from '../support/dispute-fixture.js';
import type { Data } from '../support/graphql.js';
import { eventually, postSigned } from '../support/program.js';
import { sentNow } from './case.js';

const DAY_S = 86_400;

const asked = disputeFixture();

async function runEnds(id: string): Promise<void> {
  await eventually('the end of the ladder', async () => {
    const run = (asked.program.worker as { client: Client }).client.workflow.getHandle(id);
    return (await run.describe()).status.name === 'COMPLETED';
  });
}

describe('a stage that moves up', () => {
  it('an inquiry that becomes a chargeback is told at once, with what became of the money', async () => {
    const team = await asked.newTeam();
    await asked.send(team, sentNow('01-inquiry-becomes-chargeback'));
    expect(await asked.told(team)).toEqual(['dispute.opened Sue', 'dispute.opened Sue']);
    const [inquiry = '', chargeback = ''] = asked.mails(team);
    const { disputes: listed } = await team.client.get('{ disputes { edges { node { overdue contradictory } } } }');
    expect(listed.edges[0].node).toEqual({ overdue: false, contradictory: false });
    expect(inquiry).toContain('no money has moved yet');
    expect(chargeback).toContain('The money has been taken');
    const states = (await asked.disputes(team)).map(({ stage, state }) => `${stage} ${state}`);
    expect(states.sort()).toEqual(['dispute NEEDS_RESPONSE', 'inquiry CLOSED']);
  });

  it('a dispute that is first seen by the withdrawal of its amount is told as opened', async () => {
    const team = await asked.newTeam();
    const [, , withdrawn] = sentNow('01-inquiry-becomes-chargeback');
    await asked.send(team, [withdrawn as Data]);
    expect(await asked.told(team)).toEqual(['dispute.opened Sue']);
  });

  it('an appeal after an answer is a question of its own, with a ladder', async () => {
    const team = await asked.newTeam();
    const [opened, answered] = sentNow('05-answered-but-update-names-no-status') as [Data, Data];
    const appeal = structuredClone(answered);
    Object.assign(appeal, { id: 'evt_appeal', created: answered.created + 60 });
    Object.assign(appeal.data.object, { status: 'appeal_needs_response' });
    appeal.data.object.evidence_details.due_by = answered.created + 9 * DAY_S;
    await asked.send(team, [opened, answered, appeal]);
    expect(await asked.told(team)).toEqual(['dispute.opened Sue', 'dispute.challenged Sue', 'dispute.opened Sue']);
    const open = (await asked.disputes(team)).filter(({ state }) => state === 'NEEDS_RESPONSE');
    expect(open).toMatchObject([{ stage: 'pre_arbitration' }]);
  });
});

describe('a deadline that moves', () => {
  it('much nearer is said at once, to who was told of the opening', async () => {
    const team = await asked.newTeam();
    await asked.send(team, sentNow('03-deadline-moved-nearer'));
    expect(await asked.told(team)).toEqual(['dispute.opened Sue', 'dispute.deadline_moved Sue']);
    expect(asked.mails(team).filter((mail) => mail.includes('Take it, or say that it is answered'))).toHaveLength(2);
  });

  it.each([
    ['a little nearer', -DAY_S],
    ['away', 3 * DAY_S],
  ])('%s is silent, and the ladder follows', async (_, by) => {
    const team = await asked.newTeam();
    const [opened, moved] = sentNow('03-deadline-moved-nearer') as [Data, Data];
    const dueBy = opened.data.object.evidence_details.due_by + by;
    moved.data.object.evidence_details.due_by = dueBy;
    await asked.send(team, [opened, moved]);
    expect(await asked.told(team)).toEqual(['dispute.opened Sue']);
    await eventually('the new deadline', async () => {
      const [dispute] = await asked.disputes(team);
      return Date.parse(dispute?.respondBy) === dueBy * 1_000;
    });
  });
});

describe('an answer on file', () => {
  it('ends the ladder although the update names no status that changed', async () => {
    const team = await asked.newTeam();
    await asked.send(team, sentNow('05-answered-but-update-names-no-status'));
    expect(await asked.told(team)).toEqual(['dispute.opened Sue', 'dispute.challenged Sue']);
    const [dispute] = await asked.disputes(team);
    await runEnds(dispute?.id);
    expect(await asked.disputes(team)).toMatchObject([{ state: 'RESPONDED', reminders: [] }]);
  });

  it('that only its count tells of ends it too', async () => {
    const team = await asked.newTeam();
    const [opened, answered] = sentNow('05-answered-but-update-names-no-status') as [Data, Data];
    answered.data.object.status = 'needs_response';
    await asked.send(team, [opened, answered]);
    expect(await asked.told(team)).toEqual(['dispute.opened Sue', 'dispute.challenged Sue']);
  });

  it('before the dispute was heard of is told as that, and never as "no answer is possible"', async () => {
    const team = await asked.newTeam();
    const [, answered] = sentNow('05-answered-but-update-names-no-status') as [Data, Data];
    answered.type = 'charge.dispute.created';
    answered.data.object.evidence_details.due_by = null;
    await asked.send(team, [answered]);
    expect(await asked.told(team)).toEqual(['dispute.challenged Sue']);
    expect(asked.mails(team).join()).not.toContain('no answer is possible');
  });
});

it('a dispute type over another family’s body is told to nobody as a fact, and the event says why', async () => {
  const team = await asked.newTeam();
  const [opened] = sentNow('03-deadline-moved-nearer') as [Data];
  opened.data.object = { id: 'in_1', object: 'invoice', amount_due: 100, currency: 'eur' };
  opened.account = 'acct_1';
  await asked.send(team, [opened]);
  expect(await asked.told(team)).toEqual([]);
  const { events } = await team.client.get('{ events { edges { node { unreadable account } } } }');
  expect(events.edges[0].node).toEqual({ unreadable: expect.stringContaining('could not be read'), account: 'acct_1' });
});

describe('who was told that a dispute is open', () => {
  const dodo = (status: string, at: number) => ({
    type: `dispute.${status}`,
    timestamp: new Date(at).toISOString(),
    data: {
      ...{ payload_type: 'Dispute', dispute_id: 'dp_1', payment_id: 'pay_1', amount: '2890', currency: 'USD' },
      ...{ dispute_stage: 'dispute', dispute_status: `dispute_${status}`, created_at: new Date().toISOString() },
    },
  });

  it.each(['accepted', 'cancelled', 'expired'])('is told that it is %s, and once how it ended', async (status) => {
    const team = await asked.newTeam('DODO');
    const now = Date.now();
    await asked.send(team, [dodo('opened', now), dodo(status, now + 1_000)]);
    expect(await asked.told(team)).toEqual(['dispute.opened Sue', `dispute.${status} Sue`]);
    await asked.send(team, [dodo(status === 'cancelled' ? 'won' : 'lost', now + 2_000), dodo('opened', now + 500)]);
    expect(await asked.told(team)).toEqual(['dispute.opened Sue', `dispute.${status} Sue`]);
  });

  it('is told although its opening comes in one batch with its end', async () => {
    const team = await asked.newTeam('DODO');
    const now = Date.now();
    const bodies = [dodo('opened', now), dodo('accepted', now + 1_000)];
    await Promise.all(bodies.map((body) => postSigned(asked.program, team.source, body as Data)));
    await eventually('the end of both', async () => {
      const [{ open }] = await asked.dataSource.query(
        `SELECT count(*)::int AS open FROM events WHERE business_id = $1 AND status <> 'PROCESSED'`,
        [team.businessId],
      );
      return open === 0;
    });
    // The end may have come first, and an opening after it is told to nobody.
    const heard = await asked.told(team);
    expect(heard.includes('dispute.accepted Sue')).toBe(heard.includes('dispute.opened Sue'));
  });
});
