// Written by `npm run codegen`; do not edit.
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
export type AddEmailInput = {
  address: string;
  recipientId?: string | null | undefined;
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

export type HealthState =
  /** Switched off or suppressed: nothing is sent. */
  | 'DISABLED'
  /** The last tries were in vain; each message is still tried. */
  | 'FAILING'
  | 'HEALTHY'
  /** Messages wait, one is tried now and then; or the provider of the channel refuses our credentials. */
  | 'PAUSED';

type Reach_EmailDestination_Fragment = { address: string, confirmed: boolean, suppressed: boolean, id: string, channel: Channel, label: string, enabled: boolean, health: { state: HealthState, message: string | null, successRate: number | null } };

type Reach_EndpointDestination_Fragment = { id: string, channel: Channel, label: string, enabled: boolean, health: { state: HealthState, message: string | null, successRate: number | null } };

type Reach_InAppDestination_Fragment = { id: string, channel: Channel, label: string, enabled: boolean, health: { state: HealthState, message: string | null, successRate: number | null } };

type Reach_PushDestination_Fragment = { id: string, channel: Channel, label: string, enabled: boolean, health: { state: HealthState, message: string | null, successRate: number | null } };

export type ReachFragment =
  | Reach_EmailDestination_Fragment
  | Reach_EndpointDestination_Fragment
  | Reach_InAppDestination_Fragment
  | Reach_PushDestination_Fragment
;

export type AddEmailMutationVariables = Exact<{
  input: AddEmailInput;
}>;


export type AddEmailMutation = { addEmail: { destination:
      | { id: string, address: string, confirmed: boolean, suppressed: boolean, channel: Channel, label: string, enabled: boolean, health: { state: HealthState, message: string | null, successRate: number | null } }
      | { id: string, channel: Channel, label: string, enabled: boolean, health: { state: HealthState, message: string | null, successRate: number | null } }
      | { id: string, channel: Channel, label: string, enabled: boolean, health: { state: HealthState, message: string | null, successRate: number | null } }
      | { id: string, channel: Channel, label: string, enabled: boolean, health: { state: HealthState, message: string | null, successRate: number | null } }
     } };

export const ReachFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Reach"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Destination"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"channel"}},{"kind":"Field","name":{"kind":"Name","value":"label"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"health"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"successRate"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"EmailDestination"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"address"}},{"kind":"Field","name":{"kind":"Name","value":"confirmed"}},{"kind":"Field","name":{"kind":"Name","value":"suppressed"}}]}}]}}]} as unknown as DocumentNode<ReachFragment, unknown>;
export const AddEmailDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AddEmail"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AddEmailInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"addEmail"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"destination"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Reach"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Reach"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Destination"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"channel"}},{"kind":"Field","name":{"kind":"Name","value":"label"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"health"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"successRate"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"EmailDestination"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"address"}},{"kind":"Field","name":{"kind":"Name","value":"confirmed"}},{"kind":"Field","name":{"kind":"Name","value":"suppressed"}}]}}]}}]} as unknown as DocumentNode<AddEmailMutation, AddEmailMutationVariables>;