/** Large answers are sent as they were written, in pieces: one that is encoded and handed to the system at once keeps everybody waiting. */
import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { asksMuch, businessOfRequest, takeAnswer } from '../../platform/database/tenancy.js';
import { SlicedWork } from '../../platform/time-slices.js';

/** Characters. */
const ENOUGH = 65_536;

export function sendInPieces(fastify: FastifyInstance): void {
  fastify.addHook('onSend', async (_request, _reply, payload) => {
    const answer = takeAnswer();
    return answer ? Readable.from(inSlices(encoded(answer), new SlicedWork(businessOfRequest(), asksMuch()))) : payload;
  });
}

/** A socket takes them one after the other as long as the system has room, which is for some megabytes. */
async function* inSlices(pieces: Iterable<Buffer>, work: SlicedWork): AsyncGenerator<Buffer> {
  for (const piece of pieces) yield await work.inSlice(piece);
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
