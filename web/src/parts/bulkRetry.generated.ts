// Written by `npm run codegen`; do not edit.
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
export type BulkRetryInput = {
  /** Counts and changes nothing. */
  dryRun: boolean;
  filter: DeliveryFilter;
};

export type Channel =
  /** Discord */
  | 'DISCORD'
  /** E-mail */
  | 'EMAIL'
  /** In-app */
  | 'IN_APP'
  /** Loops */
  | 'LOOPS'
  /** Push */
  | 'PUSH'
  /** Slack */
  | 'SLACK'
  /** Microsoft Teams */
  | 'TEAMS'
  /** Webhook */
  | 'WEBHOOK';

export type DeliveryFilter = {
  channel?: Channel | null | undefined;
  /** When it was planned. */
  createdAfter?: string | null | undefined;
  createdBefore?: string | null | undefined;
  destinationId?: string | null | undefined;
  eventId?: string | null | undefined;
  status?: DeliveryStatus | null | undefined;
};

export type DeliveryStatus =
  | 'BOUNCED'
  /** Acknowledged or removed meanwhile. */
  | 'CANCELLED'
  /** Held: quiet hours, digest or a breaker. */
  | 'DEFERRED'
  /** A receipt says so; SENT is never shown as DELIVERED. */
  | 'DELIVERED'
  | 'FAILED'
  | 'PENDING'
  /** The provider took it. */
  | 'SENT'
  /** A rule said no. */
  | 'SKIPPED'
  /** A newer fact made it moot. */
  | 'SUPERSEDED'
  /** The provider may have it: see reason. */
  | 'UNKNOWN';

export type BulkRetryMutationVariables = Exact<{
  input: BulkRetryInput;
}>;


export type BulkRetryMutation = { bulkRetry: { count: number, skipped: number, oldest: string | null } };


export const BulkRetryDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"BulkRetry"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"BulkRetryInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"bulkRetry"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"count"}},{"kind":"Field","name":{"kind":"Name","value":"skipped"}},{"kind":"Field","name":{"kind":"Name","value":"oldest"}}]}}]}}]} as unknown as DocumentNode<BulkRetryMutation, BulkRetryMutationVariables>;