/** All is said in the language of who asks, and in their zone, by every way that it leaves; what is for programs stays. */
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { businessFixture } from '../support/business-fixture.js';

const api = businessFixture();

class FrenchSocket extends WebSocket {
  constructor(url: string, protocols: string[]) {
    super(url, protocols, { headers: { 'accept-language': 'fr' } });
  }
}

async function errorsOf(query: string, variables: Record<string, unknown> = {}, language = 'de-CH,de;q=0.9') {
  const headers = {
    'content-type': 'application/json',
    'accept-language': language,
    authorization: `Bearer ${api.client.key}`,
  };
  const body = JSON.stringify({ query, variables });
  const answer = await fetch(`${api.program.url}/graphql`, { method: 'POST', headers, body });
  const { errors } = (await answer.json()) as { errors: { message: string; extensions: Record<string, unknown> }[] };
  return errors;
}

const ADD = 'mutation ($input: AddRecipientInput!) { addRecipient(input: $input) { recipient { id } } }';

describe('An error', () => {
  it('of a field is German for who reads German, and its code and field are the same for all', async () => {
    const query = '{ disputeStats(months: 99) { month } }';
    const extensions = { code: 'BAD_USER_INPUT', field: 'months' };
    expect(await errorsOf(query)).toEqual([
      expect.objectContaining({ message: 'Gezählt werden 1 bis 24 Monate.', extensions }),
    ]);
    expect(await errorsOf(query, {}, 'en')).toEqual([
      expect.objectContaining({ message: 'Between 1 and 24 months are counted.', extensions }),
    ]);
  });

  it('of what is not there names it in that language', async () => {
    const [error] = await errorsOf('mutation { removeRecipient(input: { id: "rcp_no" }) { id } }');
    expect(error?.message).toMatch(/^Es gibt keine Person rcp_no\.$/);
    expect(error?.extensions).toEqual({ code: 'NOT_FOUND' });
  });

  it('of several rules of one input names each, with its bounds', async () => {
    const [error] = await errorsOf(ADD, { input: { name: ' '.repeat(201), roles: ['OWNER', 'OWNER'] } });
    expect(error?.message).toContain('name hat 1 bis 200 Zeichen.');
    expect(error?.message).toContain('name darf nicht leer sein.');
    expect(error?.message).toContain('roles nennt denselben Eintrag zweimal.');
    expect(error?.extensions).toEqual({ code: 'BAD_USER_INPUT', field: 'name' });
  });

  it('of a limit is in that language over a socket too', async () => {
    const socket = createClient({
      url: `${api.program.url.replace('http', 'ws')}/graphql`,
      webSocketImpl: FrenchSocket,
      connectionParams: { authorization: `Bearer ${api.client.key}` },
    });
    const answers: unknown[] = [];
    for await (const answer of socket.iterate({ query: '{ disputeStats(months: 99) { month } }' }))
      answers.push(answer);
    await socket.dispose();
    expect(answers).toMatchObject([
      { errors: [{ message: 'Entre 1 et 24 mois peuvent être comptés.', extensions: { field: 'months' } }] },
    ]);
    expect(JSON.stringify(answers)).not.toContain('reason');
  });

  it('of a sign-in too', async () => {
    const headers = { 'content-type': 'application/json', 'accept-language': 'it' };
    const answer = await fetch(`${api.program.url}/session`, { method: 'POST', headers, body: '{}' });
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('Invii JSON con la Sua chiave API');
  });
});

describe('Words', () => {
  const WORDS = '{ channels { channel label } eventTypes(category: PAYOUTS) { key name } roles { role label } }';
  const SUMMARY = 'mutation { sendSampleEvent(input: { type: "dispute.opened" }) { event { summary } } }';

  it('are in the language of the request where none is asked for', async () => {
    const { channels, eventTypes, roles } = await api.client.reading('fr-CH, fr;q=0.9').get(WORDS);
    expect(channels).toContainEqual({ channel: 'IN_APP', label: 'Dans l’application' });
    expect(eventTypes).toContainEqual({ key: 'payout.failed', name: 'Échec de virement' });
    expect(roles).not.toEqual((await api.client.get(WORDS)).roles);
  });

  it('name moments in the zone of the request, in UTC where that is none', async () => {
    const ADD_SOURCE = 'mutation ($input: CreateSourceInput!) { createSource(input: $input) { source { id } } }';
    const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
    await api.client.get(ADD_SOURCE, { input: { name: 'Dodo', kind: 'DODO', secret } });
    const summaryIn = async (zone: string) =>
      (await api.client.reading('en-GB', zone).get(SUMMARY)).sendSampleEvent.event.summary;
    expect(await summaryIn('Asia/Jakarta')).toMatch(/answer by .* GMT\+7/);
    expect(await summaryIn('Atlantis/Deep')).toMatch(/answer by .* (UTC|GMT)(?![+-])/);
  });

  it('are those of the reader over a socket, too, who says so as it connects', async () => {
    const socket = createClient({
      url: `${api.program.url.replace('http', 'ws')}/graphql`,
      webSocketImpl: FrenchSocket,
      connectionParams: { authorization: `Bearer ${api.client.key}`, 'accept-language': 'de' },
    });
    const { value: answer } = await socket.iterate({ query: '{ channels { channel label } }' }).next();
    await socket.dispose();
    expect(answer.data.channels).toContainEqual({ channel: 'IN_APP', label: 'In der App' });
  });
});
