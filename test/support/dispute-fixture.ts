/** Teams whose disputes are sent as webhooks to the whole program, one after the other. */
import { addBusiness, addPerson, addSource, createDatabase, type TestDatabase } from './database.js';
import { type Data, GraphqlClient } from './graphql.js';
import { eventually, type Program, postSigned, startProgram } from './program.js';
import { type SmtpStandIn, startSmtpStandIn } from './stand-ins.js';

const LONG_MS = 300_000;

export interface Team {
  businessId: string;
  source: { id: string; secret: string; kind: 'STRIPE' | 'DODO' };
  client: GraphqlClient;
}

const mailHost = (businessId: string) => `${businessId.slice(4).toLowerCase()}.example`;

/** Registers the hooks. */
export function disputeFixture() {
  let database: TestDatabase;
  let smtp: SmtpStandIn;
  let program: Program;

  beforeAll(async () => {
    [database, smtp] = await Promise.all([createDatabase(), startSmtpStandIn()]);
    program = await startProgram(database, { worker: true, smtpUrl: smtp.url });
  }, LONG_MS);

  afterAll(async () => {
    await program?.stop();
    await smtp?.stop();
    await database?.drop();
  });

  return {
    get program() {
      return program;
    },

    get dataSource() {
      return database.dataSource;
    },

    /** Sue of the support, and Finn, who looks after finance. */
    async newTeam(kind: 'STRIPE' | 'DODO' = 'STRIPE'): Promise<Team> {
      const businessId = await addBusiness(database.dataSource);
      for (const [name, role] of [
        ['Sue', 'SUPPORT'],
        ['Finn', 'FINANCE'],
      ] as const) {
        const email = `${name.toLowerCase()}@${mailHost(businessId)}`;
        await addPerson(database.dataSource, businessId, { name, roles: [role], email });
      }
      const source = { ...(await addSource(database.dataSource, businessId, kind)), kind };
      return { businessId, source, client: await GraphqlClient.of(program, businessId) };
    },

    /** One after the other: each is told before the next one comes. */
    async send(team: Team, bodies: readonly object[]): Promise<void> {
      for (const body of bodies) {
        expect((await postSigned(program, team.source, body as Data)).status).toBe(202);
        await this.settled(team);
      }
    },

    async settled({ businessId }: Team): Promise<void> {
      await eventually('the end of all events', async () => {
        const [{ open }] = await database.dataSource.query(
          `SELECT count(*)::integer AS open FROM events WHERE business_id = $1 AND status IN ('RECEIVED', 'PROCESSING')`,
          [businessId],
        );
        return open === 0;
      });
    },

    /** The types that were told, each with who got its e-mail. */
    async told({ businessId }: Team): Promise<string[]> {
      const rows: { type: string; names: string[] }[] = await database.dataSource.query(
        `SELECT e.type, json_agg(r.name ORDER BY r.name) AS names FROM events e JOIN deliveries d ON d.event_id = e.id
           JOIN destinations t ON t.id = d.destination_id JOIN recipients r ON r.id = t.recipient_id
         WHERE e.business_id = $1 AND d.channel = 'EMAIL' AND d.status IN ('SENT', 'DELIVERED') GROUP BY e.id, e.type ORDER BY e.id`,
        [businessId],
      );
      return rows.map(({ type, names }) => `${type} ${names.join('+')}`);
    },

    async disputes({ client }: Team): Promise<Data[]> {
      const { disputes: found } = await client.get(
        '{ disputes { edges { node { id stage state respondBy amount { minorUnits } reminders { dueAt sentAt } } } } }',
      );
      return found.edges.map(({ node }: Data) => node);
    },

    mails: ({ businessId }: Team): string[] =>
      smtp.mails
        .filter(({ to }) => to.some((one) => one.endsWith(mailHost(businessId))))
        .map(({ raw }) => raw.replace(/=\r?\n/g, '').replace(/\s+/g, ' ')),
  };
}
