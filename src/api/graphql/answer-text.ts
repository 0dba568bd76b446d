/** Answers as JSON, the large ones in slices (src/platform/time-slices.ts): in one piece, everybody would wait for them. */
import { asksMuch, businessOfRequest, keepAnswer } from '../../platform/database/tenancy.js';
import { SlicedWork } from '../../platform/time-slices.js';
import { WrittenPart } from './answer-parts.js';

/** What is written in one piece: values, and as much again for each so many characters of a text. */
const PIECE = 1_000;
const CHARACTERS_PER_VALUE = 100;

/**
 * As `JSON.stringify` would write it, which is all that an answer needs: it has no dates and no `toJSON`. A large answer to a request is
 * kept in pieces, which are sent in place of the empty text.
 */
export async function answerText(answer: unknown): Promise<string> {
  if (answerSize(answer, PIECE) <= PIECE) return JSON.stringify(answer);
  const pieces: string[] = [];
  await writePieces(answer, pieces, new SlicedWork(businessOfRequest(), asksMuch()));
  return keepAnswer(pieces) ? '' : pieces.join('');
}

/** How many values there are in it; beyond `most` it is not counted on. What holds a written part is not written in one piece. */
export function answerSize(value: unknown, most: number): number {
  if (typeof value === 'string') return 1 + value.length / CHARACTERS_PER_VALUE;
  if (typeof value !== 'object' || value === null) return 1;
  if (value instanceof WrittenPart) return most + 1;
  let size = 1;
  // Keys as they come: a list of them would be made for each object of an answer.
  const items = value as Record<string, unknown>;
  for (const key in items) {
    size += answerSize(items[key], most - size);
    if (size > most) break;
  }
  return size;
}

async function writePieces(value: unknown, pieces: string[], work: SlicedWork): Promise<void> {
  if (value instanceof WrittenPart) {
    pieces.push((await work.inSlice(value)).text);
    return;
  }
  if (typeof value !== 'object' || value === null || answerSize(value, PIECE) <= PIECE) {
    pieces.push(JSON.stringify(await work.inSlice(value)) ?? 'null');
    return;
  }
  const isList = Array.isArray(value);
  const entries = isList ? value.entries() : Object.entries(value).filter(([, item]) => item !== undefined);
  let before = isList ? '[' : '{';
  for (const [key, item] of entries) {
    pieces.push(isList ? before : `${before}${JSON.stringify(key)}:`);
    await writePieces(item, pieces, work);
    before = ',';
  }
  // A large value is not empty.
  pieces.push(isList ? ']' : '}');
}
