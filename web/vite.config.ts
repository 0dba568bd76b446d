/** `npm run build:web`: dist-web/, which the API serves (src/api/pages/app.route.ts). */
import { existsSync } from 'node:fs';
import { build, defineConfig, type Plugin } from 'vite';
import { compressed, locales, messagesFile, wordsOf } from './build/parts.js';
import { SIGN_IN_PATH } from './src/data/sign-in-path.js';
import { PAGES } from './src/pages.js';

/** What the web app says: its own words, and those of enums that the API serves as codes. The rest the API says itself. */
const WORDS = /^(web|category|delivery\.status|dispute\.state|attempt\.outcome)\./;
/** Signing in and out lead there. */
const HOME = '/';

/** `virtual:words` loads one locale, each a chunk of its own: `words-de`. */
function words(): Plugin {
  return {
    name: 'words',
    resolveId: (id) => (id.startsWith('virtual:words') ? `\0${id}` : null),
    load(id) {
      if (!id.startsWith('\0virtual:words')) return null;
      const locale = id.split('/')[1];
      if (locale) {
        this.addWatchFile(messagesFile(locale));
        return `export default JSON.parse(${JSON.stringify(JSON.stringify(wordsOf(locale, WORDS)))});`;
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

/** `embed.js`, a build of its own: one file that other sites load (embed.config.ts). */
function embed(): Plugin {
  return {
    name: 'embed',
    async closeBundle() {
      await build({ configFile: new URL('embed.config.ts', import.meta.url).pathname, logLevel: 'warn' });
    },
  };
}

export default defineConfig({
  root: new URL('.', import.meta.url).pathname,
  plugins: [words(), served(), compressed((name) => name.startsWith('assets/')), embed()],
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
