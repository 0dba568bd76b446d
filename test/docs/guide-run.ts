/** Does what a page of docs/guide says, in its order, as a reader of it would. */
import { type ChildProcess, spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { parse } from 'graphql';
import type { Data, GraphqlClient } from '../support/graphql.js';
import { eventually } from '../support/program.js';
import { fits, isShown, type Step, valueAt } from './guide-page.js';

export interface GuideOptions {
  client: GraphqlClient;
  /** Where the shell works. Packages of the project are found from there. */
  folder: string;
  /** What the reader knows from the start, for operations and shell alike. */
  values: Record<string, string>;
}

/** A process that starts on a machine with other work may be slow. */
const PATIENCE_MS = 90_000;

interface Shell {
  child: ChildProcess;
  output: string;
}

export class GuideRun {
  private readonly values: Record<string, string>;
  private readonly background: Shell[] = [];
  private answer: Data = null;
  private shell: Shell | null = null;

  constructor(private readonly options: GuideOptions) {
    this.values = { ...options.values };
  }

  async run(steps: readonly Step[]): Promise<void> {
    for (const step of steps) await this.take(step);
  }

  /** Ends what goes on in the background. */
  async end(): Promise<void> {
    await Promise.all(
      this.background.map(({ child }) => {
        if (child.exitCode !== null || child.signalCode !== null) return undefined;
        const ended = new Promise((resolve) => child.once('exit', resolve));
        child.kill('SIGTERM');
        return ended;
      }),
    );
  }

  private async take(step: Step): Promise<void> {
    switch (step.kind) {
      case 'ask':
        return this.ask(step);
      case 'answer':
        if (!isShown(step.expected, this.answer)) expect(this.answer).toEqual(step.expected);
        return;
      case 'file':
        return writeFile(join(this.options.folder, step.name), step.text);
      case 'shell':
        return this.start(step.script, step.background);
      case 'output':
        return this.compare(step.lines);
    }
  }

  private async ask({ query, keep, until }: Step & { kind: 'ask' }): Promise<void> {
    const ask = () => this.options.client.get(query, this.variablesOf(query));
    if (until) {
      const [path, value] = until;
      const asked = async () => {
        this.answer = await ask();
        return isDeepStrictEqual(String(valueAt(this.answer, path)), value);
      };
      await eventually(`${path} to be ${value}`, asked, PATIENCE_MS).catch((error: Error) => {
        throw new Error(`${error.message}; it is ${JSON.stringify(this.answer)}`);
      });
    } else this.answer = await ask();
    for (const [name, path] of keep) {
      const value = valueAt(this.answer, path);
      if (typeof value !== 'string') throw new Error(`there is no ${path} in ${JSON.stringify(this.answer)}`);
      this.values[name] = value;
    }
  }

  private variablesOf(query: string): Record<string, string> {
    const names = parse(query).definitions.flatMap((definition) =>
      definition.kind === 'OperationDefinition'
        ? (definition.variableDefinitions ?? []).map(({ variable }) => variable.name.value)
        : [],
    );
    return Object.fromEntries(
      names.map((name) => {
        const value = this.values[name];
        if (value === undefined) throw new Error(`nothing before says what $${name} is`);
        return [name, value];
      }),
    );
  }

  private async start(script: string, background: boolean): Promise<void> {
    const named = Object.entries(this.values).map(([name, value]) => [
      name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase(),
      value,
    ]);
    const { PATH } = process.env;
    const child = spawn('bash', ['-euo', 'pipefail', '-c', background ? `exec ${script.trim()}` : script], {
      cwd: this.options.folder,
      env: { PATH, ...Object.fromEntries(named) },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const shell: Shell = { child, output: '' };
    this.shell = shell;
    child.stdout.on('data', (chunk) => (shell.output += String(chunk)));
    child.stderr.on('data', (chunk) => (shell.output += String(chunk)));
    if (background) {
      this.background.push(shell);
      await eventually(`a word of: ${script}`, async () => shell.output !== '', PATIENCE_MS);
      return;
    }
    const code = await new Promise((resolve) => child.once('close', resolve));
    if (code !== 0) throw new Error(`${script}ended with ${code}: ${shell.output}`);
  }

  /** What goes on in the background may still print it. */
  private async compare(lines: readonly string[]): Promise<void> {
    const shell = this.shell as Shell;
    const missing = () => {
      const printed = shell.output.trim().split('\n');
      return lines.filter((line) => !printed.some((one) => fits(line, one)));
    };
    if (this.background.includes(shell))
      await eventually(`${lines.join('\n')} in its output`, async () => missing().length === 0, PATIENCE_MS);
    if (missing().length > 0) throw new Error(`not printed: ${missing().join('\n')}; printed: ${shell.output}`);
  }
}
