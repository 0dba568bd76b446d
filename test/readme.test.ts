/** The README is true: its queries fit the schema, its commands exist; and no page names what is not there. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { buildSchema, parse, validate } from 'graphql';

const ROOT = new URL('../../', import.meta.url);
const read = (name: string) => readFileSync(new URL(name, ROOT), 'utf8');
const README = read('README.md');

const blocks = (language: string) =>
  [...README.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'g'))].map(([, code]) => code as string);

describe('the README', () => {
  it('shows queries that fit the schema', () => {
    const schema = buildSchema(read('schema.gql'));
    expect(blocks('graphql').length).toBeGreaterThan(0);
    for (const query of blocks('graphql')) expect(validate(schema, parse(query))).toEqual([]);
  });

  it('names commands that exist', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const named = [...README.matchAll(/npm (?:run )?(start|test|send|check)\b/g)].map(([, name]) => name as string);
    expect(new Set(named)).toEqual(new Set(['start', 'test', 'send', 'check']));
    for (const name of named) expect(scripts).toHaveProperty([name]);
  });

  it('is short', () => expect(README.split('\n').length).toBeLessThanOrEqual(81));
});

const PAGES = [
  'README.md',
  'CHANGELOG.md',
  'bench/README.md',
  'test/scenarios/README.md',
  ...readdirSync(new URL('docs/', ROOT), { recursive: true })
    .map((name) => `docs/${name}`)
    .filter((name) => name.endsWith('.md')),
];

describe('all pages', () => {
  it.each(PAGES)('%s links to files that exist, and names files that exist', (page) => {
    const here = new URL(page, ROOT);
    const text = read(page);
    const links = [...text.matchAll(/\]\(((?!http|#)[^)#]+)[^)]*\)/g)].map(([, file]) => new URL(file as string, here));
    const named = [...text.matchAll(/`((?:src|test|docs|activities|workflows|bench)\/[\w./-]+\.\w+)`/g)].map(
      ([, file]) => new URL(file as string, ROOT),
    );
    expect([...links, ...named].filter((file) => !existsSync(file)).map(String)).toEqual([]);
  });

  it('refer to no paper that is not in the repository', () => {
    for (const page of PAGES)
      expect([page, /DESIGN|knowledge\/|seeds\b|(?<!--)\bseed\b/.exec(read(page))]).toEqual([page, null]);
  });
});
