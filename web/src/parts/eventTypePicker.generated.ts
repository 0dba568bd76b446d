// Written by `npm run codegen`; do not edit.
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

export type PickedTypeFragment = { key: string, name: string, description: string, category: Category };

export const PickedTypeFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PickedType"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"EventType"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"category"}}]}}]} as unknown as DocumentNode<PickedTypeFragment, unknown>;