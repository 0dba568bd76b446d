/** Compiles the layout of our mails; `npm run layout` writes src/channels/rendering/layout.generated.ts, so that nothing needs MJML at run time. */
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

// The compiler leaves it where it is.
const SOURCE = new URL('../../../src/channels/rendering/layout.mjml', import.meta.url);
export const GENERATED = new URL('../../../src/channels/rendering/layout.generated.ts', import.meta.url);

/** MJML checks colours and knows no slots: those that are slots stand in the source as these. */
const COLOURS = { '#0000f1': '{{color}}', '#0000f2': '{{onColor}}', '#0000f3': '{{edge}}', '#0000f4': '{{mark}}' };

type Mjml = (source: string, options: object) => Promise<{ html: string; errors: { formattedMessage: string }[] }>;

/** The text of layout.generated.ts. @throws where MJML finds fault with the layout. */
export async function compileLayout(): Promise<string> {
  // It has no types.
  const { default: mjml }: { default: Mjml } = await import('mjml' as string);
  const { html, errors } = await mjml(await readFile(SOURCE, 'utf8'), { validationLevel: 'soft', fonts: {} });
  if (errors.length > 0) throw new Error(errors.map(({ formattedMessage }) => formattedMessage).join('\n'));
  const lines = Object.entries(COLOURS)
    .reduce((text, [colour, slot]) => text.replaceAll(colour, slot), html)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('<!-- '));
  return `/** Made of layout.mjml by \`npm run layout\`; do not edit. */\nexport const LAYOUT = \`${lines.join('\n')}\n\`;\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await writeFile(GENERATED, await compileLayout());
