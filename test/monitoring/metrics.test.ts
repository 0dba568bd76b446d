// What the program counts, read as Prometheus reads it: right after a known sequence, closed, and few however many businesses there are.
import { CHANNELS } from '../../src/channels/index.js';
import type { DatabaseGauges } from '../../src/core/telemetry/database-gauges.js';
import { createMetrics, metricsPage, watchDatabase } from '../../src/core/telemetry/process-metrics.js';
import { CATALOGUE } from '../../src/domain/catalogue/index.js';
import { systemTime } from '../../src/platform/clock.js';
import { openOperations } from '../../src/platform/operations-server.js';
import { Readiness } from '../../src/platform/readiness.js';
import { METRIC_LIST } from '../../src/platform/telemetry/metric-list.js';
import { SOURCE_KINDS } from '../../src/sources/index.js';
import { temporalMetrics } from '../../src/temporal/runtime.js';
import { addBusiness, addPerson, addSlack, addSource, createDatabase, type TestDatabase } from '../support/database.js';
import { webhookOf } from '../support/events.js';
import { eventually, type Program, postSigned, startProgram } from '../support/program.js';
import { itWithPromtool, promtool } from '../support/promtool.js';
import { type Sample, samplesOf, total } from '../support/samples.js';
import { type HttpStandIn, type SmtpStandIn, startHttpStandIn, startSmtpStandIn } from '../support/stand-ins.js';

const [START_MS, WORK_MS] = [60_000, 90_000];
const BUSINESSES = 12;
/** Of API and worker in one process; two and two of them are to stay below 2,000 together. */
const MOST_SERIES = 1_000;
const CODE = 'function handler(webhook) { webhook.payload = { text: "paid" }; return webhook; }';

const metrics = createMetrics();
let database: TestDatabase;
let smtp: SmtpStandIn;
let hook: HttpStandIn;
let program: Program;
let gauges: DatabaseGauges;
let page: string;
let samples: Sample[];

beforeAll(async () => {
  [database, smtp, hook] = await Promise.all([createDatabase(), startSmtpStandIn(), startHttpStandIn()]);
  hook.answer = ({ path }, response) => response.writeHead(path === '/gone' ? 400 : 200).end('ok');
  metrics.append(temporalMetrics);
  program = await startProgram(database, { worker: true, smtpUrl: smtp.url, metrics, measured: true });
  gauges = await watchDatabase(metrics, {
    dataSource: database.dataSource,
    databaseUrl: database.url,
    commit: 'unknown',
  });
}, START_MS);

afterAll(async () => {
  await program?.stop();
  await gauges?.close();
  await Promise.all([smtp?.stop(), hook?.stop()]);
  await database?.drop();
});

type Source = Parameters<typeof postSigned>[1];

async function addTeam(): Promise<{ businessId: string; source: Source }> {
  const businessId = await addBusiness(database.dataSource);
  await addPerson(database.dataSource, businessId);
  const source = await addSource(database.dataSource, businessId, 'DODO');
  return { businessId, source: { ...source, kind: 'DODO' } };
}

async function post(team: { businessId: string; source: Source }, type: string, externalId?: string): Promise<number> {
  const { body } = await webhookOf(type, team.businessId, team.source.id);
  return (await postSigned(program, team.source, body.toString(), externalId ? { externalId } : {})).status;
}

const allEnded = () =>
  eventually('all events to end', async () => {
    const [{ open }] = await database.dataSource.query(
      "SELECT count(*)::integer AS open FROM events WHERE status IN ('RECEIVED', 'PROCESSING')",
    );
    return open === 0;
  });

const read = async () => {
  page = await metrics.text();
  samples = samplesOf(page);
};

describe('after a known sequence', () => {
  beforeAll(async () => {
    const team = await addTeam();
    await addSlack(database.dataSource, team.businessId, `${hook.url}/ok`, CODE);
    await addSlack(database.dataSource, team.businessId, `${hook.url}/gone`);
    expect(await post(team, 'payment.failed', 'msg_1')).toBe(202);
    expect(await post(team, 'payment.failed', 'msg_1')).toBe(202);
    const wrong = { ...team.source, secret: `whsec_${Buffer.alloc(32, 1).toString('base64')}` };
    expect((await postSigned(program, wrong, {})).status).toBe(401);
    expect((await postSigned(program, team.source, 'no JSON')).status).toBe(400);
    expect((await postSigned(program, { ...team.source, id: 'src_nobody' }, {})).status).toBe(404);
    expect((await postSigned(program, team.source, { text: 'x'.repeat(1_100_000) })).status).toBe(413);
    await allEnded();
    await read();
  }, WORK_MS);

  it.each([
    ['accepted', 'dodo'],
    ['duplicate', 'dodo'],
    ['bad_signature', 'dodo'],
    ['bad_json', 'dodo'],
    ['too_large', 'dodo'],
    ['unknown_source', 'none'],
  ])('one webhook was %s', (outcome, source_kind) => {
    expect(total(samples, 'tocsin_ingest_requests_total', { outcome })).toBe(1);
    expect(total(samples, 'tocsin_ingest_requests_total', { outcome, source_kind })).toBe(1);
  });

  it.each([
    ['tocsin_ingest_requests_total', { outcome: 'unavailable' }, 0],
    ['tocsin_ingest_duration_seconds_count', {}, 6],
    ['tocsin_events_total', { event_type: 'payment.failed' }, 1],
    ['tocsin_workflow_starts_total', { workflow: 'notify', eager: 'true' }, 1],
    ['tocsin_relay_lag_seconds_count', { class: 'info' }, 1],
    ['tocsin_relay_group_size_sum', {}, 1],
    ['tocsin_plan_duration_seconds_count', {}, 1],
    ['tocsin_plan_decisions_total', { decision: 'send' }, 4],
    ['tocsin_deliveries_total', { channel: 'email', outcome: 'delivered' }, 1],
    ['tocsin_deliveries_total', { channel: 'in_app', outcome: 'delivered' }, 1],
    ['tocsin_deliveries_total', { channel: 'slack', outcome: 'delivered' }, 1],
    ['tocsin_deliveries_total', { channel: 'slack', outcome: 'failed' }, 1],
    ['tocsin_deliveries_total', {}, 4],
    ['tocsin_event_to_delivered_seconds_count', { class: 'info' }, 3],
    ['tocsin_provider_request_duration_seconds_count', { provider: 'smtp', result: 'ok' }, 1],
    ['tocsin_provider_request_duration_seconds_count', { provider: 'endpoint', result: 'ok' }, 1],
    ['tocsin_provider_request_duration_seconds_count', { provider: 'endpoint', result: 'permanent' }, 1],
    ['tocsin_sandbox_runs_total', { outcome: 'ok' }, 1],
    ['tocsin_sandbox_queue_depth', {}, 0],
    ['tocsin_inbox_undispatched', {}, 0],
    ['tocsin_inbox_parked', {}, 0],
    ['tocsin_breakers', { channel: 'slack', state: 'closed' }, 2],
    ['tocsin_breakers', { channel: 'email', state: 'closed' }, 1],
    ['tocsin_live_connections', {}, 0],
    ['tocsin_workflows_stuck', {}, 0],
    ['tocsin_build_info', { commit: 'unknown', node: process.version }, 1],
  ] as const)('%s %j is %i', (name, labels, value) => {
    expect({ name, labels, value: total(samples, name, labels) }).toEqual({ name, labels, value });
  });

  it('shows those of Temporal’s SDK on the same page', () => {
    expect(total(samples, 'temporal_num_pollers', { poller_type: 'workflow_task' })).toBeGreaterThan(0);
  });

  itWithPromtool('is a page that promtool has nothing to say of', () => {
    expect(promtool(['check', 'metrics'], { input: page })).toBe('');
  });
});

describe('with many businesses and all types of events', () => {
  beforeAll(async () => {
    const teams = await Promise.all(Array.from({ length: BUSINESSES }, addTeam));
    const types = Object.keys(CATALOGUE).filter((type) => !type.startsWith('tocsin.'));
    await Promise.all(types.map((type, place) => post(teams[place % BUSINESSES] as (typeof teams)[0], type)));
    await allEnded();
    await read();
  }, WORK_MS);

  it(`has fewer than ${MOST_SERIES} series`, () => {
    expect(total(samples, 'tocsin_ingest_requests_total', { outcome: 'accepted' })).toBeGreaterThan(50);
    expect(samples.length).toBeLessThan(MOST_SERIES);
  });

  it('has few bounds of Temporal’s durations, but for those that dashboard and alarms ask quantiles of', () => {
    const bounds = samples.filter(({ name }) => /^temporal_\w+_bucket$/.test(name));
    const boundsOf = (wanted: string) =>
      new Set(bounds.filter(({ name }) => name === wanted).map(({ labels: { le } }) => le)).size;
    const names = [...new Set(bounds.map(({ name }) => name))];
    expect(names.length).toBeGreaterThan(7);
    expect(names.filter((name) => boundsOf(name) > 3).sort()).toEqual([
      'temporal_activity_schedule_to_start_latency_seconds_bucket',
      'temporal_workflow_task_replay_latency_seconds_bucket',
      'temporal_workflow_task_schedule_to_start_latency_seconds_bucket',
    ]);
  });

  it('has the labels of the list, with its values alone', () => {
    const lower = (words: object) => Object.keys(words).map((word) => word.toLowerCase());
    const registries: Record<string, readonly string[]> = {
      channel: lower(CHANNELS),
      source_kind: [...lower(SOURCE_KINDS), 'none'],
      event_type: [...Object.keys(CATALOGUE), 'other'],
    };
    const faults = samples
      .filter(({ name }) => name.startsWith('tocsin_'))
      .flatMap(({ name, labels }) => {
        const entry = METRIC_LIST.find((one) => new RegExp(`^${one.name}(_bucket|_sum|_count)?$`).test(name));
        if (!entry) return [name];
        const { le: _, ...own } = labels;
        const isAsListed = Object.keys(own).sort().join() === Object.keys(entry.labels).sort().join();
        const strange = Object.entries(own).filter(([label, value]) => {
          const known = entry.labels[label] ?? registries[label];
          return known ? !known.includes(value) : entry.key !== 'buildInfo';
        });
        return isAsListed && strange.length === 0 ? [] : [`${name} ${JSON.stringify(labels)}`];
      });
    expect(faults).toEqual([]);
  });

  it('names no business, nobody and nothing of theirs', () => {
    const personal = /@|_[0-9a-z]{20}|\d{6}/;
    // The task queue is what the operator calls it.
    const values = samples.flatMap(({ labels: { le: _, task_queue: __, ...labels } }) => Object.values(labels));
    expect(values.filter((value) => personal.test(value))).toEqual([]);
  });
});

it('is shown on the port for operators, and not on that of the API', async () => {
  const readiness = new Readiness({
    databaseUrl: program.config.databaseUrl,
    migrations: [],
    shortcomings: [],
    now: systemTime,
  });
  const server = await openOperations({ port: 0, host: '127.0.0.1', readiness, pages: metricsPage(metrics) });
  const response = await fetch(`http://127.0.0.1:${server.port}/metrics`);
  expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
  expect(await response.text()).toContain('tocsin_build_info{');
  expect(await (await fetch(`${program.url}/metrics`)).text()).not.toContain('tocsin_build_info');
  await server.close();
  await readiness.close();
});

it('an API begins without the metrics of a worker, and the other way round; what is used all the same is there', async () => {
  const api = createMetrics('api');
  const names = async (one: typeof api) => new Set(samplesOf(await one.text()).map(({ name }) => name));
  expect(await names(api)).toContain('tocsin_ingest_requests_total');
  expect(await names(api)).not.toContain('tocsin_deliveries_total');
  expect(await names(createMetrics('worker'))).not.toContain('tocsin_ingest_requests_total');
  api.count('deliveries', { channel: 'email', outcome: 'failed' });
  api.observe('relayGroupSize', {}, 2);
  const used = samplesOf(await api.text());
  expect(total(used, 'tocsin_deliveries_total')).toBe(1);
  expect(total(used, 'tocsin_relay_group_size_sum')).toBe(2);
});

it('PostgreSQL away: its gauges are absent, and the page comes all the same', async () => {
  const lonely = createMetrics();
  const away = await watchDatabase(lonely, {
    dataSource: database.dataSource,
    databaseUrl: 'postgres://nobody@127.0.0.1:1/none',
    commit: 'unknown',
  });
  const seen = samplesOf(await lonely.text());
  expect(seen.filter(({ name }) => /^tocsin_(inbox|disputes)/.test(name))).toEqual([]);
  expect(total(seen, 'tocsin_build_info')).toBe(1);
  await away.close();
});
