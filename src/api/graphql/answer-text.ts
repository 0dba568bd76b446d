/** Answers as JSON, the large ones in slices (src/platform/time-slices.ts): in one piece, everybody would wait for them. */
import { asksMuch, businessOfRequest, keepAnswer } from '../../platform/database/tenancy.js';
import { SlicedWork } from '../../platform/time-slices.js';
import { WrittenPart } from './answer-parts.js';

/** What is written in one piece: values, and as much again for each so many characters of a text. */
const PIECE = 1_000;
const CHARACTERS_PER_VALUE = 100;

/** Characters that are encoded at once. */
const ENOUGH = 65_536;

/** A text in UTF-8, as it is written: of bytes V8's collector copies nothing. */
export class Utf8Text {
  private readonly bytes: Uint8Array[] = [];
  private waiting: string[] = [];
  private length = 0;

  add(text: string): void {
    this.waiting.push(text);
    this.length += text.length;
    if (this.length >= ENOUGH) this.encode();
  }

  /** All of it. */
  end(): Uint8Array[] {
    if (this.length > 0) this.encode();
    return this.bytes;
  }

  private encode(): void {
    this.bytes.push(new TextEncoder().encode(this.waiting.join('')));
    [this.waiting, this.length] = [[], 0];
  }
}

/**
 * As `JSON.stringify` would write it, which is all that an answer needs: it has no dates and no `toJSON`. A large answer to a request is
 * kept in pieces, which are sent in place of the empty text.
 */
export async function answerText(answer: unknown): Promise<string> {
  if (answerSize(answer, PIECE) <= PIECE) return JSON.stringify(answer);
  const text = new Utf8Text();
  await write(answer, text, new SlicedWork(businessOfRequest(), asksMuch()));
  const pieces = text.end();
  return keepAnswer(pieces) ? '' : Buffer.concat(pieces).toString();
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

async function write(value: unknown, text: Utf8Text, work: SlicedWork): Promise<void> {
  if (value instanceof WrittenPart) {
    text.add((await work.inSlice(value)).text);
    return;
  }
  if (typeof value !== 'object' || value === null || answerSize(value, PIECE) <= PIECE) {
    text.add(JSON.stringify(await work.inSlice(value)) ?? 'null');
    return;
  }
  const isList = Array.isArray(value);
  const entries = isList ? value.entries() : Object.entries(value).filter(([, item]) => item !== undefined);
  let before = isList ? '[' : '{';
  for (const [key, item] of entries) {
    text.add(isList ? before : `${before}${JSON.stringify(key)}:`);
    await write(item, text, work);
    before = ',';
  }
  // A large value is not empty.
  text.add(isList ? ']' : '}');
}
