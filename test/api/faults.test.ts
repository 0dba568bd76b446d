/** A fault of ours in the middle of an answer: whoever asks hears that it is one, and the log hears what it was, once. */
import { GraphQLSchemaHost } from '@nestjs/graphql';
import type { GraphQLObjectType } from 'graphql';
import { NoPlaceFree } from '../../src/platform/fair-share.js';
import { businessFixture } from '../support/business-fixture.js';
import { addPerson } from '../support/database.js';
import { keptLog } from '../support/log.js';

const { log, lines } = keptLog('warn');
const asked = businessFixture(() => ({ log }));
const QUERY = '{ recipients { edges { node { id name } } } }';

/** As a field that fails of itself. */
async function answeredWith(type: string, field: string, error: Error) {
  const found = asked.program.api.app.get(GraphQLSchemaHost).schema.getType(type) as GraphQLObjectType;
  const planted = found.getFields()[field];
  const resolve = planted?.resolve;
  Object.assign(planted ?? {}, {
    resolve: () => {
      throw error;
    },
  });
  const { errors } = await asked.client.ask(QUERY);
  Object.assign(planted ?? {}, { resolve });
  return errors.map(({ message, extensions }) => [message, extensions.code]);
}

beforeEach(async () => {
  await addPerson(asked.dataSource, asked.businessId);
  lines.length = 0;
});

it.each([
  ['Recipient', 'name', 'recipients.edges.node.name'],
  ['Query', 'recipients', 'recipients'],
])('in %s.%s', async (type, field, path) => {
  const error = Object.assign(new Error('of the parts'), { parameters: ['ada@team.example'] });
  expect(await answeredWith(type, field, error)).toEqual([
    ['Something went wrong on our side; try again.', 'INTERNAL_SERVER_ERROR'],
  ]);
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    expect.objectContaining({
      code: 'FIELD_FAILED',
      field: path,
      msg: expect.stringContaining('Error: of the parts\n'),
    }),
  ]);
  expect(lines.join()).not.toContain('ada@team.example');
});

it('is none where somebody has only to come back', async () => {
  expect(await answeredWith('Recipient', 'name', new NoPlaceFree())).toEqual([[expect.any(String), 'BUSY']]);
  expect(lines).toEqual([]);
});

it('of a service is logged once, too, and not by the framework besides', async () => {
  await asked.dataSource.query('ALTER TABLE recipients RENAME TO hidden');
  const { errors } = await asked.client.ask(QUERY);
  await asked.dataSource.query('ALTER TABLE hidden RENAME TO recipients');
  expect(errors.map(({ extensions }) => extensions.code)).toEqual(['INTERNAL_SERVER_ERROR']);
  expect(lines.map((line) => JSON.parse(line).code)).toEqual(['FIELD_FAILED']);
});
