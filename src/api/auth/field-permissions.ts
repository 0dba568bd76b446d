/** Who may ask what: one row per root field of the schema. What has no row is open to nobody. */
import {
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLResolveInfo,
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import type { ApiAccess } from '../../core/schema/enums.js';
import { forbidden } from '../graphql/errors.js';

const ADMIN: readonly ApiAccess[] = ['ADMIN'];
/** Looking at everything but keys and the audit trail. */
const LOOK: readonly ApiAccess[] = ['ADMIN', 'VIEWER'];
/** A member looks at what happened, too, and at their own things. */
const ALL_LOOK: readonly ApiAccess[] = ['ADMIN', 'VIEWER', 'MEMBER'];
/** Changing: a member's own things only, which `checkOwn` sees to. */
const OWN: readonly ApiAccess[] = ['ADMIN', 'MEMBER'];
/** Whoever is told of a dispute must be able to answer: it is the whole team's, and each act names who did it. */
const TEAM: readonly ApiAccess[] = ['ADMIN', 'MEMBER'];
const PRODUCE: readonly ApiAccess[] = ['ADMIN', 'PRODUCER'];
const EVERYBODY: readonly ApiAccess[] = ['ADMIN', 'VIEWER', 'MEMBER', 'PRODUCER'];

export const FIELD_PERMISSIONS: Record<string, readonly ApiAccess[]> = {
  apiKeys: ADMIN,
  auditLog: ADMIN,
  business: ALL_LOOK,
  channels: ALL_LOOK,
  compareTransformation: LOOK,
  coverage: LOOK,
  deliveries: ALL_LOOK,
  deliveryStats: ALL_LOOK,
  destinations: LOOK,
  disputes: ALL_LOOK,
  disputeStats: ALL_LOOK,
  event: ALL_LOOK,
  events: ALL_LOOK,
  eventStats: ALL_LOOK,
  eventTypes: EVERYBODY,
  explain: ALL_LOOK,
  explainPreference: ALL_LOOK,
  moneyAtRisk: ALL_LOOK,
  node: ALL_LOOK,
  notifications: ALL_LOOK,
  previewTemplate: LOOK,
  recipients: LOOK,
  rejectedRequests: LOOK,
  replayPreferences: LOOK,
  roles: ALL_LOOK,
  samplePayload: EVERYBODY,
  serverTime: EVERYBODY,
  simulateEvent: LOOK,
  sourceKinds: ALL_LOOK,
  sources: LOOK,
  templates: LOOK,
  testTransformation: LOOK,
  unreadCount: ALL_LOOK,
  viewer: EVERYBODY,
  webPushKey: ALL_LOOK,

  acknowledgeDispute: TEAM,
  addEmail: OWN,
  addEndpoint: ADMIN,
  addRecipient: ADMIN,
  archive: OWN,
  bulkRetry: ADMIN,
  createApiKey: ADMIN,
  createSource: ADMIN,
  markAllRead: OWN,
  markDisputeResponded: TEAM,
  markRead: OWN,
  markUnread: OWN,
  publishEvent: PRODUCE,
  reconcileSource: ADMIN,
  registerDevice: OWN,
  removeDestination: OWN,
  removeRecipient: ADMIN,
  removeSource: ADMIN,
  replayEvent: ADMIN,
  replayMissed: ADMIN,
  resetPreferences: OWN,
  retryDelivery: ADMIN,
  revokeApiKey: ADMIN,
  rollBackTransformation: ADMIN,
  rotateEndpointSecret: ADMIN,
  rotateSourceSecret: ADMIN,
  sendSampleEvent: PRODUCE,
  setAllPreferences: OWN,
  setBrand: ADMIN,
  setBusinessDefault: ADMIN,
  setCustomerEmail: ADMIN,
  setDestinationEnabled: OWN,
  setDigest: OWN,
  setEscalationPolicy: ADMIN,
  setPreference: OWN,
  setSourceApiKey: ADMIN,
  setTemplate: ADMIN,
  unarchive: OWN,
  unsuppressEmail: ADMIN,
  updateBusiness: ADMIN,
  updateEndpoint: ADMIN,
  updateRecipient: ADMIN,

  disputeUpdated: ALL_LOOK,
  eventUpdated: ALL_LOOK,
  notificationReceived: ALL_LOOK,
  unreadCountChanged: ALL_LOOK,
};

/** A producer's key lies on servers that need not know the team: from an answer, no edge leads there. */
const PRODUCERS_TYPES = new Set(['Business', 'Event', 'EventPayload', 'EventType', 'Money', 'Viewer']);

/** @throws FORBIDDEN where a key of this access may not ask this root field, or an edge below it. */
export function checkFieldPermission(access: ApiAccess, info: GraphQLResolveInfo): void {
  const allowed = FIELD_PERMISSIONS[info.fieldName] ?? [];
  if (!allowed.includes(access))
    throw forbidden(`A key with ${access} access may not ask ${info.fieldName}; ask with an ADMIN key.`);
  if (access !== 'PRODUCER') return;
  const stranger = typesBelow(info).find((type) => !PRODUCERS_TYPES.has(type));
  if (stranger) throw forbidden(`A key with PRODUCER access sees no ${stranger}; ask with an ADMIN key.`);
}

/** The names of all object types that the answer to this root field would show. */
function typesBelow(info: GraphQLResolveInfo): string[] {
  const root = getNamedType(info.returnType);
  if (!isCompositeType(root)) return [];
  const found = [root.name];
  const walk = (type: GraphQLCompositeType, set: SelectionSetNode): void => {
    for (const selection of set.selections) {
      const below = typeOf(type, selection, info);
      if (!below) continue;
      found.push(below.type.name);
      walk(below.type, below.set);
    }
  };
  for (const node of info.fieldNodes) if (node.selectionSet) walk(root, node.selectionSet);
  return found;
}

/** What a selection leads to: the type of a field, or that of a fragment; null for a leaf. */
function typeOf(parent: GraphQLCompositeType, selection: SelectionNode, info: GraphQLResolveInfo) {
  if (selection.kind === 'Field') return typeOfField(parent, selection);
  const fragment = selection.kind === 'FragmentSpread' ? info.fragments[selection.name.value] : selection;
  if (!fragment) return null;
  const named = fragment.typeCondition && info.schema.getType(fragment.typeCondition.name.value);
  return { type: isCompositeType(named) ? named : parent, set: fragment.selectionSet };
}

function typeOfField(parent: GraphQLCompositeType, { name, selectionSet }: FieldNode) {
  const fields = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields() : {};
  const field = fields[name.value];
  const type = field && getNamedType(field.type);
  return selectionSet && isCompositeType(type) ? { type, set: selectionSet } : null;
}
