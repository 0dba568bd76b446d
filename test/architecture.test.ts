// The rules of the house, over the syntax trees of all sources: who may take what from where, names and sizes.
// Each rule also sees files that break it, one offence each: a checker that finds nothing would prove nothing.
import { readFileSync } from 'node:fs';
import ts from 'typescript';
import {
  bodyLines,
  cyclesIn,
  type Import,
  importsOf,
  isBarrel,
  isOurs,
  parse,
  readSources,
  where,
} from './support/syntax.js';

/** Parts of `src` that activities use as they use an SDK: they hold no rule of the API, and nothing of Nest. */
const MECHANISMS = ['content/', 'sandbox/', 'outbound/', 'access/secret-box.ts', 'named-statement.ts', 'new-id.ts'];
/** The processes see the environment only to hand it to `readEnvironment`. */
const PROCESSES = ['local', 'main', 'worker', 'send', 'migrate'].map((name) => `src/${name}.ts`);
/** What Temporal runs by name, and what a worker is given: entry points, no shortcuts. */
const ENTRIES = ['workflows/index.ts', 'activities/index.ts'];

const SOURCES = readSources();
type Rule = (files: readonly ts.SourceFile[]) => string[];

function rule(name: string, broken: Record<string, string>, check: Rule): void {
  it(name, () => {
    expect(check(SOURCES)).toEqual([]);
    const offenders = check(Object.entries(broken).map(([path, text]) => parse(path, text)));
    expect(offenders.map((line) => line.split(/:| /)[0])).toEqual(Object.keys(broken));
  });
}

/** A rule about what the files of a folder import. */
const taking =
  (folder: string, allowed: (imported: Import) => boolean): Rule =>
  (files) =>
    files
      .flatMap(importsOf)
      .filter((one) => one.from.startsWith(folder) && !allowed(one))
      .map((one) => `${one.from} takes ${one.to}`);

describe('direction', () => {
  const domain = {
    'src/domain/a.ts': "import { encrypt } from '../access/secret-box.js';",
    'src/domain/b.ts': "import type { Pool } from 'pg';",
    'src/domain/c.ts': "export { randomUUID } from 'node:crypto';",
  };
  rule(
    'the domain takes nothing from outside',
    domain,
    taking('src/domain/', ({ to }) => to.startsWith('src/domain/')),
  );

  const workflows = {
    'workflows/a.ts': "import { type Activities } from '../activities/index.js';",
    'workflows/b.ts': "const fs = await import('node:fs');",
    'workflows/c.ts': "import { Client } from '@temporalio/client';",
    'workflows/d.ts': "import type { Event } from '../src/events/event.entity.js';",
  };
  rule(
    'workflows take Temporal’s own parts, the domain, and types of activities',
    workflows,
    taking(
      'workflows/',
      ({ to, typeOnly }) =>
        /^@temporalio\/(workflow|common)$|^src\/domain\/|^workflows\//.test(to) ||
        (typeOnly && to.startsWith('activities/')),
    ),
  );

  const activities = {
    'activities/a.ts': "import { Relay } from '../src/ingest/relay.js';",
    'activities/b.ts': "import { Injectable } from '@nestjs/common';",
    'activities/c.ts': "import { SEARCH_ATTRIBUTES } from '../workflows/messages.js';",
  };
  const isSdk = (to: string) => !isOurs(to) && !/^@nestjs\/|^@temporalio\/(client|worker|workflow)$/.test(to);
  rule(
    'activities take the domain, entities, SDKs and mechanisms',
    activities,
    taking(
      'activities/',
      ({ to, typeOnly }) =>
        isSdk(to) ||
        /^src\/domain\/|^activities\/|\.entity\.ts$/.test(to) ||
        MECHANISMS.some((part) => to.startsWith(`src/${part}`)) ||
        (typeOnly && to === 'workflows/messages.ts'),
    ),
  );

  const src = {
    'src/a.ts': "import { notify } from '../workflows/notify.workflow.js';",
    'src/b.ts': "import { createActivities } from '../activities/index.js';",
    'src/temporal/c.ts': "import { plan } from '../../activities/plan.js';",
  };
  const open = ['workflows/messages.ts', 'activities/channels/index.ts'];
  rule(
    'src takes messages and channels; of workflows and activities only types, but for the worker',
    src,
    taking(
      'src/',
      ({ from, to, typeOnly }) =>
        typeOnly ||
        !/^(workflows|activities)\//.test(to) ||
        open.includes(to) ||
        (from === 'src/temporal/worker.ts' && to === 'activities/index.ts'),
    ),
  );

  const client = { 'src/events/a.ts': "import type { Client } from '@temporalio/client';" };
  rule(
    'only src/temporal knows the client of Temporal',
    client,
    taking('', ({ from, to }) => to !== '@temporalio/client' || from.startsWith('src/temporal/')),
  );

  it('no file takes itself by way of others, types apart', () => {
    expect(cyclesIn(SOURCES)).toEqual([]);
    const [a, b] = [parse('src/a.ts', "import './b.js';"), parse('src/b.ts', "import { a } from './a.js';")];
    expect(cyclesIn([a, b])).toEqual(['src/a.ts → src/b.ts → src/a.ts']);
    expect(cyclesIn([a, parse('src/b.ts', "import type { A } from './a.js';")])).toEqual([]);
  });

  const barrel = { 'src/events/index.ts': "import './x.js';\nexport * from './event.entity.js';" };
  rule('no file only passes others on, but for the two entries', barrel, (files) =>
    files.filter((file) => isBarrel(file) && !ENTRIES.includes(file.fileName)).map((file) => file.fileName),
  );
});

/** `process.env`, however it is written. The local run finds programs by PATH and passes the rest on to them. */
function readsEnvironment(node: ts.Node, path: string): boolean {
  if (!/^process\s*\??\.?\s*(env|\[.env.\])$/.test(node.getText()) || path === 'src/config.ts') return false;
  const { parent } = node;
  const handed = ts.isCallExpression(parent) && parent.expression.getText() === 'readEnvironment';
  const passed = ts.isSpreadAssignment(parent) || /\.(PATH|XDG_CACHE_HOME)$/.test(parent.getText());
  return !(handed && PROCESSES.includes(path)) && !(passed && path.startsWith('src/local/'));
}

function loadsWholeGraphs(node: ts.Node): boolean {
  if (ts.isPropertyAssignment(node)) return node.name.getText() === 'relations';
  return ts.isCallExpression(node) && /\.save$/.test(node.expression.getText());
}

describe('habits', () => {
  const environment = {
    'src/a.ts': 'const home = process.env.HOME;',
    'src/local/b.ts': "const port = process['env'].PORT;",
    'src/main.ts': 'const all = { ...process.env };',
  };
  rule('only src/config.ts reads the environment', environment, (files) => where(files, readsEnvironment));

  const drawers = {
    'src/events/utils/a.ts': '',
    'activities/common/b.ts': '',
    'src/helpers/c.ts': '',
    'src/dto/d.ts': '',
  };
  rule('no folder is a drawer for anything', drawers, (files) =>
    files.map((file) => file.fileName).filter((path) => /\/(utils|helpers|common|dto)\//.test(path)),
  );

  const orm = { 'src/a.ts': 'await repository.save(row);', 'src/b.ts': 'find({ relations: { a: true } });' };
  rule('nobody calls save or asks for relations', orm, (files) => where(files, loadsWholeGraphs));
});

describe('sizes', () => {
  it('are taken of all sources', () => expect(SOURCES.length).toBeGreaterThan(150));

  const long = { 'src/a.ts': '\n'.repeat(301) };
  rule('files have 300 lines at most', long, (files) =>
    files
      .filter((file) => file.text.trimEnd().split('\n').length > 300 || file.text.split('\n').length > 301)
      .map((file) => file.fileName),
  );

  const lines = '\n'.repeat(42);
  const functions = {
    'src/a.ts': `const f = () => {${lines}};`,
    'src/b.ts': `class A { m() {${lines}} }`,
    'src/c.ts': `function f() {${lines}}`,
  };
  rule('functions have 40 lines at most', functions, (files) => where(files, (node) => bodyLines(node) > 40));

  const six = { 'src/a.ts': 'class A { constructor(a: A, b: A, c: A, d: A, e: A, f: A) {} }' };
  rule('constructors have five parameters at most', six, (files) =>
    where(files, (node) => ts.isConstructorDeclaration(node) && node.parameters.length > 5),
  );

  it('the workflow bundle stays below 2 MB, without TypeORM and Nest', () => {
    const faults = (code: string) => [
      ...(code.length < 2_000_000 ? [] : ['size']),
      ...(code.match(/typeorm|@nestjs/g) ?? []),
    ];
    expect(faults(readFileSync(new URL('../workflow-bundle.js', import.meta.url), 'utf8'))).toEqual([]);
    expect(faults(`require('typeorm'); require('@nestjs/core');${' '.repeat(2_000_000)}`)).toEqual([
      'size',
      'typeorm',
      '@nestjs',
    ]);
  });
});
