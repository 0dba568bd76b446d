/** What the end of a start says: where everything is, and what to type next. */
import type { DataSource } from 'typeorm';
import { Source } from '../core/ingest/source.entity.js';
import { SourceCache } from '../core/ingest/source-cache.js';
import type { Config } from '../platform/config.js';
import { PublicUrl } from '../platform/public-url.js';
import { SIGN_IN_MINUTES } from '../platform/secrets/sealed-links.js';
import { SecretBox } from '../platform/secrets/secret-box.js';
import { SOURCE_KINDS } from '../sources/index.js';
import type { SourceKindEntry } from '../sources/source-kind.js';
import type { OverviewLinks } from './overview-page.js';

export interface Places {
  web: string;
  /** Where this program listens on this machine: its own pages are there only. */
  local: string;
  temporal: string | null;
  adminKey: string;
  /** Signs a browser in, once. */
  signIn: string;
  sources: { name: string; url: string; secret: string }[];
}

export const welcome = { text: welcomeText, links, sources };
export const farewell = 'Stopped. The data is kept; "npm start" goes on with it.';

function links({ web, local, temporal }: Places): OverviewLinks[] {
  return [
    { label: 'GraphQL', url: `${web}/graphql`, help: 'local.help.GraphQL' },
    { label: 'Mailbox', title: 'local.mails', url: `${local}/dev/mailbox`, help: 'local.help.Mailbox' },
    { label: 'Slack', url: `${local}/dev/slack`, help: 'local.help.Slack' },
    { label: 'Push', url: `${local}/dev/push`, help: 'local.help.Push' },
    ...(temporal ? [{ label: 'Temporal', url: temporal, help: 'local.help.Temporal' as const }] : []),
  ];
}

function welcomeText(places: Places, seconds: number): string {
  const rows = [
    ['Web app', places.signIn],
    ['', `(signs you in once, within ${SIGN_IN_MINUTES} minutes; the page stays ${places.web})`],
    ['This run', `${places.local}/dev`],
    ...links(places).map((link) => [link.label, link.url]),
    ['Admin key', places.adminKey],
  ];
  const webhooks = places.sources.flatMap((source) => [
    [source.name, source.url],
    ['', `secret ${source.secret}`],
  ]);
  const width = Math.max(...[...rows, ...webhooks].map((row) => (row[0] ?? '').length));
  const lines = [...rows, ...webhooks].map(([label = '', value = '']) => `  ${label.padEnd(width)}  ${value}`);
  return [
    `\nTocsin is ready (${seconds.toFixed(1)} s).\n`,
    ...lines,
    '\nSend a signed sample and see what becomes of it:',
    '  npm run send -- payment.failed',
    'Ctrl-C stops everything.\n',
  ].join('\n');
}

/** The webhook addresses with their secrets: this terminal belongs to their owner. */
async function sources(dataSource: DataSource, config: Config): Promise<Places['sources']> {
  const book = new SourceCache(dataSource, new SecretBox(config.encryptionKeys.reveal()));
  const publicUrl = new PublicUrl(config.publicUrl);
  const rows = await dataSource.getRepository(Source).find({ order: { id: 'ASC' }, take: 20 });
  const kinds: Record<string, SourceKindEntry> = SOURCE_KINDS;
  const offered = rows.filter((source) => !kinds[source.kind]?.own);
  return offered.map((source) => ({
    name: source.name,
    url: publicUrl.ofSource(source.id),
    secret: book.open(source, Date.now()).secrets[0] ?? 'none',
  }));
}
