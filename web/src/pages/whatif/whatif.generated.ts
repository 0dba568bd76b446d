// Written by `npm run codegen`; do not edit.
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
export type Category =
  | 'CREDITS'
  | 'DISPUTES'
  | 'LICENSE_KEYS'
  | 'PAYMENTS'
  | 'PAYOUTS'
  | 'REFUNDS'
  | 'SUBSCRIPTIONS'
  | 'SYSTEM';

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

export type Decision =
  | 'DEFER'
  | 'SEND'
  | 'SKIP';

export type Severity =
  | 'CRITICAL'
  | 'INFO'
  | 'WARNING';

export type SimulateEventInput = {
  /** When it would come; left out: now. */
  at?: string | null | undefined;
  /** The body as Dodo, Stripe or a producer sends it, or what publishEvent takes as data; left out: the sample of the type. */
  payload?: unknown;
  /** A key of eventTypes, a provider’s own name, or any other type. */
  type: string;
};

export type WhatIfChoicesQueryVariables = Exact<{
  locale: string;
}>;


export type WhatIfChoicesQuery = { eventTypes: Array<{ key: string, category: Category, severity: Severity, name: string, description: string }>, channels: Array<{ channel: Channel, label: string, personal: boolean }> };

export type WhatIfQueryVariables = Exact<{
  input: SimulateEventInput;
}>;


export type WhatIfQuery = { simulateEvent: { type: string, entries: Array<{ channel: Channel, to: string, decision: Decision, reason: string, subject: string | null, preview: string | null, destination:
        | { id: string, label: string, recipient: { id: string, name: string } | null }
        | { id: string, label: string, recipient: { id: string, name: string } | null }
        | { id: string, label: string, recipient: { id: string, name: string } | null }
        | { id: string, label: string, recipient: { id: string, name: string } | null }
       | null }> } };


export const WhatIfChoicesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"WhatIfChoices"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"locale"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"eventTypes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"category"}},{"kind":"Field","name":{"kind":"Name","value":"severity"}},{"kind":"Field","name":{"kind":"Name","value":"name"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"locale"},"value":{"kind":"Variable","name":{"kind":"Name","value":"locale"}}}]},{"kind":"Field","name":{"kind":"Name","value":"description"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"locale"},"value":{"kind":"Variable","name":{"kind":"Name","value":"locale"}}}]}]}},{"kind":"Field","name":{"kind":"Name","value":"channels"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"channel"}},{"kind":"Field","name":{"kind":"Name","value":"label"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"locale"},"value":{"kind":"Variable","name":{"kind":"Name","value":"locale"}}}]},{"kind":"Field","name":{"kind":"Name","value":"personal"}}]}}]}}]} as unknown as DocumentNode<WhatIfChoicesQuery, WhatIfChoicesQueryVariables>;
export const WhatIfDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"WhatIf"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SimulateEventInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"simulateEvent"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"entries"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"channel"}},{"kind":"Field","name":{"kind":"Name","value":"to"}},{"kind":"Field","name":{"kind":"Name","value":"decision"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"preview"}},{"kind":"Field","name":{"kind":"Name","value":"destination"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"label"}},{"kind":"Field","name":{"kind":"Name","value":"recipient"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<WhatIfQuery, WhatIfQueryVariables>;