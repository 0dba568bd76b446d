/** The trace of an event, as a collector gets it: from the webhook to the call of the provider. */
import { OutboundGuard } from '../../src/platform/outbound/guard.js';
import { OutboundClient } from '../../src/platform/outbound/http.js';
import { Secret } from '../../src/platform/secrets/secret.js';
import { inSpan, startTracing } from '../../src/platform/telemetry/tracing.js';
import { addBusiness, addPerson, addSlack, addSource, createDatabase, type TestDatabase } from '../support/database.js';
import { webhookOf } from '../support/events.js';
import { keptLog } from '../support/log.js';
import { eventually, LOG, type Program, postSigned, startProgram } from '../support/program.js';
import { type HttpStandIn, type SmtpStandIn, startHttpStandIn, startSmtpStandIn } from '../support/stand-ins.js';

interface Span {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  links?: { traceId: string; spanId: string }[];
  attributes: { key: string; value: Record<string, string | number> }[];
}

/** From ten INFO events on they share a run. */
const WAITING = 12;
const SETTINGS = { OTEL_EXPORTER_OTLP_HEADERS: new Secret({ 'api-key': 'k3y' }), OTEL_TRACES_SAMPLER_ARG: 1 };
let database: TestDatabase;
let smtp: SmtpStandIn;
let slack: HttpStandIn;
let collector: HttpStandIn;
let program: Program;
let businessId: string;
let source: { id: string; secret: string; kind: 'DODO' };

beforeAll(async () => {
  [database, smtp, slack, collector] = await Promise.all([
    createDatabase(),
    startSmtpStandIn(),
    startHttpStandIn(),
    startHttpStandIn(),
  ]);
  businessId = await addBusiness(database.dataSource);
  await addPerson(database.dataSource, businessId);
  await addSlack(database.dataSource, businessId, `${slack.url}/hook/SECRETPATH`);
  source = { ...(await addSource(database.dataSource, businessId, 'DODO')), kind: 'DODO' };
});

afterAll(async () => {
  await Promise.all([smtp?.stop(), slack?.stop(), collector?.stop()]);
  await database?.drop();
});

/** The program with tracing while `act` runs; what the collector got, once all is stopped. */
async function traced(act: () => Promise<void>, log = LOG, settings = {}): Promise<Span[]> {
  collector.requests.length = 0;
  const stop = await startTracing(
    { ...SETTINGS, OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, ...settings },
    'tocsin',
    log,
  );
  program = await startProgram(database, { worker: true, smtpUrl: smtp.url, log });
  await act();
  await program.stop();
  await stop();
  return spansOf(collector);
}

const spansOf = ({ requests }: HttpStandIn): Span[] =>
  requests
    .flatMap(({ body }) => JSON.parse(body).resourceSpans)
    .flatMap(({ scopeSpans }) => scopeSpans)
    .flatMap(({ spans }) => spans);

async function post(type: string): Promise<string> {
  const { body, externalId } = await webhookOf(type, businessId, source.id);
  const answer = await postSigned(program, source, body.toString(), { externalId });
  expect(answer.status).toBe(202);
  return answer.body.id;
}

const processed = (ids: string[]) =>
  eventually('the events to be processed', async () => {
    const rows = await database.dataSource.query('SELECT status FROM events WHERE id = ANY($1)', [ids]);
    return rows.every(({ status }: { status: string }) => status === 'PROCESSED');
  });

const attributesOf = (span: Span | undefined): Record<string, string | number> =>
  Object.fromEntries((span?.attributes ?? []).map(({ key, value }) => [key, Object.values(value)[0] ?? '']));

/** `a < b < c`: names from the span up to its root. */
function lineOf(spans: readonly Span[], span: Span): string {
  const above = spans.find(({ spanId }) => spanId === span.parentSpanId);
  return above ? `${span.name} < ${lineOf(spans, above)}` : span.name;
}

it('is one from the webhook through relay and activities to the calls, and says nothing of people', async () => {
  let id = '';
  const spans = await traced(async () => {
    id = await post('payment.failed');
    await processed([id]);
  });
  const [root] = spans.filter(({ name }) => name === 'POST /webhooks/:source');
  const mine = spans.filter(({ traceId }) => traceId === root?.traceId);
  const way = 'relay < POST /webhooks/:source';
  expect(mine.map((span) => lineOf(mine, span)).sort()).toEqual(
    [
      'POST /webhooks/:source',
      way,
      `activity plan < ${way}`,
      `activity deliverAtOnce < ${way}`,
      `delivery < activity deliverAtOnce < ${way}`,
      `delivery < activity deliverAtOnce < ${way}`,
      `POST < delivery < activity deliverAtOnce < ${way}`,
      `SMTP < delivery < activity deliverAtOnce < ${way}`,
    ].sort(),
  );
  expect(attributesOf(root)).toMatchObject({ 'tocsin.event_id': id, 'tocsin.source_kind': 'DODO' });
  expect(collector.requests[0]).toMatchObject({ path: '/v1/traces', headers: { 'api-key': 'k3y' } });
  // OUTBOUND_ALLOW names this host: it is the operator's own, and may go on with the trace.
  const call = mine.find(({ name }) => name === 'POST');
  expect(slack.requests.at(-1)?.headers.traceparent).toBe(`00-${call?.traceId}-${call?.spanId}-01`);
  expect(attributesOf(call)).toEqual({ 'http.response.status_code': 200 });
  const sent = collector.requests.map(({ body }) => body).join();
  for (const canary of ['ada@', 'Ada', 'SECRETPATH', '127.0.0.1', source.secret, 'Test & Sons'])
    expect(sent).not.toContain(canary);
});

it('a group of events has a trace of its own, with a link to each', async () => {
  let ids: string[] = [];
  const spans = await traced(async () => {
    // They wait together, as behind an outage; one statement takes them in.
    await program.worker?.relay.stop();
    ids = await Promise.all(Array.from({ length: WAITING }, () => post('payment.succeeded')));
    await program.stop();
    program = await startProgram(database, { worker: true, smtpUrl: smtp.url });
    await processed(ids);
  });
  const roots = spans.filter(({ name }) => name === 'POST /webhooks/:source');
  const [group] = spans.filter(({ name }) => name === 'relay');
  expect(roots).toHaveLength(WAITING);
  expect(group?.parentSpanId ?? '').toBe('');
  expect(group?.links?.map(({ spanId }) => spanId).sort()).toEqual(roots.map(({ spanId }) => spanId).sort());
  const below = spans.filter(({ traceId }) => traceId === group?.traceId).map(({ name }) => name);
  expect(below).toEqual(expect.arrayContaining(['relay', 'activity plan', 'activity deliver', 'SMTP']));
});

it('the run of a dispute is a trace of its own, linked to the event that opened it', async () => {
  const spans = await traced(async () => {
    const id = await post('dispute.opened');
    await processed([id]);
    await eventually('the ladder', async () => {
      const [row] = await database.dataSource.query('SELECT next_at FROM disputes WHERE business_id = $1', [
        businessId,
      ]);
      return row?.next_at;
    });
  });
  const asks = spans.find(({ name }) => name === 'activity lookAtDisputes');
  const start = spans.find(({ name }) => name === 'start dispute');
  expect(start?.links).toEqual([expect.objectContaining({ traceId: asks?.traceId, spanId: asks?.spanId })]);
  expect(start?.traceId).not.toBe(asks?.traceId);
  const ladder = spans.find(({ name }) => name === 'activity advanceLadder');
  expect([ladder?.traceId, ladder?.parentSpanId]).toEqual([start?.traceId, start?.spanId]);
});

it('a call tells of its trace only where the operator’s own hosts are called', async () => {
  const host = new URL(slack.url).host;
  const clients = {
    own: new OutboundClient(new OutboundGuard([host]), { tracesOwnHosts: true }),
    // As for a carrier: the guard names its host, which is another's.
    carrier: new OutboundClient(new OutboundGuard([host])),
  };
  const { log, lines } = keptLog('info');
  const spans = await traced(async () => {
    for (const [name, client] of Object.entries(clients))
      await inSpan(name, { kind: 'INTERNAL', parent: null }, () => {
        log.info('calls');
        return client.send({ method: 'POST', url: slack.url, headers: {} });
      });
  });
  const [own, carrier] = slack.requests.slice(-2).map(({ headers }) => headers.traceparent);
  expect(spans.filter(({ name }) => name === 'POST')).toHaveLength(2);
  // The log names the same trace.
  const logged = lines.map((line) => JSON.parse(line).traceId);
  expect(spans.filter(({ name }) => name in clients).map(({ traceId }) => traceId)).toEqual(logged);
  expect([own, carrier]).toEqual([expect.stringMatching(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/), undefined]);
});

it('a trace that is not kept is not sent, and none is where no collector is set', async () => {
  expect(
    await traced(async () => processed([await post('payment.failed')]), LOG, { OTEL_TRACES_SAMPLER_ARG: 0 }),
  ).toEqual([]);
  const off = await traced(async () => processed([await post('payment.failed')]), LOG, {
    OTEL_EXPORTER_OTLP_ENDPOINT: undefined,
  });
  expect(off).toEqual([]);
  expect(slack.requests.at(-1)?.headers).not.toHaveProperty('traceparent');
});
