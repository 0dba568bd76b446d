// A neighbour of case 15, and a ruling: an integer beyond 2^53 is kept exactly or not at all, also where it comes by the API.
import { businessFixture } from '../support/business-fixture.js';

const api = businessFixture();

describe('an integer that would be rounded', () => {
  const PUBLISH =
    'mutation ($data: JSON!) { publishEvent(input: { type: "x", externalId: "x", data: $data }) { duplicate } }';
  const publish = async (question: string) => {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${api.client.key}` };
    return (await fetch(`${api.program.url}/graphql`, { method: 'POST', headers, body: question })).json();
  };
  const REFUSED = { errors: [{ message: expect.stringContaining('send it as text') }] };

  it('is refused in a variable and in the text; as text it is kept', async () => {
    const asVariable = (data: string) => publish(`{"query":${JSON.stringify(PUBLISH)},"variables":{"data":${data}}}`);
    for (const data of ['{"n":9007199254740993}', '{"n":[{"m":-12345678901234567890}]}'])
      expect(await asVariable(data)).toMatchObject(REFUSED);
    const inText = PUBLISH.replace('($data: JSON!) ', '').replace('$data', '{ n: 9007199254740993 }');
    expect(await publish(JSON.stringify({ query: inText }))).toMatchObject(REFUSED);
    expect(await asVariable('{"n":"9007199254740993","m":9007199254740991,"r":0.1}')).toMatchObject({
      data: { publishEvent: { duplicate: false } },
    });
  });
});
