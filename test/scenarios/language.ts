/** Reads a scenario from its YAML. A slip is an error that names file and line and says what can be written there. */
import { isMap, isScalar, isSeq, LineCounter, type Node, type Pair, parseDocument } from 'yaml';
import { DEFAULT_POLICY } from '../../src/core/disputes/default-policy.js';
import { type EscalationLevel, type EscalationPolicy } from '../../src/domain/disputes/escalation.js';
import {
  type Act,
  actOf,
  type Demand,
  demandOf,
  durationOf,
  type Moment,
  momentOf,
  type Provider,
  reachedOf,
  Slip,
  type Span,
  spanOf,
} from './sentences.js';

interface Person extends EscalationLevel {
  name: string;
}

/** A line of the file, as it is written there. */
interface Written {
  line: number;
  text: string;
}

export interface Scenario {
  /** What it is about, in a sentence. */
  name: string;
  /** IANA; all times are meant there. */
  zone: string;
  people: readonly Person[];
  policy: EscalationPolicy;
  /** In the order of the file; moments are looked for from the first one on. */
  happens: readonly (Written & { at: Moment; act: Act })[];
  must: readonly (Written & { span: Span; demand: Demand })[];
}

/** @throws Error with `file:line: what is wrong` for every kind of slip. */
export function readScenario(file: string, text: string): Scenario {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const reader = new Reader(file, lines);
  const [broken] = document.errors;
  if (broken) throw new Error(`${file}:${broken.linePos?.[0].line ?? 1}: ${broken.message.split('\n')[0]}`);
  return reader.scenario(document.contents);
}

const KEYS = ['scenario', 'zone', 'people', 'policy', 'happens', 'must'] as const;
const POLICY_KEYS = ['remind', 'levels', 'estimate'] as const;

class Reader {
  constructor(
    private readonly file: string,
    private readonly lines: LineCounter,
  ) {}

  scenario(root: Node | null): Scenario {
    const parts = this.parts(root, KEYS, 'a scenario');
    const wanted = (key: (typeof KEYS)[number]): Node =>
      parts.get(key) ??
      this.fail(root, `"${key}:" is missing; a scenario has ${KEYS.join(', ')} (policy may be left out)`);
    const people = this.pairs(wanted('people'), 'people, each as "Name: role"').map(({ key, value, node }) => ({
      name: key,
      ...this.understood(node, () => reachedOf(this.text(value))),
    }));
    const names = people.map(({ name }) => name);
    const name = this.text(wanted('scenario'));
    const zone = this.understood(wanted('zone'), () => zoneOf(this.text(wanted('zone'))));
    const happens = this.happenings(wanted('happens'), names);
    const must = this.entries(wanted('must')).map(({ key, value, line, node }) =>
      this.understood(node, () => ({
        line,
        text: `${key}: ${this.text(value)}`,
        span: spanOf(key),
        demand: demandOf(this.text(value), names),
      })),
    );
    return { name, zone, people, policy: this.policy(parts.get('policy') ?? null), happens, must };
  }

  private happenings(node: Node, names: readonly string[]): Scenario['happens'] {
    const entries = this.entries(node);
    const happens = entries.map(({ key, value, line, node }) => {
      const text = this.text(value);
      return this.understood(node, () => ({
        line,
        text: `${key}: ${text}`,
        at: momentOf(key),
        act: actOf(text, names),
      }));
    });
    const [opening, ...others] = happens.map(({ act }) => act);
    if (opening?.kind !== 'opened') return this.fail(node, 'a scenario begins with "a dispute is opened at …"');
    for (const [n, act] of others.entries()) {
      const unheardOf = neverSaid(act, opening.provider);
      if (unheardOf) this.fail(entries[n + 1]?.node ?? node, unheardOf);
    }
    return happens;
  }

  private policy(node: Node | null): EscalationPolicy {
    if (!node) return DEFAULT_POLICY;
    const parts = this.parts(node, POLICY_KEYS, 'a policy');
    const list = <T>(key: (typeof POLICY_KEYS)[number], read: (text: string) => T, otherwise: readonly T[]) => {
      const items = parts.get(key);
      if (!items) return otherwise;
      if (!isSeq(items) || items.items.length === 0)
        return this.fail(items, `"${key}:" is a list with at least one item`);
      return items.items.map((item) => this.understood(item as Node, () => read(this.text(item as Node))));
    };
    const estimate = parts.get('estimate');
    return {
      remindBefore: list('remind', durationOf, DEFAULT_POLICY.remindBefore),
      levels: list('levels', reachedOf, DEFAULT_POLICY.levels),
      estimatedResponseTime: estimate
        ? this.understood(estimate, () => durationOf(this.text(estimate)))
        : DEFAULT_POLICY.estimatedResponseTime,
    };
  }

  /** The values of a map whose keys are among those that are known. */
  private parts(node: Node | null, known: readonly string[], what: string): Map<string, Node> {
    const pairs = this.pairs(node, `${what} with ${known.join(', ')}`);
    for (const pair of pairs)
      if (!known.includes(pair.key))
        this.fail(pair.node, `"${pair.key}:" is no part of ${what}; there are ${known.join(', ')}`);
    return new Map(pairs.map(({ key, value }) => [key, value]));
  }

  private pairs(node: Node | null, what: string): { key: string; value: Node; node: Node; line: number }[] {
    if (!isMap(node) || node.items.length === 0) return this.fail(node, `here stands ${what}`);
    return (node.items as Pair<Node, Node | null>[]).map((pair) => {
      const value = pair.value ?? this.fail(pair.key, `"${this.text(pair.key)}:" has nothing behind it`);
      return { key: this.text(pair.key), value, node: pair.key, line: this.lineOf(pair.key) };
    });
  }

  /** Of a list of "time: sentence". */
  private entries(node: Node) {
    if (!isSeq(node) || node.items.length === 0)
      return this.fail(node, 'here stands a list of lines "- Friday 18:00: what happens"');
    return node.items.flatMap((item) =>
      this.pairs(item as Node, 'a time and a sentence, "Friday 18:00: what happens"'),
    );
  }

  private text(node: Node): string {
    if (isScalar(node) && node.value !== null) return String(node.source ?? node.value).trim();
    return this.fail(node, 'here stands a text');
  }

  private understood<T>(node: Node, read: () => T): T {
    try {
      return read();
    } catch (error) {
      if (error instanceof Slip) return this.fail(node, error.message);
      throw error;
    }
  }

  private fail(node: Node | null, message: string): never {
    throw new Error(`${this.file}:${this.lineOf(node)}: ${message}`);
  }

  private lineOf(node: Node | null): number {
    return this.lines.linePos(node?.range?.[0] ?? 0).line;
  }
}

/** Why this cannot follow such an opening; null where it can. */
function neverSaid(act: Act, provider: Provider): string | null {
  if (act.kind === 'opened') return 'a scenario is about one dispute';
  if (act.kind === 'moved' && provider === 'DODO') return 'Dodo states no deadline that could move; Stripe does';
  const ofDodo = act.kind === 'fact' && ['accepted', 'expired', 'cancelled'].includes(act.fact);
  return ofDodo && provider === 'STRIPE' ? 'Stripe says challenged, won or lost; the others are said by Dodo' : null;
}

function zoneOf(text: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone;
  } catch {
    throw new Slip(`"${text}" is no time zone; write one such as Europe/Berlin`);
  }
}
