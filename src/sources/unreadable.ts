/** Bodies that do not carry their type: the object is missing, or belongs to another family. */
import type { Unreadable } from '../domain/facts.js';
import * as read from './body-fields.js';

/** What a family of bodies is recognised by. */
export interface BodyFamily {
  /** The provider's own word for it, at `wordAt` of the object: `Dispute`, `payment_intent`. */
  word: string;
  /** Fields that no other family has. */
  own: readonly string[];
}

/**
 * Why an object cannot be of the family that its event is about; null where it can. An older body may lack the word and
 * fields that we know: it is of another family only where it says so, or has what only another one has.
 * @param object what stands where the object should be.
 */
export function unreadableBy(
  object: unknown,
  family: BodyFamily,
  families: readonly BodyFamily[],
  wordAt: string,
): Unreadable | null {
  if (!read.isObject(object) || Object.keys(object).length === 0) return 'NO_OBJECT';
  const word = read.text(object, wordAt)?.toLowerCase() ?? null;
  const isCalled = ({ word: own }: BodyFamily) => word === own.toLowerCase();
  if (!isCalled(family) && families.some(isCalled)) return 'OTHER_FAMILY';
  if (isCalled(family) || family.own.some((field) => Object.hasOwn(object, field))) return null;
  // It calls itself something that we do not know, and has nothing that ours have.
  if (word !== null) return 'OTHER_FAMILY';
  const another = families.some((other) => other !== family && other.own.some((field) => Object.hasOwn(object, field)));
  return another ? 'OTHER_FAMILY' : null;
}
