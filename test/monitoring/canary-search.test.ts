/** The search for canaries finds one in each corner of each place: a search that did not would prove nothing (canaries.test.ts). */
import { randomBytes } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import { TypedSearchAttributes } from '@temporalio/common';
import { createMetrics } from '../../src/core/telemetry/process-metrics.js';
import { inSpan, startTracing } from '../../src/platform/telemetry/tracing.js';
import { SEARCH_ATTRIBUTES } from '../../workflows/messages.js';
import { type Canary, findCanaries } from '../support/canaries.js';
import { keptLog } from '../support/log.js';
import { eventually, LOG } from '../support/program.js';
import { startHttpStandIn } from '../support/stand-ins.js';
import { exportTemporal } from '../support/temporal-export.js';

let connection: Connection;
let temporal: Client;

beforeAll(async () => {
  connection = await Connection.connect({ address: process.env.TEST_TEMPORAL_ADDRESS });
  temporal = new Client({ connection });
});
afterAll(() => connection?.close());

const PLANTED = 'qzx.planted+1@leak.example';
const encoded = Buffer.from(`to ${PLANTED}`).toString('base64');
const one: Canary[] = [{ what: 'planted', text: PLANTED }];

it.each<[form: string, text: string]>([
  ['as it is', `x${PLANTED.toUpperCase()}x`],
  ['split', 'qzx.plan\nted+1@ leak . example'],
  ['split', JSON.stringify('qzx.planted+1@\nleak.example')],
  ['encoded for a URL', `?to=${encodeURIComponent(PLANTED)}`],
  ['base64', Buffer.from(`${PLANTED}!`).toString('base64')],
  ['base64', Buffer.from(`ab${PLANTED}!`).toString('base64')],
  ['base64', Buffer.from(`a${PLANTED}`).toString('base64url')],
  ['hexadecimal', Buffer.from(PLANTED).toString('hex')],
])('%s: %s', (form, text) => expect(findCanaries(one, text).map((each) => each.form)).toContain(form));

it('and what is not there is not', () => expect(findCanaries(one, `${encoded.slice(0, 12)} planted`)).toEqual([]));

it('in a line of the log', () => {
  const { log, lines } = keptLog('debug');
  log.debug({ deep: { down: { to: PLANTED } } }, 'a line');
  expect(findCanaries(one, lines.join(''))).not.toEqual([]);
});

it('in a label', async () => {
  const metrics = createMetrics();
  metrics.append(async () => `planted{to="${PLANTED}"} 1\n`);
  expect(findCanaries(one, await metrics.text())).not.toEqual([]);
});

it('in the name of a span', async () => {
  const collector = await startHttpStandIn();
  const stop = await startTracing(
    { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, OTEL_EXPORTER_OTLP_HEADERS: undefined, OTEL_TRACES_SAMPLER_ARG: 1 },
    'tocsin',
    LOG,
  );
  await inSpan(PLANTED, { kind: 'INTERNAL', parent: null }, async () => undefined);
  await stop();
  await collector.stop();
  expect(findCanaries(one, collector.requests.map(({ body }) => body).join())).not.toEqual([]);
});

it.each([
  ['input', { args: [{ deep: [PLANTED] }] }],
  ['memo', { memo: { to: PLANTED } }],
  ['summary', { staticSummary: PLANTED }],
  ['details', { staticDetails: PLANTED }],
  [
    'search attribute',
    { typedSearchAttributes: new TypedSearchAttributes([{ key: SEARCH_ATTRIBUTES.entityId, value: PLANTED }]) },
  ],
  ['reason of its end', {}],
])('in the %s of a run', async (what, options) => {
  const taskQueue = `planted-${randomBytes(6).toString('hex')}`;
  const handle = await temporal.workflow.start('planted', { workflowId: taskQueue, taskQueue, ...options });
  await handle.terminate(what.startsWith('reason') ? PLANTED : 'over');
  const texts = await eventually('the run', async () => {
    const exported = await exportTemporal(temporal, taskQueue);
    return exported.join().includes('TERMINATED') && exported;
  });
  expect(findCanaries(one, texts.join())).not.toEqual([]);
});

it('in a schedule, and one that was deleted while it is still listed hinders nobody', async () => {
  const name = `planted-${randomBytes(6).toString('hex')}`;
  const schedule = await temporal.schedule.create({
    scheduleId: name,
    spec: {},
    action: { type: 'startWorkflow', workflowType: 'planted', taskQueue: name, args: [PLANTED] },
    state: { paused: true },
  });
  const exported = () => exportTemporal(temporal, name);
  await eventually('the schedule', async () => findCanaries(one, (await exported()).join()).length > 0);
  await schedule.delete();
  await eventually('its end', async () => findCanaries(one, (await exported()).join()).length === 0);
});
