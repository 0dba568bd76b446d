// Neighbours of case 03: a dispute whose body does not say until when it has to be answered, and one that can't be answered.

import { disputeFixture } from '../support/dispute-fixture.js';
import { eventually } from '../support/program.js';
import { stripeDisputeOpened } from '../support/stripe-dispute.js';

const asked = disputeFixture();

/** The links by which readers of the mails respond. */
const linksOf = (mails: readonly string[]) => mails.flatMap((mail) => /\/a\/[\w.-]+/.exec(mail) ?? []);

const QUERY = '{ disputes { edges { node { state respondBy unanswerable } } } }';

it('of which no deadline is stated is taken by the link, as any other', async () => {
  const team = await asked.newTeam();
  await asked.send(team, [stripeDisputeOpened('du_open')]);
  const [path = ''] = linksOf(asked.mails(team));
  const url = `${asked.program.url}${path}`;
  expect((await (await fetch(url)).text()).match(/<button name="act" value="\w+">/g)).toHaveLength(2);
  expect((await fetch(url, { method: 'POST', body: new URLSearchParams({ act: 'ACKNOWLEDGE' }) })).status).toBe(200);
  expect((await team.client.get(QUERY)).disputes.edges).toEqual([
    { node: { state: 'ACKNOWLEDGED', respondBy: null, unanswerable: false } },
  ]);
});

it('that the bank allows no answer to has no such link', async () => {
  const team = await asked.newTeam();
  await asked.send(team, [stripeDisputeOpened('du_none', { due_by: 0, submission_count: 0 })]);
  expect(asked.mails(team)).not.toHaveLength(0);
  expect(linksOf(asked.mails(team))).toEqual([]);
  await eventually('the look of its run', async () => {
    const [{ node }] = (await team.client.get(QUERY)).disputes.edges;
    return node.unanswerable && node.respondBy === null && node.state === 'NEEDS_RESPONSE';
  });
});
