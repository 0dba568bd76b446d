/** Reads from the schema who may ask a root field, and what an answer may show to whom (`@Access` beside each). */
import {
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLResolveInfo,
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { type AccessRule, accessOf } from '../../core/schema/access.js';
import type { ApiAccess } from '../../core/schema/enums.js';
import { makeReason } from '../../domain/reasons.js';
import { forbidden } from '../graphql/errors.js';

/**
 * The rule of the root field that is asked.
 * @throws FORBIDDEN where a key of this access may not ask it, or may not be shown something below it.
 */
export function checkFieldPermission(access: ApiAccess, info: GraphQLResolveInfo): AccessRule {
  const field: GraphQLField<unknown, unknown> | undefined = info.parentType.getFields()[info.fieldName];
  const rule = field && accessOf(field);
  if (!rule?.accesses.includes(access))
    throw forbidden(makeReason('ACCESS_MAY_NOT_ASK', { access, field: info.fieldName }));
  const hidden = new TypesBelow(info).all().find((type) => !maySee(access, type));
  if (hidden) throw forbidden(makeReason('ACCESS_SEES_NO', { access, type: hidden.name }));
  return rule;
}

/** A producer's key lies on servers that need not know the team: it sees only what says so. */
function maySee(access: ApiAccess, type: GraphQLCompositeType): boolean {
  const rule = accessOf(type);
  return rule ? rule.accesses.includes(access) : access !== 'PRODUCER';
}

/** All types with fields that the answer to a root field would show. */
class TypesBelow {
  private readonly found = new Set<GraphQLCompositeType>();
  /** Sets of fields that were walked: each fragment once, or 30 short ones that spread each other would be 2^30. */
  private readonly walked = new Set<SelectionSetNode>();

  constructor(private readonly info: GraphQLResolveInfo) {}

  all(): GraphQLCompositeType[] {
    const root = getNamedType(this.info.returnType);
    if (!isCompositeType(root)) return [];
    this.found.add(root);
    for (const node of this.info.fieldNodes) if (node.selectionSet) this.walk(root, node.selectionSet);
    return [...this.found];
  }

  private walk(type: GraphQLCompositeType, set: SelectionSetNode): void {
    if (this.walked.has(set)) return;
    this.walked.add(set);
    for (const selection of set.selections) {
      const below = this.typeOf(type, selection);
      if (!below) continue;
      this.found.add(below.type);
      this.walk(below.type, below.set);
    }
  }

  /** What a selection leads to: the type of a field, or that of a fragment; null for a leaf. */
  private typeOf(parent: GraphQLCompositeType, selection: SelectionNode) {
    if (selection.kind === 'Field') return typeOfField(parent, selection);
    const fragment = selection.kind === 'FragmentSpread' ? this.info.fragments[selection.name.value] : selection;
    if (!fragment) return null;
    const named = fragment.typeCondition && this.info.schema.getType(fragment.typeCondition.name.value);
    return { type: isCompositeType(named) ? named : parent, set: fragment.selectionSet };
  }
}

function typeOfField(parent: GraphQLCompositeType, { name, selectionSet }: FieldNode) {
  const fields = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields() : {};
  const field = fields[name.value];
  const type = field && getNamedType(field.type);
  return selectionSet && isCompositeType(type) ? { type, set: selectionSet } : null;
}
