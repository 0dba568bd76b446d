/**
 * Erases the personal data of one customer: bodies, facts, the words of in-app items, addresses of e-mails, what carriers
 * answered. Ids, amounts and states stay. In small transactions, each of which can be repeated; what an open dispute or a
 * delivery under way needs is kept until that is over, and maintenance goes on with it.
 */
import type { Logger } from 'pino';
import type { DataSource, EntityManager } from 'typeorm';
import { wholeBody } from '../../channels/rendering/texts.js';
import { withoutPersonalFacts } from '../../domain/erasure.js';
import { firstIdAt } from '../../domain/ids.js';
import { maskedAddress } from '../../domain/masked-address.js';
import { formatterFor } from '../../i18n/formatter.js';
import { runStatement } from '../../platform/database/statement.js';
import { newId } from '../../platform/new-id.js';
import type { SecretBox } from '../../platform/secrets/secret-box.js';
import { recordChange } from '../access/audit.js';
import type { Viewer } from '../access/viewer.js';
import { renderEventTexts } from '../planning/event-texts.js';
import { REWORD_NOTIFICATIONS } from '../planning/notification.statements.js';
import { contextOfErasure } from '../sealing/contexts.js';
import {
  COUNT_CUSTOMER_EVENTS,
  type CustomerCount,
  type CustomerKeys,
  END_ERASURE,
  ERASE_EVENTS,
  type ErasableEvent,
  FIND_CUSTOMER_KEYS,
  FIND_NOTIFICATIONS_OF_EVENTS,
  FIND_OPEN_ERASURES,
  INSERT_ERASURE,
  LOCK_CUSTOMER_EVENTS,
} from './customer.statements.js';

export interface EraseDeps {
  dataSource: DataSource;
  box: SecretBox;
  log: Logger;
}

type Asker = Pick<Viewer, 'businessId' | 'actor'>;

/** Who is to be erased; at least one of both. */
export interface NamedCustomer {
  email: string | null;
  customerId: string | null;
}

export interface ErasureCount extends CustomerCount {
  /** Of the events: those that are too many for one go; the following nights erase them. */
  later: number;
}

/** Events of one transaction: each may have an in-app item for every person of a large team. */
const EVENTS_AT_ONCE = 20;
const NOTIFICATIONS_AT_ONCE = 500;
/** Of one request or walk: what is left is erased by the next walk. */
const TRANSACTIONS_AT_MOST = 100;
/** Of one request. */
const EVENTS_IN_ONE_GO = EVENTS_AT_ONCE * TRANSACTIONS_AT_MOST;

interface Search extends CustomerKeys {
  businessId: string;
  before: string;
}

/** What erasing would change now. */
export async function countCustomer(
  { dataSource }: Pick<EraseDeps, 'dataSource'>,
  { businessId }: Asker,
  customer: NamedCustomer,
  at: Date,
): Promise<ErasureCount> {
  const keys = await customerKeys(dataSource, businessId, customer);
  const count = await countCustomerEvents(dataSource, searchOf(businessId, keys, at));
  return { ...count, later: leftAfter(count, EVENTS_IN_ONE_GO) };
}

/** How many remain that nothing needs. */
const leftAfter = ({ events, kept }: CustomerCount, erased: number) => Math.max(events - kept - erased, 0);

/** Erases what came in before `at`. The audit trail names the customer by their id or a masked address. */
export async function eraseCustomer(
  parts: EraseDeps,
  asker: Asker,
  customer: NamedCustomer,
  at: Date,
): Promise<ErasureCount> {
  const { dataSource, box } = parts;
  const { businessId } = asker;
  const keys = await customerKeys(dataSource, businessId, customer);
  const search = searchOf(businessId, keys, at);
  const count = await countCustomerEvents(dataSource, search);
  const erasure = { id: newId('erasure'), subject: auditSubject(customer) };
  await dataSource.transaction(async (manager) => {
    const sealedCustomer = box.seal(JSON.stringify(keys), contextOfErasure(erasure.id));
    await runStatement(manager, INSERT_ERASURE, { ...erasure, businessId, at, sealedCustomer });
    await recordChange(manager, asker, { action: 'eraseCustomer', subject: erasure.subject, after: { ...count } });
  });
  const erased = await eraseFound(parts, search, at);
  await endWhereDone(parts, erasure, search, at);
  return { ...count, later: leftAfter(count, erased) };
}

/** Goes on with what earlier requests had to keep. */
export async function continueErasures(parts: EraseDeps, businessId: string, at: Date): Promise<void> {
  for (const erasure of await runStatement(parts.dataSource, FIND_OPEN_ERASURES, { businessId })) {
    const keys = JSON.parse(parts.box.open(erasure.sealedCustomer, contextOfErasure(erasure.id))) as CustomerKeys;
    // Requests of earlier versions have no ids of their own.
    const search = searchOf(businessId, { ...keys, ownIds: keys.ownIds ?? null }, erasure.requestedAt);
    const events = await eraseFound(parts, search, at);
    if (events > 0) {
      const change = { action: 'eraseCustomer', subject: erasure.subject, after: { events } };
      await recordChange(parts.dataSource.manager, { businessId, actor: 'Tocsin' }, change);
    }
    await endWhereDone(parts, erasure, search, at);
  }
}

/** Enough of an address to know what was asked, and not whom it is about. */
function auditSubject({ email, customerId }: NamedCustomer): string {
  return customerId ?? maskedAddress((email ?? '').toLowerCase());
}

async function customerKeys(
  dataSource: DataSource,
  businessId: string,
  { email, customerId }: NamedCustomer,
): Promise<CustomerKeys> {
  const emails = email === null ? [] : [email.toLowerCase()];
  const given = { businessId, emails, customerIds: customerId === null ? [] : [customerId] };
  const [found = { customerIds: given.customerIds, disputeIds: [], ownIds: [] }] = await runStatement(
    dataSource,
    FIND_CUSTOMER_KEYS,
    given,
  );
  return { emails, ...found };
}

const searchOf = (businessId: string, keys: CustomerKeys, at: Date): Search => ({
  ...keys,
  businessId,
  before: firstIdAt('event', at.getTime()),
});

async function countCustomerEvents(dataSource: DataSource, search: Search): Promise<CustomerCount> {
  const [count] = await runStatement(dataSource, COUNT_CUSTOMER_EVENTS, search);
  return count ?? { events: 0, kept: 0, deliveries: 0 };
}

/** Returns how many events. */
async function eraseFound(parts: EraseDeps, search: Search, at: Date): Promise<number> {
  let erased = 0;
  for (let transactions = 0; transactions < TRANSACTIONS_AT_MOST; transactions++) {
    const events = await parts.dataSource.transaction((manager) => erasePiece(manager, parts.log, search, at));
    erased += events;
    if (events < EVENTS_AT_ONCE) break;
  }
  return erased;
}

async function erasePiece(manager: EntityManager, log: Logger, search: Search, at: Date): Promise<number> {
  const locked = await runStatement(manager, LOCK_CUSTOMER_EVENTS, { ...search, atMost: EVENTS_AT_ONCE });
  const events = locked.map((event) => ({ ...event, facts: withoutPersonalFacts(event.facts) }));
  if (events.length === 0) return 0;
  await rewordNotifications(manager, log, events);
  await runStatement(manager, ERASE_EVENTS, { at, events: events.map(({ id, facts }) => ({ id, facts })) });
  return events.length;
}

/** In-app items say the same again, of the facts that are left. */
async function rewordNotifications(manager: EntityManager, log: Logger, events: readonly ErasableEvent[]) {
  const byId = new Map(events.map((event) => [event.id, event]));
  for (let after = ''; ; ) {
    const params = { eventIds: [...byId.keys()], after, atMost: NOTIFICATIONS_AT_ONCE };
    const found = await runStatement(manager, FIND_NOTIFICATIONS_OF_EVENTS, params);
    const notifications = found.flatMap(({ id, eventId, overrides, ...reader }) => {
      const event = byId.get(eventId);
      if (!event) return [];
      const texts = renderEventTexts(event, formatterFor(reader), overrides, log);
      return [{ id, title: texts.title, body: wholeBody(texts) }];
    });
    if (notifications.length > 0) await runStatement(manager, REWORD_NOTIFICATIONS, { notifications });
    if (found.length < NOTIFICATIONS_AT_ONCE) return;
    after = found.at(-1)?.id ?? '';
  }
}

async function endWhereDone({ dataSource }: EraseDeps, { id }: { id: string }, search: Search, at: Date) {
  const left = await countCustomerEvents(dataSource, search);
  const { businessId, before } = search;
  if (left.events === 0) await runStatement(dataSource, END_ERASURE, { id, businessId, before, at });
}
