// Written by `npm run codegen`; do not edit.
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
export type Audience =
  | 'CUSTOMER'
  | 'TEAM';

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

export type NotificationIdsInput = {
  /** At most 200. */
  ids: Array<string>;
};

export type SetAllPreferencesInput = {
  /** Only the event types of this category. */
  category?: Category | null | undefined;
  destinationId: string;
  enabled: boolean;
};

export type SetDestinationEnabledInput = {
  enabled: boolean;
  id: string;
};

export type SetPreferenceInput = {
  destinationId: string;
  enabled: boolean;
  eventType: string;
};

export type Severity =
  | 'CRITICAL'
  | 'INFO'
  | 'WARNING';

export type EmbedNotificationFragment = { id: string, title: string, body: string, link: string, severity: Severity, updatedAt: string, readAt: string | null };

type EmbedDestination_EmailDestination_Fragment = { id: string, label: string, channel: Channel, enabled: boolean, preferences: Array<{ enabled: boolean, eventType: { key: string } }> };

type EmbedDestination_EndpointDestination_Fragment = { id: string, label: string, channel: Channel, enabled: boolean, preferences: Array<{ enabled: boolean, eventType: { key: string } }> };

type EmbedDestination_InAppDestination_Fragment = { id: string, label: string, channel: Channel, enabled: boolean, preferences: Array<{ enabled: boolean, eventType: { key: string } }> };

type EmbedDestination_PushDestination_Fragment = { id: string, label: string, channel: Channel, enabled: boolean, preferences: Array<{ enabled: boolean, eventType: { key: string } }> };

export type EmbedDestinationFragment =
  | EmbedDestination_EmailDestination_Fragment
  | EmbedDestination_EndpointDestination_Fragment
  | EmbedDestination_InAppDestination_Fragment
  | EmbedDestination_PushDestination_Fragment
;

export type EmbedUnreadQueryVariables = Exact<{ [key: string]: never; }>;


export type EmbedUnreadQuery = { unreadCount: number };

export type EmbedNotificationsQueryVariables = Exact<{ [key: string]: never; }>;


export type EmbedNotificationsQuery = { unreadCount: number, notifications: { edges: Array<{ node: { id: string, title: string, body: string, link: string, severity: Severity, updatedAt: string, readAt: string | null } }> } };

export type EmbedUnreadChangedSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type EmbedUnreadChangedSubscription = { unreadCountChanged: number };

export type EmbedNotificationReceivedSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type EmbedNotificationReceivedSubscription = { notificationReceived: { id: string, title: string, severity: Severity } };

export type EmbedMarkReadMutationVariables = Exact<{
  input: NotificationIdsInput;
}>;


export type EmbedMarkReadMutation = { markRead: { unreadCount: number } };

export type EmbedMarkUnreadMutationVariables = Exact<{
  input: NotificationIdsInput;
}>;


export type EmbedMarkUnreadMutation = { markUnread: { unreadCount: number } };

export type EmbedMarkAllReadMutationVariables = Exact<{ [key: string]: never; }>;


export type EmbedMarkAllReadMutation = { markAllRead: { unreadCount: number } };

export type EmbedPreferencesQueryVariables = Exact<{ [key: string]: never; }>;


export type EmbedPreferencesQuery = { channels: Array<{ channel: Channel, label: string }>, eventTypes: Array<{ key: string, category: Category, name: string, description: string, audiences: Array<Audience> }>, viewer: { recipient: { id: string, destinations: Array<
        | { id: string, label: string, channel: Channel, enabled: boolean, preferences: Array<{ enabled: boolean, eventType: { key: string } }> }
        | { id: string, label: string, channel: Channel, enabled: boolean, preferences: Array<{ enabled: boolean, eventType: { key: string } }> }
        | { id: string, label: string, channel: Channel, enabled: boolean, preferences: Array<{ enabled: boolean, eventType: { key: string } }> }
        | { id: string, label: string, channel: Channel, enabled: boolean, preferences: Array<{ enabled: boolean, eventType: { key: string } }> }
      > } | null } };

export type EmbedSetPreferenceMutationVariables = Exact<{
  input: SetPreferenceInput;
}>;


export type EmbedSetPreferenceMutation = { setPreference: { destination:
      | { id: string, label: string, channel: Channel, enabled: boolean, preferences: Array<{ enabled: boolean, eventType: { key: string } }> }
      | { id: string, label: string, channel: Channel, enabled: boolean, preferences: Array<{ enabled: boolean, eventType: { key: string } }> }
      | { id: string, label: string, channel: Channel, enabled: boolean, preferences: Array<{ enabled: boolean, eventType: { key: string } }> }
      | { id: string, label: string, channel: Channel, enabled: boolean, preferences: Array<{ enabled: boolean, eventType: { key: string } }> }
     } };

export type EmbedSetAllPreferencesMutationVariables = Exact<{
  input: SetAllPreferencesInput;
}>;


export type EmbedSetAllPreferencesMutation = { setAllPreferences: { destination:
      | { id: string, label: string, channel: Channel, enabled: boolean, preferences: Array<{ enabled: boolean, eventType: { key: string } }> }
      | { id: string, label: string, channel: Channel, enabled: boolean, preferences: Array<{ enabled: boolean, eventType: { key: string } }> }
      | { id: string, label: string, channel: Channel, enabled: boolean, preferences: Array<{ enabled: boolean, eventType: { key: string } }> }
      | { id: string, label: string, channel: Channel, enabled: boolean, preferences: Array<{ enabled: boolean, eventType: { key: string } }> }
     } };

export type EmbedSetDestinationEnabledMutationVariables = Exact<{
  input: SetDestinationEnabledInput;
}>;


export type EmbedSetDestinationEnabledMutation = { setDestinationEnabled: { destination:
      | { id: string, label: string, channel: Channel, enabled: boolean, preferences: Array<{ enabled: boolean, eventType: { key: string } }> }
      | { id: string, label: string, channel: Channel, enabled: boolean, preferences: Array<{ enabled: boolean, eventType: { key: string } }> }
      | { id: string, label: string, channel: Channel, enabled: boolean, preferences: Array<{ enabled: boolean, eventType: { key: string } }> }
      | { id: string, label: string, channel: Channel, enabled: boolean, preferences: Array<{ enabled: boolean, eventType: { key: string } }> }
     } };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}
export const EmbedNotificationFragmentDoc = new TypedDocumentString(`
    fragment EmbedNotification on Notification {
  id
  title
  body
  link
  severity
  updatedAt
  readAt
}
    `, {"fragmentName":"EmbedNotification"}) as unknown as TypedDocumentString<EmbedNotificationFragment, unknown>;
export const EmbedDestinationFragmentDoc = new TypedDocumentString(`
    fragment EmbedDestination on Destination {
  id
  label
  channel
  enabled
  preferences {
    enabled
    eventType {
      key
    }
  }
}
    `, {"fragmentName":"EmbedDestination"}) as unknown as TypedDocumentString<EmbedDestinationFragment, unknown>;
export const EmbedUnreadDocument = new TypedDocumentString(`
    query EmbedUnread {
  unreadCount
}
    `) as unknown as TypedDocumentString<EmbedUnreadQuery, EmbedUnreadQueryVariables>;
export const EmbedNotificationsDocument = new TypedDocumentString(`
    query EmbedNotifications {
  unreadCount
  notifications(first: 20) {
    edges {
      node {
        id
        ...EmbedNotification
      }
    }
  }
}
    fragment EmbedNotification on Notification {
  id
  title
  body
  link
  severity
  updatedAt
  readAt
}`) as unknown as TypedDocumentString<EmbedNotificationsQuery, EmbedNotificationsQueryVariables>;
export const EmbedUnreadChangedDocument = new TypedDocumentString(`
    subscription EmbedUnreadChanged {
  unreadCountChanged
}
    `) as unknown as TypedDocumentString<EmbedUnreadChangedSubscription, EmbedUnreadChangedSubscriptionVariables>;
export const EmbedNotificationReceivedDocument = new TypedDocumentString(`
    subscription EmbedNotificationReceived {
  notificationReceived {
    id
    title
    severity
  }
}
    `) as unknown as TypedDocumentString<EmbedNotificationReceivedSubscription, EmbedNotificationReceivedSubscriptionVariables>;
export const EmbedMarkReadDocument = new TypedDocumentString(`
    mutation EmbedMarkRead($input: NotificationIdsInput!) {
  markRead(input: $input) {
    unreadCount
  }
}
    `) as unknown as TypedDocumentString<EmbedMarkReadMutation, EmbedMarkReadMutationVariables>;
export const EmbedMarkUnreadDocument = new TypedDocumentString(`
    mutation EmbedMarkUnread($input: NotificationIdsInput!) {
  markUnread(input: $input) {
    unreadCount
  }
}
    `) as unknown as TypedDocumentString<EmbedMarkUnreadMutation, EmbedMarkUnreadMutationVariables>;
export const EmbedMarkAllReadDocument = new TypedDocumentString(`
    mutation EmbedMarkAllRead {
  markAllRead {
    unreadCount
  }
}
    `) as unknown as TypedDocumentString<EmbedMarkAllReadMutation, EmbedMarkAllReadMutationVariables>;
export const EmbedPreferencesDocument = new TypedDocumentString(`
    query EmbedPreferences {
  channels {
    channel
    label
  }
  eventTypes {
    key
    category
    name
    description
    audiences
  }
  viewer {
    recipient {
      id
      destinations {
        id
        ...EmbedDestination
      }
    }
  }
}
    fragment EmbedDestination on Destination {
  id
  label
  channel
  enabled
  preferences {
    enabled
    eventType {
      key
    }
  }
}`) as unknown as TypedDocumentString<EmbedPreferencesQuery, EmbedPreferencesQueryVariables>;
export const EmbedSetPreferenceDocument = new TypedDocumentString(`
    mutation EmbedSetPreference($input: SetPreferenceInput!) {
  setPreference(input: $input) {
    destination {
      id
      ...EmbedDestination
    }
  }
}
    fragment EmbedDestination on Destination {
  id
  label
  channel
  enabled
  preferences {
    enabled
    eventType {
      key
    }
  }
}`) as unknown as TypedDocumentString<EmbedSetPreferenceMutation, EmbedSetPreferenceMutationVariables>;
export const EmbedSetAllPreferencesDocument = new TypedDocumentString(`
    mutation EmbedSetAllPreferences($input: SetAllPreferencesInput!) {
  setAllPreferences(input: $input) {
    destination {
      id
      ...EmbedDestination
    }
  }
}
    fragment EmbedDestination on Destination {
  id
  label
  channel
  enabled
  preferences {
    enabled
    eventType {
      key
    }
  }
}`) as unknown as TypedDocumentString<EmbedSetAllPreferencesMutation, EmbedSetAllPreferencesMutationVariables>;
export const EmbedSetDestinationEnabledDocument = new TypedDocumentString(`
    mutation EmbedSetDestinationEnabled($input: SetDestinationEnabledInput!) {
  setDestinationEnabled(input: $input) {
    destination {
      id
      ...EmbedDestination
    }
  }
}
    fragment EmbedDestination on Destination {
  id
  label
  channel
  enabled
  preferences {
    enabled
    eventType {
      key
    }
  }
}`) as unknown as TypedDocumentString<EmbedSetDestinationEnabledMutation, EmbedSetDestinationEnabledMutationVariables>;