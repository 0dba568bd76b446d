/** The table of who sees what, as docs/access.md has it. */
import type { GraphQLSchema } from 'graphql';
import { isIntrospectionType, isObjectType } from 'graphql';
import { accessOf } from '../../src/core/schema/access.js';
import type { ApiAccess } from '../../src/core/schema/enums.js';
import type { Walked } from './access-walk.js';

type Level = Exclude<ApiAccess, 'ADMIN'>;
const ROOTS = ['Query', 'Mutation', 'Subscription'];

const HEAD = `# Who sees what

Written by \`npm run access\` from what a test was answered, which walked the schema with a key of each kind over objects of one's own and of others, by every path; do not edit. [How keys are made](guide/access.md).

ADMIN sees everything of its business, and nobody anything of another one. “Own” is what belongs to the person of a MEMBER key or was told to them, “others'” what belongs to or was told to colleagues; of a PRODUCER “own” is what its key published.
`;

export function accessPage(schema: GraphQLSchema, walked: Record<Level, Walked>): string {
  return [
    HEAD,
    ...ROOTS.map((name) => rootSection(schema, name)),
    '## Objects\n',
    ...objectSections(schema, walked),
  ].join('\n');
}

function rootSection(schema: GraphQLSchema, name: string): string {
  const type = schema.getType(name);
  const fields = isObjectType(type) ? Object.values(type.getFields()) : [];
  const rows = fields.map((field): [string, string[]] => {
    const rule = accessOf(field);
    const cell = (access: Level) => {
      if (!rule?.accesses.includes(access)) return '–';
      return access === 'MEMBER' && rule.scope ? `own ${rule.scope.member}` : 'yes';
    };
    return [field.name, [cell('VIEWER'), cell('MEMBER'), cell('PRODUCER')]];
  });
  return table(`## ${name}`, ['field', 'VIEWER', 'MEMBER', 'PRODUCER'], rows);
}

function objectSections(schema: GraphQLSchema, walked: Record<Level, Walked>): string[] {
  const types = Object.values(schema.getTypeMap())
    .filter((type) => isObjectType(type) && !isIntrospectionType(type) && !ROOTS.includes(type.name))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const sections: string[] = [];
  const unseen: string[] = [];
  for (const type of types) {
    if (!isObjectType(type)) continue;
    const rows = Object.keys(type.getFields())
      .sort()
      .map((field): [string, string[]] => [field, cellsOf(walked, `${type.name}.${field}`)]);
    if (rows.every(([, cells]) => cells.every((cell) => cell === '–'))) unseen.push(type.name);
    else sections.push(table(`### ${type.name}`, HEADS, rows));
  }
  return [...sections, '### Of ADMIN only, or part of the answer to a change\n', `${unseen.join(', ')}.`, ''];
}

const HEADS = ['field', 'VIEWER', 'MEMBER, own', "MEMBER, others'", 'PRODUCER, own', "PRODUCER, others'"];

/** A VIEWER has nothing of their own. */
function cellsOf({ VIEWER, MEMBER, PRODUCER }: Record<Level, Walked>, field: string): string[] {
  const of = ({ seen }: Walked, owners: string[]) =>
    owners.some((owner) => seen.has(`${field} ${owner}`)) ? 'yes' : '–';
  const ofBoth = (one: Walked) => [of(one, ['OWN']), of(one, ['OTHERS'])];
  return [of(VIEWER, ['OWN', 'OTHERS']), ...ofBoth(MEMBER), ...ofBoth(PRODUCER)];
}

/** Fields that are alike share a row. */
function table(title: string, head: string[], rows: [string, string[]][]): string {
  const groups = new Map<string, string[]>();
  for (const [field, cells] of rows) groups.set(cells.join(' | '), [...(groups.get(cells.join(' | ')) ?? []), field]);
  const names = (fields: string[]) => fields.map((field) => `\`${field}\``).join(' ');
  const lines = [...groups].map(([cells, fields]) => `| ${names(fields)} | ${cells} |`);
  return [title, '', `| ${head.join(' | ')} |`, `| ${head.map(() => '---').join(' | ')} |`, ...lines, ''].join('\n');
}
