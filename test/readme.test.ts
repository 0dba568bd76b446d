/** The README is true: its queries fit the schema, its commands exist. */
import { existsSync, readFileSync } from 'node:fs';
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
    const named = [...README.matchAll(/npm (?:run )?(start|test|build|send|migration:run)\b/g)].map(
      ([, name]) => name as string,
    );
    expect(new Set(named)).toEqual(new Set(['start', 'test', 'build', 'send', 'migration:run']));
    for (const name of named) expect(scripts).toHaveProperty([name]);
    for (const [, file] of README.matchAll(/node dist\/src\/(\w+)\.js/g))
      expect(existsSync(new URL(`src/${file}.ts`, ROOT))).toBe(true);
  });

  it('links to files that exist', () => {
    for (const [, file] of README.matchAll(/\]\(((?!http)[^)]+)\)/g))
      expect(existsSync(new URL(file as string, ROOT))).toBe(true);
  });
});
