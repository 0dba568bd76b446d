/** How large the answer to one request may be: what it holds of large texts is counted while it is made. */
import type { GraphQLError } from 'graphql';
import { makeReason } from '../../domain/reasons.js';
import { badInput } from './errors.js';

const MOST_MIB = 16;
export const ANSWER_BYTES = MOST_MIB * 1024 * 1024;

export const answerTooLarge = (): GraphQLError => badInput(makeReason('ANSWER_TOO_LARGE', { most: MOST_MIB }));

/** One per request. Whoever puts a large text into the answer spends its bytes, each time that it is in there. */
export class AnswerSize {
  private spent = 0;

  /** @throws BAD_USER_INPUT where the answer would be larger than `ANSWER_BYTES`. */
  spend(bytes: number): void {
    this.spent += bytes;
    if (this.spent > ANSWER_BYTES) throw answerTooLarge();
  }
}
