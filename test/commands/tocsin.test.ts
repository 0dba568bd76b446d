/** `tocsin` as an operator types it: help, slips of the pen, and how it ends. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeDataFolder } from '../support/folders.js';
import { startProcess } from '../support/processes.js';

const PROGRAM = fileURLToPath(new URL('../../src/tocsin.js', import.meta.url));
let folder: string;

beforeAll(async () => {
  folder = await makeDataFolder('tocsin-command');
});

async function tocsin(...args: string[]): Promise<{ code: number | null; said: string }> {
  const { ended, output } = startProcess([PROGRAM, ...args], { cwd: folder, env: {} });
  const code = await ended;
  return { code, said: output() };
}

it('lists its commands, and each says more of itself', async () => {
  const help = await tocsin('--help');
  expect(help).toEqual({ code: 0, said: expect.stringMatching(/^tocsin <command>/) });
  expect((await tocsin('help')).said).toBe(help.said);
  expect((await tocsin('-h')).said).toBe(help.said);
  expect(await tocsin()).toEqual({ ...help, code: 64 });
  const names = [...help.said.matchAll(/^ {2}([a-z-]+) {2,}/gm)].map(([, name]) => name as string);
  expect(names).toEqual(expect.arrayContaining(['migrate', 'start', 'send']));
  const helps = await Promise.all(names.map((name) => tocsin(name, '--help')));
  for (const [at, { code, said }] of helps.entries())
    expect([names[at], code, said]).toEqual([names[at], 0, expect.stringContaining(names[at] as string)]);
});

it.each([
  [['strat', 'api'], 64, 'There is no command "strat"; did you mean start?\n'],
  [['constructor'], 64, 'There is no command "constructor".\n'],
  [['start'], 64, 'Say which process: tocsin start api, or tocsin start worker.\n'],
  [['start', 'wroker'], 64, 'There is no process "wroker"; did you mean: tocsin start worker\n'],
  [['start', 'api', '--prot', '3000'], 64, 'There is no option --prot.\n'],
  [['migrate', 'shwo'], 64, 'It is written tocsin migrate, or tocsin migrate show.\n'],
  [['migrate'], 78, '✖ DATABASE_URL: it is not set; for example: DATABASE_URL=postgres://'],
  [['promote', '10'], 64, 'It takes no words such as "10", only options: --percent.\n'],
  [['replay', '72'], 64, 'It takes no words such as "72", only options: --hours, --most.\n'],
  [['doctor', 'fix'], 64, 'It takes no words such as "fix", only options: --fix, --json, --wait.\n'],
  [['--settings', 'nowhere.env', 'migrate'], 64, 'The file nowhere.env cannot be read.\n'],
])('%j ends with %d and a sentence', async (args, code, said) => {
  expect(await tocsin(...args)).toEqual({ code, said: expect.stringContaining(said) });
});

it('says which version it is', async () => {
  expect(await tocsin('--version')).toEqual({ code: 0, said: expect.stringMatching(/^\d+\.\d+\.\d+\S*\n$/) });
});

it('reads settings from a file', async () => {
  await writeFile(join(folder, 'some.env'), 'PORT=none\n');
  for (const args of [
    ['--settings', 'some.env', 'migrate'],
    ['--settings=some.env', 'migrate'],
  ])
    expect(await tocsin(...args)).toEqual({ code: 78, said: expect.stringContaining('PORT') });
});

it('writes settings that can be used, once', async () => {
  for (const [args, code, said] of [
    [['MAIL_FROM=nonsense'], 78, 'MAIL_FROM: "nonsense" cannot be used; write an address'],
    [['DATABSE_URL=postgres://me:hidden@db/x'], 64, 'There is no setting DATABSE_URL; did you mean DATABASE_URL?\n'],
    [['--', '=x'], 64, '"=x" is no setting with its value: tocsin init PUBLIC_URL='],
    [['SMTP_URL_FILE=nowhere'], 78, 'SMTP_URL_FILE: the file nowhere cannot be read'],
  ] as const)
    expect(await tocsin('init', ...args)).toEqual({ code, said: expect.stringContaining(said) });
  await writeFile(join(folder, 'key'), `k1:${Buffer.alloc(32, 1).toString('base64')}\n`);
  const made = await tocsin('init', 'PORT=3001', 'TOCSIN_ENCRYPTION_KEYS_FILE=key');
  expect(made).toEqual({
    code: 0,
    said: expect.stringMatching(/^Wrote \.env, .*PORT, TOCSIN_ENCRYPTION_KEYS_FILE, TOCSIN_AD/),
  });
  expect(await tocsin('--settings', '.env', 'migrate', 'show')).toEqual({
    code: 78,
    said: expect.not.stringMatching(/TOCSIN_ENCRYPTION_KEYS|PORT/),
  });
  expect(await tocsin('init', 'PORT=3002')).toEqual({
    code: 64,
    said: expect.stringContaining('There is a .env here'),
  });
});
