/** How an operation is built, whatever its values: how deep, with how many aliases, and how often one object is asked the same. */
import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

export interface QueryShape {
  depth: number;
  aliases: number;
  directives: number;
  /** How often one object is asked for the same field under other names, at most. */
  repeats: number;
}

/** The names of one object's answer, by the field that they ask for. */
type NamesByField = Map<string, Set<string>>;

interface Measured extends QueryShape {
  names: NamesByField;
}

const NOTHING: QueryShape = { depth: 0, aliases: 0, directives: 0, repeats: 0 };

/** @param document valid, which is why fragments have no cycles. */
export function shapeOf(document: DocumentNode, operation: OperationDefinitionNode): QueryShape {
  const { names: _, ...shape } = new Measure(document).ofSet(operation.selectionSet);
  return { ...shape, directives: shape.directives + (operation.directives?.length ?? 0) };
}

/** Each fragment is measured once, however often it is spread: otherwise 30 short ones would be 2^30 fields. */
class Measure {
  private readonly fragments = new Map<string, FragmentDefinitionNode>();
  private readonly measured = new Map<string, Measured>();

  constructor(document: DocumentNode) {
    for (const node of document.definitions)
      if (node.kind === Kind.FRAGMENT_DEFINITION) this.fragments.set(node.name.value, node);
  }

  ofSet(set: SelectionSetNode): Measured {
    const sum: Measured = { ...NOTHING, names: new Map() };
    for (const selection of set.selections) {
      const shape = this.ofSelection(selection);
      sum.depth = Math.max(sum.depth, shape.depth);
      sum.aliases += shape.aliases;
      sum.directives += shape.directives + (selection.directives?.length ?? 0);
      sum.repeats = Math.max(sum.repeats, shape.repeats);
      for (const [field, names] of shape.names)
        sum.names.set(field, new Set([...(sum.names.get(field) ?? []), ...names]));
    }
    for (const names of sum.names.values()) sum.repeats = Math.max(sum.repeats, names.size);
    return sum;
  }

  private ofSelection(selection: SelectionNode): Measured {
    if (selection.kind === Kind.FIELD) return this.ofField(selection);
    if (selection.kind === Kind.FRAGMENT_SPREAD) return this.ofFragment(selection.name.value);
    return this.ofSet(selection.selectionSet);
  }

  private ofFragment(name: string): Measured {
    const known = this.measured.get(name);
    if (known) return known;
    const fragment = this.fragments.get(name) as FragmentDefinitionNode;
    const inner = this.ofSet(fragment.selectionSet);
    const shape = { ...inner, directives: inner.directives + (fragment.directives?.length ?? 0) };
    this.measured.set(name, shape);
    return shape;
  }

  private ofField({ name: { value: field }, alias, selectionSet }: FieldNode): Measured {
    const inner = selectionSet ? this.ofSet(selectionSet) : NOTHING;
    const names: NamesByField = new Map([[field, new Set([alias?.value ?? field])]]);
    // Generated clients ask the schema's own depth, which says nothing about rows.
    const depth = /^__(schema|type)$/.test(field) ? 1 : inner.depth + 1;
    return { ...inner, depth, aliases: inner.aliases + (alias ? 1 : 0), names };
  }
}
