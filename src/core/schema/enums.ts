/** The closed lists of the domain as GraphQL enums, and the two scalars. */
import type { CustomScalar } from '@nestjs/graphql';
import { GraphQLError, Kind, type ValueNode, valueFromASTUntyped } from 'graphql';
import { CHANNELS } from '../../channels/index.js';
import { DISPUTE_STATES } from '../../domain/disputes/escalation.js';
import { DECISIONS } from '../../domain/planning/plan.js';
import { SOURCE_STANDINGS } from '../../domain/source-standing.js';
import { dayMs, momentMs } from '../../domain/time/iso-moment.js';
import {
  AUDIENCES,
  CATEGORIES,
  ERASURE_CODES,
  PREFERENCE_SOURCES,
  ROLES,
  SEVERITIES,
} from '../../domain/vocabulary.js';
import type { Formatter } from '../../i18n/formatter.js';
import { channelLabel, ENGLISH, sourceKindLabel } from '../../i18n/labels.js';
import { isDeeperThan } from '../../platform/json/json-depth.js';
import { MAX_DEPTH } from '../../platform/sandbox/limits.js';
import { SOURCE_KINDS } from '../../sources/index.js';
import { registerEnumType, Scalar } from './decorators.js';

export function enumOf<Key extends string>(
  name: string,
  keys: readonly Key[],
  descriptions: Partial<Record<Key, string>> = {},
): Record<Key, Key> {
  const values = Object.fromEntries(keys.map((key) => [key, key])) as Record<Key, Key>;
  const valuesMap = Object.fromEntries(
    Object.entries(descriptions).map(([key, description]) => [key, { description: String(description) }]),
  ) as Partial<Record<Key, { description: string }>>;
  registerEnumType(values, { name, valuesMap });
  return values;
}

const CHANNEL_KEYS = Object.keys(CHANNELS);
const SOURCE_KIND_KEYS = Object.keys(SOURCE_KINDS);

function labels(keys: readonly string[], labelOf: (formatter: Formatter, key: string) => string) {
  return Object.fromEntries(keys.map((key) => [key, labelOf(ENGLISH, key)]));
}

export const ChannelEnum = enumOf('Channel', CHANNEL_KEYS, labels(CHANNEL_KEYS, channelLabel));
export const SourceKindEnum = enumOf('SourceKind', SOURCE_KIND_KEYS, labels(SOURCE_KIND_KEYS, sourceKindLabel));
export const CategoryEnum = enumOf('Category', CATEGORIES);
export const SeverityEnum = enumOf('Severity', SEVERITIES);
export const AudienceEnum = enumOf('Audience', AUDIENCES);
export const RoleEnum = enumOf('Role', ROLES);
export const DecisionEnum = enumOf('Decision', DECISIONS);
export const PreferenceSourceEnum = enumOf('PreferenceSource', PREFERENCE_SOURCES);

const EVENT_STATUSES = ['RECEIVED', 'PROCESSING', 'PROCESSED', 'FAILED'] as const;
export type EventStatus = (typeof EVENT_STATUSES)[number];
export const EventStatusEnum = enumOf('EventStatus', EVENT_STATUSES);

export const SourceStandingEnum = enumOf('SourceStanding', SOURCE_STANDINGS, {
  NEEDS_SECRET: 'No signing secret holds: webhooks are refused.',
  WAITING: 'No event has come yet.',
  REFUSED: 'What came since the newest event was refused.',
  SILENT: 'It is quieter than its own rhythm explains.',
});

export const ErasureCodeEnum = enumOf('ErasureCode', ERASURE_CODES, {
  RETENTION: 'The time for which bodies are kept was over.',
  REQUEST: 'Somebody had the data of a customer erased.',
});

export const DELIVERY_STATUSES = [
  'PENDING',
  'DEFERRED',
  'SENT',
  'DELIVERED',
  'BOUNCED',
  'FAILED',
  'SKIPPED',
  'SUPERSEDED',
  'CANCELLED',
  'UNKNOWN',
] as const;
export type DeliveryStatus = (typeof DELIVERY_STATUSES)[number];
export const DeliveryStatusEnum = enumOf('DeliveryStatus', DELIVERY_STATUSES, {
  SENT: 'The provider took it.',
  DELIVERED: 'A receipt says so; SENT is never shown as DELIVERED.',
  SKIPPED: 'A rule said no.',
  DEFERRED: 'Held: quiet hours, digest or a breaker.',
  SUPERSEDED: 'A newer fact made it moot.',
  CANCELLED: 'Acknowledged or removed meanwhile.',
  UNKNOWN: 'The provider may have it: see reason.',
});

export const ACCESSES = ['ADMIN', 'MEMBER', 'PRODUCER', 'VIEWER'] as const;
export type ApiAccess = (typeof ACCESSES)[number];
export const ApiAccessEnum = enumOf('ApiAccess', ACCESSES);

export const DisputeStateEnum = enumOf('DisputeState', DISPUTE_STATES, {
  ACKNOWLEDGED: 'Somebody took it, which quiets the current reminder only.',
  RESPONDED: 'The answer is filed: the ladder ends.',
  EXPIRED: 'The provider says that nobody answered in time.',
  CLOSED: 'Ended without loss: an inquiry was closed, or the dispute prevented or resolved by the network.',
});
const DEADLINE_SOURCES = ['PROVIDER', 'ESTIMATED'] as const;
export type DeadlineSource = (typeof DEADLINE_SOURCES)[number];
export const DeadlineSourceEnum = enumOf('DeadlineSource', DEADLINE_SOURCES, {
  PROVIDER: 'Stated by the provider.',
  ESTIMATED: 'Counted by a rule, where the provider states none.',
});

const PUSH_PLATFORMS = ['IOS', 'ANDROID', 'WEB'] as const;
export type PushPlatform = (typeof PUSH_PLATFORMS)[number];
export const PushPlatformEnum = enumOf('PushPlatform', PUSH_PLATFORMS);

const NOTIFICATION_FILTERS = ['ALL', 'UNREAD', 'ARCHIVED'] as const;
export type NotificationFilter = (typeof NOTIFICATION_FILTERS)[number];
export const NotificationFilterEnum = enumOf('NotificationFilter', NOTIFICATION_FILTERS);

/** Any JSON value. */
@Scalar('JSON')
export class JsonScalar implements CustomScalar<unknown, unknown> {
  description = 'Any JSON value.';
  serialize(value: unknown): unknown {
    return value;
  }
  parseValue(value: unknown): unknown {
    if (isDeeperThan(MAX_DEPTH, value))
      throw new GraphQLError(`A JSON value has at most ${MAX_DEPTH} levels of objects and lists.`);
    return value;
  }
  parseLiteral(node: ValueNode, variables?: Record<string, unknown> | null): unknown {
    return this.parseValue(valueFromASTUntyped(node, variables));
  }
}

/** A day begins in UTC, and a time without a zone is of UTC, wherever the server is. */
const millisecondsOf = (text: string) => (text.length > 10 ? momentMs(text, 'UTC') : dayMs(text));

/** A moment, written as ISO 8601 with milliseconds in UTC. */
@Scalar('DateTime', () => Date)
export class DateTimeScalar implements CustomScalar<string, Date> {
  description = 'A moment: ISO 8601, for example 2026-11-06T07:45:13.122Z.';
  serialize(value: unknown): string {
    return (value instanceof Date ? value : new Date(String(value))).toISOString();
  }
  parseValue(value: unknown): Date {
    const moment = new Date(typeof value === 'string' ? millisecondsOf(value) : Number.NaN);
    if (Number.isNaN(moment.getTime()))
      throw new GraphQLError('A DateTime is ISO 8601 text, for example 2026-11-06T07:45:13Z.');
    return moment;
  }
  parseLiteral(node: ValueNode): Date {
    return this.parseValue(node.kind === Kind.STRING ? node.value : undefined);
  }
}
