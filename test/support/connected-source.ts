/** A source of a business whose webhooks are taken in and planned by the activity's own code; no program runs. */
import { advanceDisputeLadder } from '../../src/core/disputes/ladder.js';
import { Inbox } from '../../src/core/ingest/inbox.js';
import { newId } from '../../src/platform/new-id.js';
import { Metrics } from '../../src/platform/telemetry/metrics.js';
import { SOURCE_KINDS, type SourceKind } from '../../src/sources/index.js';
import { addSource } from './database.js';
import { ledgerOf, planned } from './deliveries.js';
import type { PlanningFixture } from './planning-fixture.js';

type Asked = Pick<PlanningFixture, 'dataSource' | 'businessId'>;

interface TakenAs {
  /** The provider's id of the event. */
  externalId?: string;
  /** By the clock of the API that takes it in. */
  receivedAt?: Date;
}

export interface ConnectedSource {
  sourceId: string;
  /** Takes a body in. Gives by which name it is told, and what became of the e-mail. */
  tell(body: Record<string, unknown>, as?: TakenAs): Promise<[type: string, status: string]>;
  disconnect(): Promise<void>;
}

export async function connectSource({ dataSource, businessId }: Asked, kind: SourceKind): Promise<ConnectedSource> {
  const { id: sourceId } = await addSource(dataSource, businessId, kind);
  const inbox = new Inbox(dataSource, { hasRoom: () => false, nudge: () => undefined });
  return {
    sourceId,
    async tell(body, { externalId = newId('event'), receivedAt = new Date() } = {}) {
      const event = SOURCE_KINDS[kind].normalise(body, 'x', receivedAt);
      const row = { businessId, sourceId, externalId, receivedAt, event };
      const { id } = await inbox.add({ ...row, body: Buffer.from(JSON.stringify(body)) });
      await planned(dataSource, [id]);
      const [{ type }] = await dataSource.query('SELECT type FROM events WHERE id = $1', [id]);
      const mail = (await ledgerOf(dataSource, id)).find(({ channel }) => channel === 'EMAIL');
      return [type, mail?.status ?? 'NONE'];
    },
    async disconnect() {
      await dataSource.query('UPDATE sources SET removed_at = now() WHERE id = $1', [sourceId]);
    },
  };
}

/** Each dispute of the business is looked at, as its run does it. Gives their ids, oldest first. */
export async function lookAtDisputes({ dataSource, businessId }: Asked, now = Date.now()): Promise<string[]> {
  const rows: { id: string }[] = await dataSource.query('SELECT id FROM disputes WHERE business_id = $1 ORDER BY id', [
    businessId,
  ]);
  const deps = { dataSource, metrics: new Metrics(), publish: () => undefined };
  for (const { id } of rows) await advanceDisputeLadder(deps, { disputeId: id, now });
  return rows.map(({ id }) => id);
}
