/** Who may call a root field, and who sees which fields of an object: said where the method or the type stands. */
import { Extensions } from './decorators.js';
import type { ApiAccess } from './enums.js';

/** What a MEMBER's key may touch or see as their own: that of the person whom it is bound to. */
type Ownership = 'delivery' | 'destination' | 'dispute' | 'event' | 'notification' | 'recipient';

/** What a MEMBER names must be theirs. */
export interface MemberScope {
  member: Ownership;
  /** Where the id, or the list of ids, stands among the arguments of the field: "input.recipientId". */
  argument: string;
}

export interface AccessRule {
  accesses: readonly ApiAccess[];
  /** Null: the field names nothing of a person, or shows what the whole team may see. */
  scope: MemberScope | null;
}

/**
 * `@Access('ADMIN', 'VIEWER')` lets keys of these two ask a root field;
 * `@Access('ADMIN', { member: 'recipient', argument: 'input.recipientId' })` lets ADMIN through, and MEMBER where the
 * argument names the person of their key. A root field without it is refused to everybody.
 */
export function Access(...allowed: (ApiAccess | MemberScope)[]): MethodDecorator {
  const scopes = allowed.filter((one) => typeof one !== 'string');
  const accesses = allowed.map((one) => (typeof one === 'string' ? one : 'MEMBER'));
  const access: AccessRule = { accesses, scope: scopes[0] ?? null };
  return Extensions({ access });
}

/** The rule of a root field of the schema; undefined where it has none. */
export function accessOf({ extensions }: { extensions: Readonly<Record<string, unknown>> }): AccessRule | undefined {
  return extensions.access as AccessRule | undefined;
}

export type FieldList = 'ALL' | readonly string[];

/** Of objects that belong to persons, or to the key that published them: what is seen of one's own, and of those of others. */
export interface OwnedFields {
  whose: Ownership | 'publication';
  own: FieldList;
  /** Left out: nothing. What is neither own nor to be known of at all shows no field, whatever stands here. */
  others?: readonly string[];
}

/** Who sees what of the objects of a type, wherever they are reached from. ADMIN sees all of it; who is not named, nothing. */
export interface VisibilityRule {
  VIEWER?: 'ALL' | { allBut: readonly string[] };
  MEMBER?: FieldList | OwnedFields;
  PRODUCER?: FieldList | OwnedFields;
}

const VISIBILITY = Symbol('visibility');

/** Of an object type. One without it is refused to everybody; so is, to MEMBER and PRODUCER, a field that their list does not name. */
export function VisibleTo(rule: VisibilityRule): ClassDecorator {
  return (target) => {
    Extensions({ visibility: rule })(target);
    Reflect.defineMetadata(VISIBILITY, rule, target);
  };
}

/** The rule of an object type of the schema; undefined where it has none. */
export function visibilityOf(type: { extensions: Readonly<Record<string, unknown>> }): VisibilityRule | undefined {
  return type.extensions.visibility as VisibilityRule | undefined;
}

/** The rule of the class of a row; undefined where it has none. */
export function visibilityOfRow(row: object): VisibilityRule | undefined {
  return Reflect.getOwnMetadata(VISIBILITY, row.constructor) as VisibilityRule | undefined;
}

/** What of `type` a key of this access sees at most. */
export function mayShow(rule: VisibilityRule | undefined, access: ApiAccess, field: string): boolean {
  if (!rule) return false;
  if (access === 'ADMIN') return true;
  if (access === 'VIEWER') return rule.VIEWER === 'ALL' || (rule.VIEWER ? !rule.VIEWER.allBut.includes(field) : false);
  const fields = rule[access];
  if (!fields) return false;
  if (isOwned(fields)) return lists(fields.own, field) || lists(fields.others ?? [], field);
  return lists(fields, field);
}

/** What one who may have things of their own sees of a type; undefined for all others. */
export const visibleFields = (rule: VisibilityRule | undefined, access: ApiAccess) =>
  access === 'MEMBER' || access === 'PRODUCER' ? rule?.[access] : undefined;

export function isOwned(fields: FieldList | OwnedFields | undefined): fields is OwnedFields {
  return typeof fields === 'object' && 'whose' in fields;
}

export const lists = (fields: FieldList, field: string) => fields === 'ALL' || fields.includes(field);
