/** `npm run build:web`: dist-web/, which the API serves (src/api/pages/app.route.ts). */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { defineConfig, type Plugin } from 'vite';
import { typeset } from '../src/i18n/typography.js';
import { SIGN_IN_PATH } from './src/data/sign-in-path.js';
import { PAGES } from './src/pages.js';

const MESSAGES = new URL('../src/i18n/messages/', import.meta.url);
/** What the web app says: its own words, and those of enums that the API serves as codes. The rest the API says itself. */
const WORDS = /^(web|category|delivery\.status|dispute\.state|attempt\.outcome)\./;
/** Signing in and out lead there. */
const HOME = '/';
/** Compressed when built; smaller ones gain nothing. */
const COMPRESS_FROM_BYTES = 1_024;

const locales = () => readdirSync(MESSAGES).map((file) => basename(file, '.json'));

function wordsOf(locale: string): string {
  const texts: Record<string, string> = JSON.parse(
    typeset(readFileSync(new URL(`${locale}.json`, MESSAGES), 'utf8'), locale),
  );
  return JSON.stringify(Object.fromEntries(Object.entries(texts).filter(([key]) => WORDS.test(key))));
}

/** `virtual:words` loads one locale, each a chunk of its own: `words-de`. */
function words(): Plugin {
  return {
    name: 'words',
    resolveId: (id) => (id.startsWith('virtual:words') ? `\0${id}` : null),
    load(id) {
      if (!id.startsWith('\0virtual:words')) return null;
      const locale = id.split('/')[1];
      if (locale) {
        this.addWatchFile(new URL(`${locale}.json`, MESSAGES).pathname);
        return `export default JSON.parse(${JSON.stringify(wordsOf(locale))});`;
      }
      const lines = locales().map((one) => `${JSON.stringify(one)}: () => import('virtual:words/${one}')`);
      return `export const WORDS = {${lines.join(',')}};`;
    },
  };
}

/** What the API needs to know to serve the app: the paths of its pages, and the chunk of each locale, to begin loading it early. */
function served(): Plugin {
  return {
    name: 'served',
    generateBundle(_, bundle) {
      const chunks = Object.values(bundle).flatMap((one) => (one.type === 'chunk' ? [one] : []));
      const chunkOf = (id: string) => chunks.find(({ facadeModuleId }) => facadeModuleId === id)?.fileName;
      const texts = Object.fromEntries(locales().map((one) => [one, chunkOf(`\0virtual:words/${one}`)]));
      const built = PAGES.filter(({ name }) => existsSync(new URL(`src/pages/${name}/Page.tsx`, import.meta.url)));
      const paths = [...new Set([SIGN_IN_PATH, HOME, ...built.map(({ path }) => path)])];
      this.emitFile({ type: 'asset', fileName: 'served.json', source: JSON.stringify({ paths, words: texts }) });
    },
  };
}

/** `x.js.br` and `x.js.gz` beside `x.js`, of what was really written: other plugins change it late. */
function compressed(): Plugin {
  return {
    name: 'compressed',
    writeBundle({ dir = '' }, bundle) {
      for (const fileName of Object.keys(bundle).filter((name) => name.startsWith('assets/'))) {
        const source = readFileSync(join(dir, fileName));
        if (source.length < COMPRESS_FROM_BYTES) continue;
        const params = { [constants.BROTLI_PARAM_QUALITY]: 9 };
        writeFileSync(join(dir, `${fileName}.br`), brotliCompressSync(source, { params }));
        writeFileSync(join(dir, `${fileName}.gz`), gzipSync(source, { level: 9 }));
      }
    },
  };
}

export default defineConfig({
  root: new URL('.', import.meta.url).pathname,
  plugins: [words(), served(), compressed()],
  // Put in place of each answer's own (src/api/pages/app.route.ts).
  html: { cspNonce: '__NONCE__' },
  build: {
    outDir: '../dist-web',
    emptyOutDir: true,
    manifest: true,
    target: 'es2022',
    // All is served by our own origin and a data: URL would need a wider policy.
    assetsInlineLimit: 0,
    // A test has the limit, of what is compressed.
    chunkSizeWarningLimit: 1_000,
    // It would have to be allowed by the policy, and modern browsers need none of it.
    modulePreload: { polyfill: false },
    rolldownOptions: {
      // Of hundreds of files of the components; nothing is rendered on a server here.
      onLog: (level, log, say) => log.code !== 'MODULE_LEVEL_DIRECTIVE' && say(level, log),
      output: { chunkFileNames: ({ facadeModuleId, name }) => `assets/${nameOf(facadeModuleId, name)}-[hash].js` },
    },
  },
});

/** Of a page its folder, of words their locale: `Page-abc.js` would say nothing. */
function nameOf(id: string | null, name: string): string {
  const locale = /virtual:words\/(.+)$/.exec(id ?? '')?.[1];
  if (locale) return `words-${locale}`;
  return /\/pages\/(\w+)\/Page\.tsx$/.exec(id ?? '')?.[1] ?? name;
}
