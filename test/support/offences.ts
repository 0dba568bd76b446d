/** Files that break a rule of architecture.test.ts, one offence each: what proves that its checkers see something. */
const LONG = '\n'.repeat(302);

export const OFFENCES = {
  direction: {
    'src/domain/a.ts': "import { seal } from '../platform/secrets/secret-box.js';",
    'src/i18n/a.ts': "import { log } from '../platform/log.js';",
    'src/platform/a.ts': "import type { Channel } from '../channels/channel.js';",
    'src/channels/a.ts': "import { SOURCE_KINDS } from '../sources/index.js';",
    'src/sources/a.ts': "import type { Event } from '../core/ingest/event.entity.js';",
    'src/core/a.ts': "import type { NotifyResult } from '../../workflows/messages.js';",
    'src/core/b.ts': "type Activities = import('../../activities/index.js').Activities;",
    'activities/a.ts': "import type { Relay } from '../src/temporal/relay.js';",
    'src/temporal/a.ts': "import type { Viewer } from '../api/auth/credential-store.js';",
    'src/temporal/b.ts': "import type { notify } from '../../workflows/notify.workflow.js';",
    'src/api/a.ts': "export { x } from '../local/ports.js';",
    'workflows/a.ts': "import { type Activities } from '../activities/index.js';",
    'workflows/b.ts': "import type { Event } from '../src/core/ingest/event.entity.js';",
    'migrations/a.ts': "import { newId } from '../src/platform/new-id.js';",
    'src/events/a.ts': "import { findEventType } from '../domain/catalogue/index.js';",
  },
  domain: {
    'src/domain/b.ts': "import type { Pool } from 'pg';",
    'src/domain/c.ts': "export { randomUUID } from 'node:crypto';",
  },
  workflows: {
    'workflows/b.ts': "const fs = await import('node:fs');",
    'workflows/c.ts': "import { Client } from '@temporalio/client';",
  },
  nest: {
    'activities/b.ts': "import { Injectable } from '@nestjs/common';",
    'src/core/a.ts': "import { Injectable } from '@nestjs/common';",
    'src/core/b.ts': "import { Field } from '@nestjs/graphql';",
    'src/platform/b.ts': "import type { LoggerService } from '@nestjs/common';",
    'src/channels/b.ts': "import { Field } from '@nestjs/graphql';",
  },
  graph: {
    'src/api/graphql/a.ts': "import { eventsById } from '../events/event.loader.js';",
  },
  core: {
    'activities/d.ts': "import { proxyActivities } from '@temporalio/workflow';",
    'src/core/b.ts': "import { log } from '@temporalio/activity';",
  },
  client: {
    'src/events/a.ts': "import type { Client } from '@temporalio/client';",
    'src/local/b.ts': "type Connection = import('@temporalio/client').Connection;",
  },
  barrels: {
    'src/events/index.ts': "export * from './event.entity.js';",
    'src/inbox/index.ts': "import { Notification } from './notification.entity.js'; export { Notification };",
  },
  environment: {
    'src/a.ts': 'const home = process.env.HOME;',
    'src/local/b.ts': "const port = process['env'].PORT;",
    'src/main.ts': 'const all = { ...process.env };',
    'src/events/c.ts': 'readEnvironment(process.env);',
    'src/d.ts': "import { env } from 'node:process';",
  },
  quotes: {
    'src/core/a.ts': "log.error({ code: 'FAILED', error: String(error) }, 'it failed');",
    'src/api/b.ts': "log.error({ code: 'FAILED', error: error.message }, 'it failed');",
  },
  clocks: {
    'src/core/a.ts': 'const until = Date.now() + WORK_MS;',
    'src/domain/b.ts': 'const at = new Date();',
    'src/temporal/c.ts': 'pause(Math.random() * 2_000);',
    'src/channels/d.ts': 'const clock = Date.now;',
    'activities/e.ts': 'const text = Date();',
    'src/i18n/f.ts': 'const at = new Date;',
  },
  zones: {
    'src/core/a.ts': 'const DAY = `SELECT at AT TIME ZONE ${ZONE} FROM events`;',
    'src/api/b.ts': "const DAY = 'SELECT timezone($1, at) FROM events';",
  },
  fields: {
    'src/api/c.ts': 'class A { @ResolveField(() => String) name(@Parent() { name }: Named): string { return name; } }',
  },
  casts: {
    'src/a.ts': 'createTransport(url, LIMITS as object);',
    'src/b.ts': 'insert(row as never);',
    'src/c.ts': 'const service = connection as unknown as Service;',
    'workflows/d.ts': 'const text = (value as unknown) as string;',
    'activities/e.ts': 'const row = <any>value;',
    'src/f.ts': 'call(value as any);',
  },
  drawers: { 'src/events/utils/a.ts': '', 'src/helpers/b.ts': '', 'activities/common/c.ts': '', 'src/dto/d.ts': '' },
  intl: {
    'src/api/a.ts': "const format = new Intl.NumberFormat('en');",
    'src/core/a.ts': "const text = Intl.DateTimeFormat('en').format(at);",
    'src/channels/a.ts': "const text = at.toLocaleDateString('en');",
    'src/sources/a.ts': "import { IntlMessageFormat } from 'intl-messageformat';",
  },
  locales: {
    'src/a.ts': "const words = { en: 'Name', fr: 'Nom', de: 'Name' };",
    'src/b.ts': "const locales = ['en', 'de', 'fr'];",
    'src/c.ts': "type Locale = 'en' | 'fr' | 'de';",
  },
  namesakes: {
    'src/api/a.ts': 'function read(text: string) { return JSON.parse(text); }',
    'src/core/b.ts': 'export const read = (row: Row) => row.text;',
    'src/local/c.ts': 'const read = promisify(readFile);',
    'src/sources/d.ts': 'interface Api { open(): void } function open() {} export const api: Api = { open };',
    'src/sources/e.ts':
      'interface Hooks { open(): void } function open() {} export const hooks = { open } as const satisfies Hooks;',
  },
  orm: {
    'src/a.ts': 'await repository.save(row);',
    'src/b.ts': 'find({ relations: { source: true } });',
  },
  files: { 'src/a.ts': LONG },
  functions: {
    'src/a.ts': `const f = () => {${LONG}};`,
    'src/b.ts': `class A { m() {${LONG}} }`,
    'src/c.ts': `async function f() {${LONG}}`,
    'src/d.ts': `const f = () => [${LONG}];`,
  },
  constructors: { 'src/a.ts': 'class A { constructor(a, b, c, d, e, f) {} }' },
};
