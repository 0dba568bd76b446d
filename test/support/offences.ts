/** Files that break a rule of architecture.test.ts, one offence each: what proves that its checkers see something. */
const LONG = '\n'.repeat(302);

export const OFFENCES = {
  domain: {
    'src/domain/a.ts': "import { seal } from '../access/secret-box.js';",
    'src/domain/b.ts': "import type { Pool } from 'pg';",
    'src/domain/c.ts': "export { randomUUID } from 'node:crypto';",
  },
  workflows: {
    'workflows/a.ts': "import { type Activities } from '../activities/index.js';",
    'workflows/b.ts': "const fs = await import('node:fs');",
    'workflows/c.ts': "import { Client } from '@temporalio/client';",
    'workflows/d.ts': "import type { Event } from '../src/events/event.entity.js';",
  },
  activities: {
    'activities/a.ts': "import { Relay } from '../src/ingest/relay.js';",
    'activities/b.ts': "import { Injectable } from '@nestjs/common';",
    'activities/c.ts': "import { SEARCH_ATTRIBUTES } from '../workflows/messages.js';",
    'activities/d.ts': "import { proxyActivities } from '@temporalio/workflow';",
  },
  src: {
    'src/a.ts': "import { notify } from '../workflows/notify.workflow.js';",
    'src/b.ts': "import { createActivities } from '../activities/index.js';",
    'src/temporal/worker.ts': "import { plan } from '../../src/core/planning/plan-events.js';",
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
  drawers: { 'src/events/utils/a.ts': '', 'src/helpers/b.ts': '', 'activities/common/c.ts': '', 'src/dto/d.ts': '' },
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
