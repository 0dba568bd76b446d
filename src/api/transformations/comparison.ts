/** What new code would make of an endpoint's last events, beside what the code does that it has now. Nothing is stored or sent. */
import type { DataSource } from 'typeorm';
import { MOST_ADDED_BYTES, openBody, type StoredBody } from '../../core/ingest/event-body.js';
import type { EndpointDestination } from '../../core/planning/destination.entity.js';
import { plannableEventOf, plannableOf } from '../../core/planning/plan-destinations.js';
import { planEvent } from '../../domain/planning/plan.js';
import { boxOf } from '../../platform/database/keyed-data-source.js';
import { bigIntsAsText, parseExactly, writeExactly } from '../../platform/json/exact-json.js';
import { MAX_TEXT_BYTES } from '../../platform/sandbox/limits.js';
import type { Sandbox, TransformationInput, TransformationResult } from '../../platform/sandbox/sandbox.js';
import { rulesOf } from '../explanations/rules.js';
import { inTrial, trialTookTooLong, untilTrialEnds } from './trial.js';

interface Difference {
  eventId: string;
  before: TransformationResult;
  after: TransformationResult;
}

export interface Comparison {
  /** How many events were tried: fewer than asked for where there are not so many, the code had to be stopped by force, which ends it, or time was up. */
  compared: number;
  differing: Difference[];
}

/** Types older than these many events are not looked for. */
const LOOKED_AT = 10_000;
const NO_CODE = 'function handler(webhook) { return webhook; }';

const TYPES = `SELECT DISTINCT type FROM (SELECT type FROM events WHERE business_id = $1 ORDER BY id DESC LIMIT ${LOOKED_AT}) e`;

const LAST = `
  SELECT e.id, e.type, e.received_at AS "receivedAt", i.body FROM events e JOIN inbox i ON i.id = e.id
  WHERE e.business_id = $1 AND e.type = ANY($2) AND i.body IS NOT NULL AND octet_length(i.body) <= ${MAX_TEXT_BYTES + MOST_ADDED_BYTES}
  ORDER BY e.id DESC LIMIT $3`;

interface PastEvent {
  id: string;
  type: string;
  receivedAt: Date;
  body: StoredBody;
}

/** Over the newest `last` events that the endpoint takes, switched off or not. */
export async function compareCode(
  dataSource: DataSource,
  sandbox: Sandbox,
  endpoint: EndpointDestination,
  { code, last }: { code: string; last: number },
): Promise<Comparison> {
  const [{ businessId }, box] = [endpoint, boxOf(dataSource)];
  const types = await typesTaken(dataSource, endpoint);
  const events: PastEvent[] = types.length > 0 ? await dataSource.query(LAST, [businessId, types, last]) : [];
  const result: Comparison = { compared: 0, differing: [] };
  const until = untilTrialEnds();
  for (const event of events) {
    const input = inputOf(event, openBody(box, event.id, event.body), endpoint);
    const both = await inTrial(until, async () => {
      const before = await sandbox.run({ ...input, code: endpoint.transformation ?? NO_CODE }, businessId, until);
      return { before, after: await sandbox.run({ ...input, code }, businessId, until) };
    });
    if (!both) {
      if (result.compared === 0) throw trialTookTooLong();
      break;
    }
    const { before, after } = both;
    result.compared += 1;
    if (comparedText(before) !== comparedText(after))
      result.differing.push({ eventId: event.id, before: shownResult(before), after: shownResult(after) });
    // That takes half a second each time: what it is like for one event is enough to mend it.
    if (wasStopped(before) || wasStopped(after)) break;
  }
  return result;
}

const wasStopped = ({ error }: TransformationResult) =>
  error?.code === 'HANDLER_TOO_SLOW' || error?.code === 'HANDLER_TOO_BIG';

async function typesTaken(dataSource: DataSource, { id, businessId }: EndpointDestination): Promise<string[]> {
  const rows: { type: string }[] = await dataSource.query(TYPES, [businessId]);
  const types = rows.map(({ type }) => type);
  const { destinations, defaults } = await rulesOf(dataSource, businessId, types);
  const endpoint = destinations.find((destination) => destination.id === id);
  if (!endpoint) return [];
  const on = { ...endpoint, enabled: true, suppressed: false };
  return types.filter((type) => {
    const event = plannableEventOf({ type, test: false, entityId: null, supersededBy: null });
    return planEvent(event, [plannableOf(on, type, defaults)], new Date(0)).some(({ decision }) => decision !== 'SKIP');
  });
}

/** The same for both runs, clock and chance included. The URL is masked: it is a secret, and what is made of it is shown. */
function inputOf(event: PastEvent, body: Buffer, endpoint: EndpointDestination): Omit<TransformationInput, 'code'> {
  const payload = parseExactly(body.toString('utf8').replace(/^\uFEFF/, '')) as { type?: unknown };
  const eventType = typeof payload.type === 'string' ? payload.type : event.type;
  return {
    webhook: { method: 'POST', url: endpoint.urlHint, payload, eventType, headers: {} },
    now: event.receivedAt.getTime(),
    seed: event.id,
  };
}

/** As JSON has it that is read by programs which round numbers: integers beyond 2^53 are texts. */
export const shownResult = (result: TransformationResult): TransformationResult => ({
  ...result,
  payload: bigIntsAsText(result.payload),
});

/** What counts as a difference: what is sent, or the error. */
function comparedText({
  ok,
  cancelled,
  unchanged,
  method,
  url,
  headers,
  payload,
  error,
  line,
}: TransformationResult): string {
  return writeExactly([ok, cancelled, unchanged, method, url, headers, payload, error, line]);
}
