/** Who may call a root field, and who may be shown an object: said where the method or the type stands, kept in the schema. */
import { Extensions } from '@nestjs/graphql';
import type { ApiAccess } from './enums.js';

/** What a MEMBER names must be theirs: that of the person whom the key is bound to. */
export interface MemberScope {
  member: 'own destination' | 'own notifications' | 'own recipient';
  /** Where the id, or the list of ids, stands among the arguments of the field: "input.recipientId". */
  argument: string;
}

export interface AccessRule {
  accesses: readonly ApiAccess[];
  /** Null: the field names nothing of a person, or shows what the whole team may see. */
  scope: MemberScope | null;
}

/**
 * `@Access('ADMIN', 'VIEWER')` lets keys of these two through;
 * `@Access('ADMIN', { member: 'own recipient', argument: 'input.recipientId' })` lets ADMIN through, and MEMBER where the
 * argument names the person of their key. A root field without it is refused to everybody. On an object type it says to whom
 * one may be shown; a type without it, to all but PRODUCER.
 */
export function Access(...allowed: (ApiAccess | MemberScope)[]): MethodDecorator & ClassDecorator & PropertyDecorator {
  const scopes = allowed.filter((one) => typeof one !== 'string');
  const accesses = allowed.map((one) => (typeof one === 'string' ? one : 'MEMBER'));
  const access: AccessRule = { accesses, scope: scopes[0] ?? null };
  return Extensions({ access });
}

/** The rule of a field or type of the schema; undefined where it has none. */
export function accessOf({ extensions }: { extensions: Readonly<Record<string, unknown>> }): AccessRule | undefined {
  return extensions.access as AccessRule | undefined;
}
