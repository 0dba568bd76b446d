/** Large answers are sent as they were written, in pieces: one that is handed to the system at once keeps everybody waiting. */
import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { asksMuch, businessOfRequest, takeAnswer } from '../../platform/database/tenancy.js';
import { SlicedWork } from '../../platform/time-slices.js';

export function sendInPieces(fastify: FastifyInstance): void {
  fastify.addHook('onSend', async (_request, _reply, payload) => {
    const answer = takeAnswer();
    return answer ? Readable.from(inSlices(answer, new SlicedWork(businessOfRequest(), asksMuch()))) : payload;
  });
}

/** A socket takes them one after the other as long as the system has room, which is for some megabytes. */
async function* inSlices(pieces: readonly Uint8Array[], work: SlicedWork): AsyncGenerator<Uint8Array> {
  for (const piece of pieces) yield await work.inSlice(piece);
}
