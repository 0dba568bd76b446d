/** `tocsin business`: a second business beside the first, with a key that opens it and nothing else. */
import { fileURLToPath } from 'node:url';
import { run } from '../../src/commands/business.js';
import { businessFixture } from '../support/business-fixture.js';
import { ENCRYPTION_KEYS } from '../support/database.js';
import { GraphqlClient } from '../support/graphql.js';
import { startProcess } from '../support/processes.js';

const PROGRAM = fileURLToPath(new URL('../../src/tocsin.js', import.meta.url));
const asked = businessFixture();

async function business(...args: string[]): Promise<{ code: number | null; said: string }> {
  const env = {
    DATABASE_URL: asked.program.config.databaseUrl.reveal(),
    TEMPORAL_ADDRESS: process.env.TEST_TEMPORAL_ADDRESS,
    TOCSIN_ENCRYPTION_KEYS: ENCRYPTION_KEYS,
    PUBLIC_URL: asked.program.url,
  };
  const { ended, output } = startProcess([PROGRAM, 'business', ...args], { env });
  const code = await ended;
  return { code, said: output() };
}

it('makes one, prints its key once and keeps its hash; both are audited, and it sees nothing of others', async () => {
  const made = await business('add', ' Acme & Söhne ');
  expect(made.code).toBe(0);
  const [, id, key] = /^Made "Acme & Söhne" \((bus_\w+)\)\. .*\n(toc_\S{40,})\n$/.exec(made.said) ?? [];
  const client = new GraphqlClient(asked.program.url, key as string);
  const seen = await client.get('{ business { id name } viewer { access } }');
  expect(seen).toMatchObject({ business: { id, name: 'Acme & Söhne' }, viewer: { access: 'ADMIN' } });
  const { auditLog } = await client.get('{ auditLog(first: 5) { edges { node { action actor } } } }');
  expect(auditLog.edges.map(({ node }: { node: object }) => node)).toEqual([
    { action: 'createApiKey', actor: 'tocsin business add' },
    { action: 'createBusiness', actor: 'tocsin business add' },
  ]);
  // Nobody named that key: each reader has a name for it in their language.
  await client.get('mutation { updateBusiness(input: { timeZone: "Europe/Berlin" }) { business { id } } }');
  const names = '{ apiKeys { name } auditLog(first: 1) { edges { node { sentence } } } }';
  const german = await client.reading('de').get(names);
  expect(german.apiKeys).toEqual([{ name: 'Erster Schlüssel' }]);
  expect(german.auditLog.edges[0].node.sentence).toMatch(/^Erster Schlüssel /);
  const stored = await asked.dataSource.query('SELECT row_to_json(k) AS row FROM api_keys k WHERE business_id = $1', [
    id,
  ]);
  expect(JSON.stringify(stored)).not.toContain((key as string).slice(8));
  const listed = await business('list');
  expect(listed.said).toMatch(new RegExp(`^${id}  \\S+  0 people, 0 sources  Acme & Söhne$`, 'm'));
  expect(listed.said).not.toContain('toc_');
});

it.each([[[]], [['add']], [['add', '  ']], [['add', 'a', 'b']], [['list', 'a']], [['ad', 'x']]])(
  'refuses %j before it looks at a setting',
  async (args) => {
    const settings = () => {
      throw new Error('not to be asked for');
    };
    await expect(run({ args, settings })).rejects.toThrow('It is written tocsin business add "Name", or');
  },
);

it('ends with the code of a command that was written wrong', async () => {
  expect(await business('ad', 'x')).toEqual({ code: 64, said: expect.stringContaining('tocsin business add "Name"') });
});
