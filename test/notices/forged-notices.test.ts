// What only Tocsin says about itself: nobody else makes its source, posts to it or claims its types.
import { raiseNotices } from '../../src/core/notices/notice.js';
import type { Notice } from '../../src/domain/notice.js';
import { newId } from '../../src/platform/new-id.js';
import { SOURCE_KINDS } from '../../src/sources/index.js';
import { businessFixture } from '../support/business-fixture.js';
import { postSigned } from '../support/program.js';

const api = businessFixture();

function notice(businessId: string): Notice {
  const subjectId = newId('destination');
  const type = 'tocsin.destination_failing';
  return { businessId, type, transition: `failing:${subjectId}`, at: new Date(), about: ['#payments'], subjectId };
}

describe('from outside', () => {
  const CREATE = 'mutation ($input: CreateSourceInput!) { createSource(input: $input) { source { id } } }';
  const PUBLISH = 'mutation ($input: PublishEventInput!) { publishEvent(input: $input) { event { type } } }';

  it('nobody makes, sees or changes the source of notices, and no webhook to it is accepted', async () => {
    await raiseNotices(api.dataSource, [notice(api.businessId)]);
    const [{ id }] = await api.dataSource.query('SELECT id FROM sources WHERE business_id = $1', [api.businessId]);
    const { message, extensions } = await api.client.fail(CREATE, { input: { kind: 'TOCSIN', name: 'Mine' } });
    expect([message, extensions]).toEqual([
      expect.stringContaining('Choose another kind'),
      { code: 'BAD_USER_INPUT', field: 'kind' },
    ]);
    expect((await api.client.get('{ sources { id } }')).sources).toEqual([]);
    const rotate = await api.client.fail('mutation ($id: ID!) { rotateSourceSecret(input: { id: $id }) { secret } }', {
      id,
    });
    expect(rotate.extensions.code).toBe('NOT_FOUND');
    const forged = { id, secret: SOURCE_KINDS.GENERIC.newSecret(), kind: 'GENERIC' as const };
    const answer = await postSigned(api.program, forged, { type: 'tocsin.channel_paused', data: {} });
    expect([answer.status, answer.body.error]).toEqual([401, expect.stringContaining('writes its own notices')]);
    const { events } = await api.client.get(
      '{ events { edges { node { type source { kind secretHint rejected { edges { node { statusCode } } } } } } } }',
    );
    expect(events.edges).toEqual([
      {
        node: {
          type: 'tocsin.destination_failing',
          source: { kind: 'TOCSIN', secretHint: '', rejected: expect.anything() },
        },
      },
    ]);
  });

  it('nobody says what only Tocsin says', async () => {
    const input = { type: 'tocsin.channel_paused', externalId: 'x_1', data: {} };
    expect((await api.client.fail(PUBLISH, { input })).extensions).toEqual({ code: 'BAD_USER_INPUT', field: 'type' });
    const { createSource } = await api.client.get(
      'mutation { createSource(input: { kind: GENERIC, name: "Shop" }) { source { id } secret } }',
    );
    const source = { id: createSource.source.id, secret: createSource.secret, kind: 'GENERIC' as const };
    const { status, body } = await postSigned(api.program, source, { type: 'tocsin.channel_paused', data: {} });
    expect(status).toBe(202);
    const [{ type }] = await api.dataSource.query('SELECT type FROM events WHERE id = $1', [body.id]);
    expect(type).toBe('unknown');
    const sample = await api.client.fail(
      'mutation { sendSampleEvent(input: { type: "tocsin.channel_paused" }) { duplicate } }',
    );
    expect([sample.extensions.field, sample.message]).toEqual(['type', expect.stringContaining('itself')]);
  });
});
