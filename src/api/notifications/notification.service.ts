/** The in-app centre: whose items a viewer sees, in what order, and how they are marked. */
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type SelectQueryBuilder } from 'typeorm';
import type { Viewer } from '../../core/access/viewer.js';
import { Notification } from '../../core/planning/notification.entity.js';
import type { NotificationFilter } from '../../core/schema/enums.js';
import { type LiveUpdate, topicOfBusiness, topicOfRecipient } from '../../domain/live-update.js';
import type { Bus } from '../../platform/live/bus.js';
import { firstPage, notACursor, type Page, type PageArgs } from '../graphql/connection.js';
import { notFound } from '../graphql/errors.js';
import { BUS } from '../platform.tokens.js';
import { MARK_ALL, MARKS, type Mark, UNREAD } from './notification.statements.js';

export interface MarkedNotifications {
  notifications: Notification[];
  unreadCount: number;
}

const CHUNK = 1_000;
/** A unique key that another statement took in the same moment, and a deadlock: both are over on the next try. */
const PASSING = ['23505', '40P01'];

@Injectable()
export class NotificationService {
  constructor(
    private readonly dataSource: DataSource,
    @Inject(BUS) private readonly bus: Bus,
  ) {}

  /** Where changes of what the viewer sees are told. */
  topicOf({ recipientId, businessId }: Viewer): string {
    return recipientId ? topicOfRecipient(recipientId) : topicOfBusiness(businessId);
  }

  /** Newest state first. @throws BAD_USER_INPUT for a cursor that is none of ours. */
  async page(viewer: Viewer, args: PageArgs & { filter?: NotificationFilter | null }): Promise<Page<Notification>> {
    const query = this.seenBy(viewer);
    if (args.filter === 'ARCHIVED') query.andWhere('n.archivedAt IS NOT NULL');
    else query.andWhere('n.archivedAt IS NULL');
    if (args.filter === 'UNREAD') query.andWhere('n.readAt IS NULL');
    if (args.after != null) query.andWhere('(n.updated_at, n.id) < (:at, :id)', readNotificationCursor(args.after));
    return firstPage(query.orderBy({ 'n.updatedAt': 'DESC', 'n.id': 'DESC' }), args, notificationCursor);
  }

  /** Those of the ids that the viewer sees and that are not archived, oldest state first. */
  live(viewer: Viewer, ids: string[]): Promise<Notification[]> {
    return this.seenBy(viewer)
      .andWhere('n.id = ANY(:ids) AND n.archivedAt IS NULL', { ids })
      .orderBy({ 'n.updatedAt': 'ASC', 'n.id': 'ASC' })
      .getMany();
  }

  /** At most 100, which means "more than 99": it costs the same however many there are. */
  async unread({ businessId, recipientId }: Viewer): Promise<number> {
    const [row]: { count: number }[] = await this.dataSource.query(UNREAD, [businessId, recipientId]);
    return row?.count ?? 0;
  }

  /** All of them or none. @throws NOT_FOUND for the first that the viewer does not see. */
  async mark(viewer: Viewer, mark: Mark, ids: string[]): Promise<MarkedNotifications> {
    const found = new Set(
      (await this.seenBy(viewer).andWhere('n.id = ANY(:ids)', { ids }).getMany()).map(({ id }) => id),
    );
    const missing = ids.find((id) => !found.has(id));
    if (missing !== undefined) throw notFound('NOTIFICATION', missing);
    await this.retryPassing(() => this.dataSource.query(MARKS[mark], [viewer.businessId, ids]));
    const rows = await this.seenBy(viewer).andWhere('n.id = ANY(:ids)', { ids }).getMany();
    this.announce(rows);
    const byId = new Map(rows.map((row) => [row.id, row]));
    return { notifications: ids.flatMap((id) => byId.get(id) ?? []), unreadCount: await this.unread(viewer) };
  }

  /** What came after it began stays unread. The answer shows the newest 100 of those it marked. */
  async markAllRead(viewer: Viewer): Promise<MarkedNotifications> {
    const [{ until }]: [{ until: string }] = await this.dataSource.query('SELECT clock_timestamp()::text AS until');
    let newest: string[] = [];
    for (let more = true; more; ) {
      const rows = await this.retryPassing(() => this.markChunk(viewer, until));
      newest = [...newest, ...rows.map(({ id }) => id)].slice(-100);
      this.announce(rows.map((row) => ({ ...row, businessId: viewer.businessId })));
      more = rows.length === CHUNK;
    }
    const notifications = await this.seenBy(viewer)
      .andWhere('n.id = ANY(:newest)', { newest })
      .orderBy({ 'n.updatedAt': 'DESC', 'n.id': 'DESC' })
      .getMany();
    return { notifications, unreadCount: await this.unread(viewer) };
  }

  private async markChunk(viewer: Viewer, until: string): Promise<{ id: string; recipientId: string }[]> {
    // TypeORM gives rows and their number for an UPDATE.
    const [rows] = await this.dataSource.query(MARK_ALL, [viewer.businessId, viewer.recipientId, until, CHUNK]);
    return rows;
  }

  /** A person's own; the whole team's for a key that is bound to nobody. Whether a key may ask at all, the guard says. */
  private seenBy({ businessId, recipientId }: Viewer): SelectQueryBuilder<Notification> {
    const query = this.dataSource
      .getRepository(Notification)
      .createQueryBuilder('n')
      .where('n.businessId = :businessId', { businessId });
    return recipientId ? query.andWhere('n.recipientId = :recipientId', { recipientId }) : query;
  }

  /** One hint per person, however many of their items were marked. */
  private announce(rows: { businessId: string; recipientId: string }[]): void {
    const changes = new Map<string, LiveUpdate>();
    for (const { businessId, recipientId } of rows) changes.set(recipientId, { businessId, recipientId, id: null });
    this.bus.publish([...changes.values()]);
  }

  private async retryPassing<T>(work: () => Promise<T>): Promise<T> {
    for (let tries = 1; ; tries++) {
      try {
        return await work();
      } catch (error) {
        if (tries === 5 || !PASSING.includes(String((error as { code?: unknown }).code))) throw error;
      }
    }
  }
}

function notificationCursor({ updatedAt, id }: Notification): string {
  return `${updatedAt.getTime()}.${id}`;
}

function readNotificationCursor(cursor: string): { at: Date; id: string } {
  const [, at, id] = /^(\d{1,15})\.(ntf_\w{26})$/.exec(cursor) ?? [];
  if (!at || !id) throw notACursor(cursor);
  return { at: new Date(Number(at)), id };
}
