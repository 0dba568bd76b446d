/** Who may ask a root field, and what an operation may be answered with: read from the schema before anything is done. */
import {
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLField,
  GraphQLIncludeDirective,
  type GraphQLResolveInfo,
  GraphQLSkipDirective,
  getDirectiveValues,
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { type AccessRule, accessOf, mayShow, visibilityOf } from '../../core/schema/access.js';
import type { ApiAccess } from '../../core/schema/enums.js';
import { makeReason } from '../../domain/reasons.js';
import { forbidden } from '../graphql/errors.js';

/**
 * The rule of the root field that is asked.
 * @throws FORBIDDEN where a key of this access may not ask it, or sees no object with one of the fields below it: a mutation
 * that cannot be answered is not begun.
 */
export function checkFieldPermission(access: ApiAccess, info: GraphQLResolveInfo): AccessRule {
  const field: GraphQLField<unknown, unknown> | undefined = info.parentType.getFields()[info.fieldName];
  const rule = field && accessOf(field);
  if (!rule?.accesses.includes(access))
    throw forbidden(makeReason('ACCESS_MAY_NOT_ASK', { access, field: info.fieldName }));
  const hidden = new FieldsBelow(info, access).firstHidden();
  if (hidden) throw forbidden(makeReason('ACCESS_SEES_NO', { access, type: hidden }));
  return rule;
}

/** All fields that the answer to a root field would show: not those that `@skip` and `@include` leave out. */
class FieldsBelow {
  private hidden: string | null = null;
  /** Sets of fields that were walked: each fragment once, or 30 short ones that spread each other would be 2^30. */
  private readonly walked = new Set<SelectionSetNode>();

  constructor(
    private readonly info: GraphQLResolveInfo,
    private readonly access: ApiAccess,
  ) {}

  /** As `Type.field`; null: all may be shown, as far as types can say. */
  firstHidden(): string | null {
    const root = getNamedType(this.info.returnType);
    if (!isCompositeType(root)) return null;
    for (const node of this.info.fieldNodes) if (node.selectionSet) this.walk(root, node.selectionSet);
    return this.hidden;
  }

  private walk(type: GraphQLCompositeType, set: SelectionSetNode): void {
    if (this.walked.has(set)) return;
    this.walked.add(set);
    for (const selection of set.selections) {
      if (this.isLeftOut(selection)) continue;
      if (selection.kind === 'Field' && !this.shows(type, selection.name.value))
        this.hidden ??= `${type.name}.${selection.name.value}`;
      const below = this.typeOf(type, selection);
      if (below) this.walk(below.type, below.set);
    }
  }

  private isLeftOut(selection: SelectionNode): boolean {
    const { variableValues } = this.info;
    return (
      getDirectiveValues(GraphQLSkipDirective, selection, variableValues)?.if === true ||
      getDirectiveValues(GraphQLIncludeDirective, selection, variableValues)?.if === false
    );
  }

  /** Of an interface: at least one of its types shows it. Which one it is, is seen when it is there. */
  private shows(type: GraphQLCompositeType, field: string): boolean {
    if (field === '__typename') return true;
    const types = isObjectType(type) ? [type] : this.info.schema.getPossibleTypes(type);
    return types.some((one) => mayShow(visibilityOf(one), this.access, field));
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
