/** Large answers are sent as they were written, in pieces: one that is encoded and handed to the system at once keeps everybody waiting. */
import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { takeAnswer } from '../../platform/database/tenancy.js';

/** Characters. */
const ENOUGH = 65_536;

export function sendInPieces(fastify: FastifyInstance): void {
  fastify.addHook('onSend', async (_request, _reply, payload) => {
    const answer = takeAnswer();
    return answer ? Readable.from(encoded(answer)) : payload;
  });
}

/** In UTF-8, as many at once as are worth a call of the system. */
export function* encoded(texts: readonly string[]): Generator<Buffer> {
  let [waiting, length]: [string[], number] = [[], 0];
  for (const text of texts) {
    waiting.push(text);
    length += text.length;
    if (length < ENOUGH) continue;
    yield Buffer.from(waiting.join(''));
    [waiting, length] = [[], 0];
  }
  if (length > 0) yield Buffer.from(waiting.join(''));
}
