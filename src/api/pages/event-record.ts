/**
 * What the page of an event shows: one question to our own API, so that tenant, access and words are decided where they always
 * are. Who may see less is asked for less.
 */
import { execute, type GraphQLError, type GraphQLSchema, parse } from 'graphql';
import type { DataSource } from 'typeorm';
import type { Viewer } from '../../core/access/viewer.js';
import type { ApiAccess } from '../../core/schema/enums.js';
import type { Role } from '../../domain/vocabulary.js';
import type { RequestContext } from '../auth/access.guard.js';
import type { ReminderState } from '../disputes/ladder-reminders.js';
import { Loaders } from '../graphql/loaders.js';

/** Moments are ISO 8601; texts are in the language of the request. What may be absent, members do not see. */
export interface EventRecord {
  id: string;
  /** The provider's own. */
  externalId: string;
  type: string;
  summary: string;
  status: string;
  statusReason?: string | null;
  unreadable: string | null;
  account: string | null;
  test: boolean;
  occurredAt: string;
  receivedAt: string;
  workflowUrl?: string | null;
  providerUrl?: string | null;
  dispute: DisputeRecord | null;
  deliveries: { edges: { node: DeliveryRecord }[]; pageInfo: { hasNextPage: boolean } };
  timeline: TimelineRecord[];
  /** Absent for all but ADMIN. */
  payload?: unknown;
}

export interface DisputeRecord {
  externalId: string;
  stage: string;
  state: string;
  respondBy: string | null;
  respondBySource: 'PROVIDER' | 'ESTIMATED' | null;
  overdue: boolean;
  acknowledgedBy: string | null;
  acknowledgedAt: string | null;
  respondedBy: string | null;
  respondedAt: string | null;
  workflowUrl?: string | null;
  providerUrl?: string | null;
  reminders: ReminderRecord[];
}

export interface ReminderRecord {
  dueAt: string;
  roles?: Role[];
  state: ReminderState;
  sentAt: string | null;
  deliveries: number;
}

export interface DeliveryRecord {
  to: string;
  channel: string;
  status: string;
  because?: string;
  reason?: string | null;
}

export interface TimelineRecord {
  at: string;
  text: string;
  folded: { text: string }[];
}

/** @param locale of the texts that say it themselves. */
const questionFor = (access: ApiAccess, locale: string) => {
  // Members know of others who they are and whether they were told, and of the ladder when it rings.
  const all = (fields: string) => (access === 'MEMBER' ? '' : fields);
  return parse(`query ($id: ID!) { event(id: $id) {
  id externalId type summary(locale: ${JSON.stringify(locale)}) status unreadable account test occurredAt receivedAt
  ${all('statusReason providerUrl workflowUrl')} ${access === 'ADMIN' ? 'payload' : ''}
  dispute {
    externalId stage state respondBy respondBySource overdue acknowledgedBy acknowledgedAt respondedBy respondedAt
    ${all('providerUrl workflowUrl')} reminders { dueAt state sentAt deliveries ${all('roles')} }
  }
  deliveries(first: 100) { edges { node { to channel status ${all('because reason')} } } pageInfo { hasNextPage } }
  timeline { at text folded { text } }
} }`);
};

export interface Asking {
  request: RequestContext['request'];
  viewer: Viewer;
  locale: string;
}

/** Null for what is not there, belongs to another business, or was not told to this member. */
export async function eventRecordOf(
  schema: GraphQLSchema,
  dataSource: DataSource,
  { request, viewer, locale }: Asking,
  id: string,
): Promise<{ event: EventRecord | null; errors: readonly GraphQLError[] }> {
  const loaders = new Loaders(dataSource, viewer);
  const contextValue: RequestContext = { request, authenticated: Promise.resolve({ viewer, loaders }) };
  const document = questionFor(viewer.access, locale);
  const { data, errors = [] } = await execute({ schema, document, contextValue, variableValues: { id } });
  return { event: (data?.event as EventRecord | null | undefined) ?? null, errors };
}
