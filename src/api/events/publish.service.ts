/** Takes events from producers that have an API key instead of a webhook: the same inbox, the same promises. */
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { recordChange } from '../../core/access/audit.js';
import type { Viewer } from '../../core/access/viewer.js';
import { type Accepted, Inbox } from '../../core/ingest/inbox.js';
import { Source } from '../../core/ingest/source.entity.js';
import { SourceCache } from '../../core/ingest/source-cache.js';
import { isOwn } from '../../domain/notice.js';
import { makeReason } from '../../domain/reasons.js';
import { mayBeRounded } from '../../platform/json/exact-json.js';
import { isDeeperThan } from '../../platform/json/json-depth.js';
import { newId } from '../../platform/new-id.js';
import { asId } from '../../sources/body-fields.js';
import { SOURCE_KINDS } from '../../sources/index.js';
import { badInput } from '../graphql/errors.js';
import { MAX_BODY_BYTES, MAX_DEPTH } from '../rest/webhook.route.js';

/** The source of what is published, made on first use. */
const NAME = 'API';

export interface Publication {
  type: string;
  externalId: string;
  occurredAt?: Date | null;
  data: unknown;
}

@Injectable()
export class PublishService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly sourceCache: SourceCache,
    private readonly inbox: Inbox,
  ) {}

  /**
   * A resolved promise is a committed event; the same `externalId` twice is one event, whatever it says.
   * @throws BAD_USER_INPUT where it could not come by a webhook either.
   */
  async publish(
    viewer: Pick<Viewer, 'businessId' | 'actor' | 'credential'>,
    publication: Publication,
  ): Promise<Accepted> {
    const { businessId } = viewer;
    const { externalId, data } = publication;
    const type = publication.type.trim();
    const receivedAt = new Date();
    if (!asId(externalId)) throw badInput(makeReason('EXTERNAL_ID_SHAPE'), 'externalId');
    if (!asId(type)) throw badInput(makeReason('EVENT_TYPE_SHAPE'), 'type');
    if (isOwn(type)) throw badInput(makeReason('TYPE_IS_OURS'), 'type');
    if (typeof data !== 'object' || data === null || Array.isArray(data))
      throw badInput(makeReason('DATA_NOT_AN_OBJECT'), 'data');
    if (isDeeperThan(MAX_DEPTH, data)) throw badInput(makeReason('DATA_TOO_DEEP', { most: MAX_DEPTH }), 'data');
    // Exactly or not at all: GraphQL's readers have rounded it before anybody here sees its digits.
    if (mayBeRounded(data)) throw badInput(makeReason('DATA_NOT_EXACT'), 'data');
    const timestamp = (publication.occurredAt ?? receivedAt).toISOString();
    const payload = { type, timestamp, data: data as Record<string, unknown> };
    const body = Buffer.from(JSON.stringify(payload));
    if (body.length > MAX_BODY_BYTES)
      throw badInput(makeReason('DATA_TOO_LARGE', { most: MAX_BODY_BYTES / 1024 }), 'data');
    const event = SOURCE_KINDS.GENERIC.normalise(payload, externalId, receivedAt);
    const sourceId = (await findPublishSource(this.dataSource.manager, businessId)) ?? (await this.makeSource(viewer));
    const publishedBy = viewer.credential;
    return this.inbox.add({ businessId, sourceId, externalId, body, receivedAt, event, publishedBy });
  }

  /** Two first publications at once must not make two sources: one event could then be taken twice. */
  private async makeSource(viewer: Pick<Viewer, 'businessId' | 'actor'>): Promise<string> {
    const { businessId } = viewer;
    return this.dataSource.transaction(async (manager) => {
      await manager.query('SELECT id FROM businesses WHERE id = $1 FOR NO KEY UPDATE', [businessId]);
      const made = await findPublishSource(manager, businessId);
      if (made) return made;
      const id = newId('source');
      const secrets = [this.sourceCache.seal(id, SOURCE_KINDS.GENERIC.newSecret())];
      await manager.insert(Source, { id, businessId, kind: 'GENERIC', name: NAME, secrets });
      const after = { kind: 'GENERIC', name: NAME };
      await recordChange(manager, viewer, { action: 'createSource', subject: id, after });
      return id;
    });
  }
}

/**
 * $1 the business, $2 the name that it was made with. People may rename it: where the newest was published, the next one belongs, too, or
 * a repetition would be an event of its own, and a dispute would go on elsewhere.
 */
const FIND_PUBLISH_SOURCE = `
  SELECT s.id FROM sources s CROSS JOIN LATERAL (SELECT s.id = (
      SELECT e.source_id FROM events e WHERE e.business_id = $1 AND e.published_by IS NOT NULL
      ORDER BY e.published_by DESC, e.id DESC LIMIT 1) AS is_it) used
  WHERE s.business_id = $1 AND s.kind = 'GENERIC' AND s.removed_at IS NULL AND (used.is_it OR s.name = $2)
  ORDER BY used.is_it DESC NULLS LAST, s.id LIMIT 1`;

async function findPublishSource(manager: EntityManager, businessId: string): Promise<string | null> {
  const [source]: { id: string }[] = await manager.query(FIND_PUBLISH_SOURCE, [businessId, NAME]);
  return source?.id ?? null;
}
