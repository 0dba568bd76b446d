/** What both builds need: the words of each language out of the messages of the server, and compressed files. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';
import { typeset } from '../../src/i18n/typography.js';

const MESSAGES = new URL('../../src/i18n/messages/', import.meta.url);
/** Compressed when built; smaller ones gain nothing. */
const COMPRESS_FROM_BYTES = 1_024;

export const locales = (): string[] => readdirSync(MESSAGES).map((file) => basename(file, '.json'));

export const messagesFile = (locale: string): string => new URL(`${locale}.json`, MESSAGES).pathname;

/** Key -> ICU message, of the keys that are wanted. */
export function wordsOf(locale: string, wanted: RegExp): Record<string, string> {
  const texts: Record<string, string> = JSON.parse(typeset(readFileSync(messagesFile(locale), 'utf8'), locale));
  return Object.fromEntries(Object.entries(texts).filter(([key]) => wanted.test(key)));
}

/** `x.js.br` and `x.js.gz` beside `x.js`, of what was really written: other plugins change it late. */
export function compressed(isServed: (fileName: string) => boolean): Plugin {
  return {
    name: 'compressed',
    writeBundle({ dir = '' }, bundle) {
      for (const fileName of Object.keys(bundle).filter(isServed)) {
        const source = readFileSync(join(dir, fileName));
        if (source.length < COMPRESS_FROM_BYTES) continue;
        const params = { [constants.BROTLI_PARAM_QUALITY]: 9 };
        writeFileSync(join(dir, `${fileName}.br`), brotliCompressSync(source, { params }));
        writeFileSync(join(dir, `${fileName}.gz`), gzipSync(source, { level: 9 }));
      }
    },
  };
}
