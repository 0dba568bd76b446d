/** One event for one Slack stand-in, and people with mailboxes, sent by the activities' own code. */
import type { Chunk } from '../../src/domain/planning/chunks.js';
import { addBusiness, addSlack, createDatabase, type TestDatabase } from './database.js';
import { addEvent, ledgerOf, openSender, planned, type Sender } from './deliveries.js';
import { type ScriptedSmtp, startScriptedSmtp } from './scripted-smtp.js';
import { type HttpStandIn, startHttpStandIn } from './stand-ins.js';

/** Read it within a test or a hook. */
export interface DeliveryFixture {
  database: TestDatabase;
  smtp: ScriptedSmtp;
  slack: HttpStandIn;
  sender: Sender;
  sql: TestDatabase['dataSource']['query'];
  slackSays(code: number, body: string): void;
  plannedForSlack(transformation?: string): ReturnType<typeof planForSlack>;
}

/** Registers the hooks. */
export function deliveryFixture(): DeliveryFixture {
  const fixture = {
    slackSays: (code, body) => {
      fixture.slack.answer = (_request, response) => response.writeHead(code).end(body);
    },
    plannedForSlack: (transformation) => planForSlack(fixture, transformation ?? null),
  } as DeliveryFixture;
  beforeAll(async () => {
    [fixture.database, fixture.smtp, fixture.slack] = await Promise.all([
      createDatabase(),
      startScriptedSmtp(),
      startHttpStandIn(),
    ]);
    const { dataSource } = fixture.database;
    fixture.sql = dataSource.query.bind(dataSource);
    fixture.sender = openSender(dataSource, fixture.smtp.url);
  });
  beforeEach(() => {
    const { smtp, slack } = fixture;
    smtp.mails.length = 0;
    smtp.reached.length = 0;
    smtp.script = {};
    slack.requests.length = 0;
    slack.answer = (_request, response) => response.end('ok');
  });
  afterAll(async () => {
    await fixture.sender?.close();
    await fixture.database?.drop();
    await Promise.all([fixture.smtp?.stop(), fixture.slack?.stop()]);
  });
  return fixture;
}

/** A business with one Slack hook, and one event planned for it. */
async function planForSlack({ database: { dataSource }, slack }: DeliveryFixture, transformation: string | null) {
  const businessId = await addBusiness(dataSource);
  const destinationId = await addSlack(dataSource, businessId, `${slack.url}/hook`, transformation);
  const eventId = await addEvent(dataSource, businessId);
  const { chunks } = await planned(dataSource, [eventId]);
  const input = { eventIds: [eventId], chunk: chunks[0] as Chunk };
  const ledger = async () => (await ledgerOf(dataSource, eventId))[0];
  return { businessId, destinationId, eventId, input, ledger };
}
