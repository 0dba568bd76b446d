// A method that somebody forgot to guard is refused to everybody, while its neighbour with an @Access is not.
import type { AddressInfo } from 'node:net';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Mutation, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from '../../src/api/app.module.js';
import { CredentialStore, newToken } from '../../src/api/auth/credential-store.js';
import { Business } from '../../src/core/access/business.entity.js';
import { RemoteRelayNudge } from '../../src/core/ingest/relay-nudge.js';
import { Access } from '../../src/core/schema/access.js';
import { ACCESSES, type ApiAccess } from '../../src/core/schema/enums.js';
import { asTenant } from '../../src/platform/database/tenancy.js';
import { LocalBus } from '../../src/platform/live/bus.js';
import { addBusiness, createDatabase, type TestDatabase } from '../support/database.js';
import { GraphqlClient } from '../support/graphql.js';
import { LOG, testConfig } from '../support/program.js';

let ran: string[] = [];

const run = (name: string) => {
  ran.push(name);
  return name;
};

@Resolver(() => Business)
class PlantedResolver {
  @Query(() => String)
  forgotten(): string {
    return run('forgotten');
  }

  @Mutation(() => String)
  forgottenChange(): string {
    return run('forgottenChange');
  }

  @Query(() => String)
  @Access('ADMIN', 'VIEWER')
  guarded(): string {
    return run('guarded');
  }

  @ResolveField(() => String)
  planted(): string {
    return run('planted');
  }
}

let database: TestDatabase;
let app: NestFastifyApplication;
const clients = {} as Record<ApiAccess, GraphqlClient>;

beforeAll(async () => {
  database = await createDatabase();
  const { dataSource } = database;
  const relayNudge = new RemoteRelayNudge(dataSource, LOG);
  const deps = { config: testConfig(database), dataSource, relayNudge, bus: new LocalBus(), log: LOG };
  @Module({ imports: [AppModule.with(deps)], providers: [PlantedResolver] })
  class PlantedModule {}
  const adapter = new FastifyAdapter();
  app = await NestFactory.create<NestFastifyApplication>(PlantedModule, adapter, { logger: false });
  adapter.getInstance().addHook('preHandler', (_request, _reply, done) => asTenant({ businessId: null }, done));
  await app.listen(0, '127.0.0.1');
  const { port } = app.getHttpServer().address() as AddressInfo;
  const businessId = await addBusiness(dataSource);
  for (const access of ACCESSES) {
    const token = newToken();
    await app.get(CredentialStore).addKey(businessId, access, access, token);
    clients[access] = new GraphqlClient(`http://127.0.0.1:${port}`, token);
  }
});

afterAll(async () => {
  await app?.close();
  await database?.drop();
});

beforeEach(() => {
  ran = [];
});

it.each(ACCESSES)('a root field without @Access is refused to %s, and does not run', async (access) => {
  for (const [question, name] of [
    ['{ forgotten }', 'forgotten'],
    ['mutation { forgottenChange }', 'forgottenChange'],
  ] as const) {
    const error = await clients[access].fail(question);
    expect(error.message).toBe(`A key with ${access} access may not ask ${name}; ask with an ADMIN key.`);
    expect(error.extensions.code).toBe('FORBIDDEN');
  }
  expect(ran).toEqual([]);
});

it('one with @Access runs for those whom it names, and for nobody else', async () => {
  const codes = await Promise.all(
    ACCESSES.map(async (access) => {
      const { data, errors } = await clients[access].ask('{ guarded }');
      return [access, data?.guarded ?? errors[0]?.extensions.code];
    }),
  );
  const expected = { ADMIN: 'guarded', VIEWER: 'guarded', MEMBER: 'FORBIDDEN', PRODUCER: 'FORBIDDEN' };
  expect(Object.fromEntries(codes)).toEqual(expected);
  expect(ran).toEqual(['guarded', 'guarded']);
});

it('a field below has the access of the root field that leads to it', async () => {
  await expect(clients.VIEWER.get('{ business { planted } }')).resolves.toEqual({ business: { planted: 'planted' } });
  expect((await clients.PRODUCER.fail('{ business { planted } }')).extensions.code).toBe('FORBIDDEN');
  expect(ran).toEqual(['planted']);
});
