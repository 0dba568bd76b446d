/** What most tests of the API begin with: the program on a database of its own, and for each test another business to ask it for. */
import type { DataSource } from 'typeorm';
import { readSample } from '../../src/api/events/samples.js';
import { addBusiness, addPerson, addSource, createDatabase, type TestDatabase, type TestPerson } from './database.js';
import { addEvent, planned } from './deliveries.js';
import { type Data, GraphqlClient } from './graphql.js';
import { type Program, type ProgramOptions, postSigned, startProgram } from './program.js';
import { type HttpStandIn, type SmtpStandIn, startHttpStandIn, startSmtpStandIn } from './stand-ins.js';

/** Read it within a test or a hook: each test has other values. */
export interface BusinessFixture {
  dataSource: DataSource;
  program: Program;
  businessId: string;
  /** An admin of the business. */
  client: GraphqlClient;
}

export interface EndpointFixture extends BusinessFixture {
  server: HttpStandIn;
}

export interface TeamFixture extends BusinessFixture {
  ada: TestPerson;
  /** Asks for a mutation of one input. @throws where it is refused. */
  change(mutation: string, input: object): Promise<Data>;
  /** An event that nobody has planned; gives its id. */
  add(type?: string, businessId?: string): Promise<string>;
  /** The same, planned by the rules of now. */
  addPlanned(type?: string): Promise<string>;
}

/** What comes to customers: a worker mails to a stand-in, and there is a source of Dodo Payments. */
export interface MailedFixture extends TeamFixture {
  smtp: SmtpStandIn;
  /** Posts the sample of an event type as the provider does; gives the id of its event. */
  postSample(eventType: string): Promise<string>;
}

/** Registers the hooks. @param options asked for when all hooks that were registered before have run. */
export function businessFixture(options: () => ProgramOptions = () => ({})): BusinessFixture {
  const asked = {} as BusinessFixture;
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createDatabase();
    asked.dataSource = database.dataSource;
    asked.program = await startProgram(database, options());
  }, 120_000);
  beforeEach(async () => {
    asked.businessId = await addBusiness(asked.dataSource);
    asked.client = await GraphqlClient.of(asked.program, asked.businessId);
  });
  afterAll(async () => {
    await asked.program?.stop();
    await database?.drop();
  });
  return asked;
}

/** A business whose program sends, and a server for its endpoints, which takes everything. */
export function endpointFixture(): EndpointFixture {
  const asked = businessFixture(() => ({ worker: true })) as EndpointFixture;
  beforeAll(async () => {
    asked.server = await startHttpStandIn();
  });
  beforeEach(() => {
    asked.server.requests.length = 0;
    asked.server.answer = (_request, response) => response.end('ok');
  });
  afterAll(() => asked.server?.stop());
  return asked;
}

/** A business with one person, Ada. */
export function teamFixture(person: Parameters<typeof addPerson>[2] = {}, options?: () => ProgramOptions): TeamFixture {
  const asked = businessFixture(options);
  const add = (type = 'payment.succeeded', businessId = asked.businessId) =>
    addEvent(asked.dataSource, businessId, { type });
  const team = Object.assign(asked as TeamFixture, {
    add,
    addPlanned: async (type?: string) => {
      const id = await add(type);
      await planned(asked.dataSource, [id]);
      return id;
    },
    change: (mutation: string, input: object) => {
      const type = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input`;
      const named = ({ removeRecipient: 'NodeInput' } as Record<string, string>)[mutation] ?? type;
      const query = `mutation ($input: ${named}!) { ${mutation}(input: $input) { __typename } }`;
      return asked.client.get(query, { input });
    },
  });
  beforeEach(async () => {
    team.ada = await addPerson(team.dataSource, team.businessId, person);
  });
  return team;
}

export function mailedFixture(options: ProgramOptions = {}): MailedFixture {
  let smtp: SmtpStandIn;
  let source: { id: string; secret: string; kind: 'DODO' };
  beforeAll(async () => {
    smtp = await startSmtpStandIn();
  });
  const team = teamFixture({}, () => ({ ...options, worker: true, smtpUrl: smtp.url }));
  const postSample = async (eventType: string) => {
    const sample = await readSample(eventType);
    const { body } = await postSigned(team.program, source, sample?.body ?? {});
    return body.id as string;
  };
  const mailed = Object.assign(team as MailedFixture, { postSample });
  beforeEach(async () => {
    mailed.smtp = smtp;
    smtp.mails.length = 0;
    source = { ...(await addSource(team.dataSource, team.businessId, 'DODO')), kind: 'DODO' };
  });
  afterAll(() => smtp?.stop());
  return mailed;
}
