/** What class-validator found, as reasons: of its own rules by their names and bounds, of others by what stands beside them. */
import type { ValidationError } from '@nestjs/common';
import { getMetadataStorage } from 'class-validator';
import type { GraphQLError } from 'graphql';
import { makeReason, type Reason } from '../../domain/reasons.js';
import { badInput } from './errors.js';

/** The rules that inputs have here, by the names that class-validator gives them. */
const REASONS: Record<string, (field: string, bounds: number[]) => Reason> = {
  isLength: (field, [least = 0, most = 0]) => makeReason('FIELD_LENGTH', { field, least, most }),
  maxLength: (field, [most = 0]) => makeReason('FIELD_TOO_LONG', { field, most }),
  min: (field, [least = 0]) => makeReason('FIELD_TOO_SMALL', { field, least }),
  max: (field, [most = 0]) => makeReason('FIELD_TOO_GREAT', { field, most }),
  arrayMaxSize: (field, [most = 0]) => makeReason('FIELD_TOO_MANY', { field, most }),
  arrayUnique: (field) => makeReason('FIELD_TWICE', { field }),
  isString: (field) => makeReason('FIELD_NOT_TEXT', { field }),
};

/** All faults in one error; its field is the first one. */
export function invalidInput(found: ValidationError[]): GraphQLError {
  const faults = found.flatMap(leavesOf);
  const reasons = faults.flatMap(reasonsOf);
  const all = reasons.reduce((why, also) => makeReason('WRONG_AND_ALSO', { why, also }));
  return badInput(all, faults[0]?.property);
}

function leavesOf(fault: ValidationError): ValidationError[] {
  return fault.children?.length ? fault.children.flatMap(leavesOf) : [fault];
}

/** A rule with a `context` says itself which reason it is: `{ code: 'FIELD_BLANK', params: {} }`. */
function reasonsOf({ target, property, constraints = {}, contexts = {} }: ValidationError): Reason[] {
  return Object.entries(constraints).map(([rule, sentence]) => {
    const { code, params } = contexts[rule] ?? {};
    if (code) return makeReason(code, { field: property, ...params });
    const known = REASONS[rule];
    if (known) return known(property, boundsOf(target, property, rule));
    return makeReason('FIELD_WRONG', { field: property, rule: sentence });
  });
}

/** What a rule was given: class-validator has it in its sentence only, and in what it keeps of the class. */
function boundsOf(target: object | undefined, property: string, rule: string): number[] {
  const ofClass = getMetadataStorage().getTargetValidationMetadatas(target?.constructor ?? Object, '', false, false);
  return ofClass.find(({ propertyName, name }) => propertyName === property && name === rule)?.constraints ?? [];
}
