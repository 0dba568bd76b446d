/** `dist-web/embed.js`: one file with all that it needs, which pages of other sites load by a plain script tag. */
import { defineConfig, type Plugin } from 'vite';
import { compressed, locales, wordsOf } from './build/parts.js';

const FILE = 'embed.js';
/** What it says; all languages of it are smaller than one more request. */
const WORDS =
  /^(category\.|web\.(embed\.|bell\.|page\.inbox$|fault\.network$|preferences\.(on|off|gets|enableAll|disableAll|entrySwitch)$))/;

/** `virtual:embed-words`: locale -> its texts. */
function words(): Plugin {
  const id = 'virtual:embed-words';
  return {
    name: 'embed-words',
    resolveId: (asked) => (asked === id ? `\0${id}` : null),
    load(asked) {
      if (asked !== `\0${id}`) return null;
      const texts = Object.fromEntries(locales().map((locale) => [locale, wordsOf(locale, WORDS)]));
      return `export const TEXTS = ${JSON.stringify(texts)};`;
    },
  };
}

export default defineConfig({
  root: new URL('.', import.meta.url).pathname,
  publicDir: false,
  plugins: [words(), compressed((name) => name === FILE)],
  build: {
    outDir: '../dist-web',
    emptyOutDir: false,
    target: 'es2022',
    rolldownOptions: {
      input: new URL('src/embed/embed.ts', import.meta.url).pathname,
      output: { format: 'iife', entryFileNames: FILE },
    },
  },
});
