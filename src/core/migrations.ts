/** All migrations, the oldest first: a new one is added at the end. */
import { Spine1763769600000 } from '../../migrations/1763769600000-spine.js';
import { Holds1763769610000 } from '../../migrations/1763769610000-holds.js';
import { Inbox1763769668000 } from '../../migrations/1763769668000-inbox.js';
import { Access1763769800000 } from '../../migrations/1763769800000-access.js';
import { RowLevelSecurity1763990000000 } from '../../migrations/1763990000000-row-level-security.js';
import { CustomerEmails1764000100000 } from '../../migrations/1764000100000-customer-emails.js';
import { Cover1764000200000 } from '../../migrations/1764000200000-cover.js';
import { Repeats1764000400000 } from '../../migrations/1764000400000-repeats.js';
import { Push1764000500000 } from '../../migrations/1764000500000-push.js';
import { EndpointSecrets1764000600000 } from '../../migrations/1764000600000-endpoint-secrets.js';
import { Content1764000700000 } from '../../migrations/1764000700000-content.js';
import { Health1764000800000 } from '../../migrations/1764000800000-health.js';
import { Receipts1764000900000 } from '../../migrations/1764000900000-receipts.js';
import { TransformationVersions1764001000000 } from '../../migrations/1764001000000-transformation-versions.js';
import { Disputes1764001100000 } from '../../migrations/1764001100000-disputes.js';
import { DisputeLinks1764001200000 } from '../../migrations/1764001200000-dispute-links.js';
import { Silence1764001300000 } from '../../migrations/1764001300000-silence.js';
import { Reconcile1764001400000 } from '../../migrations/1764001400000-reconcile.js';
import { DestinationRemovals1764001500000 } from '../../migrations/1764001500000-destination-removals.js';
import { Reasons1764001550000 } from '../../migrations/1764001550000-reasons.js';
import { Names1764001600000 } from '../../migrations/1764001600000-names.js';
import { UnknownTypes1764001700000 } from '../../migrations/1764001700000-unknown-types.js';
import { RejectionReasons1764001710000 } from '../../migrations/1764001710000-rejection-reasons.js';
import { CodeReasons1764001720000 } from '../../migrations/1764001720000-code-reasons.js';
import { Connections1764001745000 } from '../../migrations/1764001745000-connections.js';
import { SecretsChanged1764001746000 } from '../../migrations/1764001746000-secrets-changed.js';
import { OperatorKey1764001750000 } from '../../migrations/1764001750000-operator-key.js';
import { Retention1764001760000 } from '../../migrations/1764001760000-retention.js';
import { CustomerWords1764001772000 } from '../../migrations/1764001772000-customer-words.js';
import { EventTerms1764001790000 } from '../../migrations/1764001790000-event-terms.js';
import { UnreadableEvents1764001800000 } from '../../migrations/1764001800000-unreadable-events.js';
import { SignInLinks1764001810000 } from '../../migrations/1764001810000-sign-in-links.js';
import { Welcomes1764001820000 } from '../../migrations/1764001820000-welcomes.js';
import { PublishedBy1764001830000 } from '../../migrations/1764001830000-published-by.js';
import { SealedBodies1764001840000 } from '../../migrations/1764001840000-sealed-bodies.js';
import { SignIns1764001850000 } from '../../migrations/1764001850000-sign-ins.js';
import { Lists1764001870000 } from '../../migrations/1764001870000-lists.js';
import { UsedTokens1764001880000 } from '../../migrations/1764001880000-used-tokens.js';
import { MigrationsReadable1764001891000 } from '../../migrations/1764001891000-migrations-readable.js';
import { Parked1764001893000 } from '../../migrations/1764001893000-parked.js';
import { Traces1764001900001 } from '../../migrations/1764001900001-traces.js';
import { UrgentFirst1764001901000 } from '../../migrations/1764001901000-urgent-first.js';
import { ChatConnections1764001902000 } from '../../migrations/1764001902000-chat-connections.js';
import { GaugeIndexes1764001903000 } from '../../migrations/1764001903000-gauge-indexes.js';
import { InTurns1764001904000 } from '../../migrations/1764001904000-in-turns.js';
import { FirstKey1764001905000 } from '../../migrations/1764001905000-first-key.js';
import { PausesEnd1764001906000 } from '../../migrations/1764001906000-pauses-end.js';
import { IdSpaces1764001907000 } from '../../migrations/1764001907000-id-spaces.js';
import type { Migration } from '../../migrations/migration.js';

export const MIGRATIONS: (new () => Migration)[] = [
  Spine1763769600000,
  Holds1763769610000,
  Inbox1763769668000,
  Access1763769800000,
  RowLevelSecurity1763990000000,
  CustomerEmails1764000100000,
  Cover1764000200000,
  Repeats1764000400000,
  Push1764000500000,
  EndpointSecrets1764000600000,
  Content1764000700000,
  Health1764000800000,
  Receipts1764000900000,
  TransformationVersions1764001000000,
  Disputes1764001100000,
  DisputeLinks1764001200000,
  Silence1764001300000,
  Reconcile1764001400000,
  DestinationRemovals1764001500000,
  Reasons1764001550000,
  Names1764001600000,
  UnknownTypes1764001700000,
  RejectionReasons1764001710000,
  CodeReasons1764001720000,
  Connections1764001745000,
  SecretsChanged1764001746000,
  OperatorKey1764001750000,
  Retention1764001760000,
  CustomerWords1764001772000,
  EventTerms1764001790000,
  UnreadableEvents1764001800000,
  SignInLinks1764001810000,
  Welcomes1764001820000,
  PublishedBy1764001830000,
  SealedBodies1764001840000,
  SignIns1764001850000,
  Lists1764001870000,
  UsedTokens1764001880000,
  MigrationsReadable1764001891000,
  Parked1764001893000,
  Traces1764001900001,
  UrgentFirst1764001901000,
  ChatConnections1764001902000,
  GaugeIndexes1764001903000,
  InTurns1764001904000,
  FirstKey1764001905000,
  PausesEnd1764001906000,
  IdSpaces1764001907000,
];

/** What PostgreSQL keeps of each that ran. */
export const MIGRATION_NAMES: readonly string[] = MIGRATIONS.map(({ name }) => name);
