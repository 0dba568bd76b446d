// What an addition costs (docs/architecture.md): a made-up channel, event type, source kind and locale in a copy of the program.
import { readFileSync } from 'node:fs';
import { ScratchCopy } from '../support/scratch-copy.js';

const ROOT = new URL('../../../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, ROOT), 'utf8');
const madeUp = (name: string) => read(`test/fixtures/made-up/${name}`);
const LOCALES = ['en', 'fr', 'de', 'it', 'id', 'zh'];

let copy: ScratchCopy;
const price: Record<string, number> = {};

/** Makes an addition, and counts the files that it writes or changes, messages apart. */
function adding(what: string, change: () => void): void {
  copy.touched.clear();
  change();
  price[what] = copy.touched.size;
}

function addChannel(): void {
  copy.add('src/channels/pager.ts', madeUp('pager.ts'));
  copy.register(
    'src/channels/index.ts',
    "import { pager } from './pager.js';",
    '  WEBHOOK: webhook,',
    '  PAGER: pager,',
  );
  const discord = Object.entries(JSON.parse(read('src/i18n/messages/en.json')) as Record<string, string>)
    .filter(([key]) => key.startsWith('channel.DISCORD.'))
    .map(([key, text]) => [key.replace('DISCORD', 'PAGER'), text.replaceAll('Discord', 'Pager')]);
  for (const locale of LOCALES) copy.addMessages(locale, Object.fromEntries(discord));
}

function addEventType(): void {
  const importLine = "import { invoiceLost } from './invoice-lost.js';";
  copy.add('src/domain/catalogue/invoice-lost.ts', madeUp('invoice-lost.ts'));
  copy.register(
    'src/domain/catalogue/index.ts',
    importLine,
    "  'credit.added': creditAdded,",
    "  'invoice.lost': invoiceLost,",
  );
  copy.add('src/domain/catalogue/samples/acme.invoice.lost.json', madeUp('acme.invoice.lost.json'));
  const texts = {
    name: 'Invoice lost',
    description: 'An invoice was lost.',
    title: 'An invoice was lost',
    body: 'Look for it.',
  };
  const messages = Object.fromEntries(Object.entries(texts).map(([key, text]) => [`event.invoice.lost.${key}`, text]));
  for (const locale of LOCALES) copy.addMessages(locale, messages);
}

function addSourceKind(): void {
  copy.add('src/sources/acme.ts', madeUp('acme.ts'));
  copy.register('src/sources/index.ts', "import { acme } from './acme.js';", 'DODO: dodo,', 'ACME: acme,');
  const messages = {
    'sourceKind.ACME.label': 'Acme',
    'sourceKind.ACME.help': 'Ask Acme.',
    'sourceKind.ACME.secret': 'ask Acme',
    'sourceKind.ACME.enterUrl': 'Tell Acme this address.',
    'sourceKind.ACME.findSecret': 'Acme shows it.',
  };
  for (const locale of LOCALES) copy.addMessages(locale, messages);
}

/** Only that file; its texts are those of English but for some. */
function addLocale(): void {
  copy.addMessages(
    'pl',
    {
      'channel.PAGER.label': 'Pager po polsku',
      'sourceKind.ACME.help': 'Zapytaj Acme.',
      'event.invoice.lost.name': 'Zgubiona faktura',
    },
    'en',
  );
}

/** What the conformance suite asks of a new channel. */
function addStandIn(): void {
  copy.replace(
    'test/support/endpoint-stand-ins.ts',
    '} satisfies Record<string, Hook>;',
    `  PAGER: {
    path: '/page',
    acceptedCode: 200,
    refusals: [{ code: 400, body: 'no' }],
    slowDowns: LIMITS,
    troubles: TROUBLES,
    identity: ({ body }) => body,
  },
} satisfies Record<string, Hook>;`,
  );
  copy.replace(
    'test/support/channel-stand-ins.ts',
    '  SLACK: () =>',
    '  PAGER: () => startEndpointStandIn(HOOKS.PAGER),\n  SLACK: () =>',
  );
}

beforeAll(() => {
  copy = new ScratchCopy();
  adding('an endpoint channel', addChannel);
  adding('an event type', addEventType);
  adding('a source kind', addSourceKind);
  adding('a locale', addLocale);
  addStandIn();
  copy.add('test/registries.test.ts', madeUp('registries.ts'));
});
afterAll(() => copy.remove());

describe('an addition to a registry', () => {
  it('costs what docs/architecture.md says', () => {
    expect(price).toEqual({ 'an endpoint channel': 2, 'an event type': 3, 'a source kind': 2, 'a locale': 0 });
    const page = read('docs/architecture.md');
    const stated = (what: string) => new RegExp(`^\\| ${what} \\| (\\d+)`, 'm').exec(page)?.[1];
    // A locale is its one file of messages.
    for (const [what, files] of Object.entries(price)) expect([what, stated(what)]).toEqual([what, String(files || 1)]);
  });

  it('is seen everywhere: types, schema, forms, conformance, messages', async () => {
    await copy.compile();
    const printed = await copy.test(
      'dist/test/registries.test.js',
      'dist/test/channels/conformance.test.js',
      'dist/test/i18n/messages.test.js',
      '-t',
      'PAGER|stand|work|registr|locale',
    );
    expect(printed).toMatch(/PASS dist\/test\/registries/);
    expect(printed).toMatch(/PASS dist\/test\/channels\/conformance/);
    expect(printed).toMatch(/PASS dist\/test\/i18n\/messages/);
  }, 600_000);
});
