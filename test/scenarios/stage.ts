/**
 * Where scenarios are played: the real workflows, activities, relay and database on Temporal's time-skipping server,
 * where days take moments. Time goes on in steps of an hour, since the relay goes by the machine's clock.
 */
import { RecipientService } from '../../src/api/recipients/recipient.service.js';
import type { Viewer } from '../../src/core/access/viewer.js';
import { respondToDispute } from '../../src/core/disputes/respond.js';
import { Inbox } from '../../src/core/ingest/inbox.js';
import { durationMs } from '../../src/domain/disputes/escalation.js';
import { addBusiness, addPerson, addSource } from '../support/database.js';
import { LadderFixture } from '../support/ladder.js';
import type { Scenario } from './language.js';
import { type ProviderEvent, webhookOf } from './provider.js';
import { type Act, instantOf, type Provider } from './sentences.js';
import type { Course, Telling } from './verdict.js';

const HOUR_MS = 3_600_000;
/** What is due at a step has happened by then. */
const GRACE_MS = 30_000;

/** One scenario that is being played. */
interface Play {
  scenario: Scenario;
  businessId: string;
  source: { businessId: string; id: string };
  provider: Provider;
  begin: number;
  dueAt: number | null;
  /** Ids of people by name. */
  people: ReadonlyMap<string, string>;
  /** Deliveries that were seen. */
  seen: Set<string>;
}

export class Stage {
  private constructor(private readonly bench: LadderFixture) {}

  static async open(): Promise<Stage> {
    return new Stage(await LadderFixture.open());
  }

  close(): Promise<void> {
    return this.bench.close();
  }

  /** Lets a scenario come to pass. */
  async play(scenario: Scenario): Promise<Course> {
    const play = await this.prepare(scenario);
    const { begin } = play;
    const tellings: Telling[] = [];
    const states: { at: number; state: never }[] = [];
    for (const at of stepsOf(scenario, begin)) {
      await this.bench.until(at + GRACE_MS);
      const now = scenario.happens.filter((happening) => instantOf(happening.at, begin, scenario.zone) === at);
      for (const { act } of now) {
        await this.perform(play, act, at);
        await this.settle();
      }
      tellings.push(...(await this.heard(play, at)));
      const rows = await this.query('SELECT state FROM disputes WHERE business_id = $1', [play.businessId]);
      states.push(...rows.map(({ state }) => ({ at, state: state as never })));
    }
    return { begin, end: endOf(scenario, begin), tellings, states };
  }

  private async prepare(scenario: Scenario): Promise<Play> {
    const { dataSource } = this.bench.database;
    const opening = scenario.happens[0]?.act;
    if (opening?.kind !== 'opened') throw new Error('a scenario begins with an opening');
    const businessId = await addBusiness(dataSource, { name: scenario.name, timeZone: scenario.zone });
    await this.setPolicy(businessId, scenario.policy);
    const people = new Map<string, string>();
    for (const { name, roles, channels } of scenario.people) {
      const email = `${name.toLowerCase()}@team.example`;
      const { recipientId } = await addPerson(dataSource, businessId, { name, email, roles: [...roles] });
      await this.query('UPDATE destinations SET enabled = channel = ANY($2) WHERE recipient_id = $1', [
        recipientId,
        channels,
      ]);
      people.set(name, recipientId);
    }
    const { provider } = opening;
    const { id } = await addSource(dataSource, businessId, provider);
    const first = scenario.happens[0]?.at as never;
    const begin = instantOf(first, (await this.bench.now()) + HOUR_MS, scenario.zone);
    return { scenario, businessId, source: { businessId, id }, provider, begin, dueAt: null, people, seen: new Set() };
  }

  private async perform(play: Play, act: Act, at: number): Promise<void> {
    const { businessId, scenario, begin } = play;
    if (act.kind === 'opened' || act.kind === 'moved') {
      play.dueAt = act.due ? instantOf(act.due, begin, scenario.zone) : null;
      return this.hear(play, act.kind, at);
    }
    if (act.kind === 'fact') return this.hear(play, act.fact, at);
    if (act.kind === 'policy')
      return this.setPolicy(businessId, { ...scenario.policy, remindBefore: act.remindBefore });
    const viewer = { businessId, access: 'ADMIN', actor: act.who } as Viewer;
    const { dataSource } = this.bench.database;
    if (act.kind === 'leaves') {
      await new RecipientService(dataSource).remove(viewer, play.people.get(act.who) ?? '');
      return;
    }
    const [dispute] = await this.query('SELECT id FROM disputes WHERE business_id = $1', [businessId]);
    const how = act.kind === 'answers' ? 'RESPOND' : 'ACKNOWLEDGE';
    await respondToDispute(dataSource, { ...viewer, name: act.who }, String(dispute?.id), how, new Date(at));
  }

  private async hear({ provider, begin, dueAt, source }: Play, says: ProviderEvent['says'], at: number): Promise<void> {
    const inbox = new Inbox(this.bench.database.dataSource, { hasRoom: () => false, nudge: () => undefined });
    await inbox.add(await webhookOf({ provider, says, at, openedAt: begin, dueAt }, source));
  }

  private setPolicy(businessId: string, policy: Scenario['policy']): Promise<void> {
    return this.query('UPDATE businesses SET escalation_policy = $2 WHERE id = $1', [businessId, policy]).then(
      () => undefined,
    );
  }

  /** No time passes while a run has something to do: after a second the dispute's run has looked, and what it says is told. */
  private async settle(): Promise<void> {
    await this.bench.settled();
    await this.bench.until((await this.bench.now()) + 1_000);
  }

  /** What reached somebody since the last look. */
  private async heard({ businessId, people, seen }: Play, at: number): Promise<Telling[]> {
    const rows = await this.query(
      `SELECT v.id, e.type, e.id AS event, d.recipient_id AS recipient
       FROM deliveries v JOIN events e ON e.id = v.event_id JOIN destinations d ON d.id = v.destination_id
       WHERE v.business_id = $1 AND v.status IN ('SENT', 'DELIVERED') AND e.type LIKE 'dispute.%' ORDER BY v.id`,
      [businessId],
    );
    const names = new Map([...people].map(([name, id]) => [id, name]));
    return rows.flatMap(({ id, type, event, recipient }) => {
      if (seen.has(String(id))) return [];
      seen.add(String(id));
      return [{ at, who: names.get(String(recipient)) ?? '', type: String(type), eventId: String(event) }];
    });
  }

  private query(text: string, values: unknown[]): Promise<Record<string, unknown>[]> {
    return this.bench.database.dataSource.query(text, values);
  }
}

/** An hour after the last thing that the scenario names, its deadline included. */
function endOf({ happens, must, policy, zone }: Scenario, begin: number): number {
  const due = happens.flatMap(({ act }) => {
    if (act.kind === 'moved' || (act.kind === 'opened' && act.due))
      return act.due ? [instantOf(act.due, begin, zone)] : [];
    return act.kind === 'opened' && act.due === undefined ? [begin + durationMs(policy.estimatedResponseTime)] : [];
  });
  return Math.max(...due, ...named({ happens, must, zone }, begin)) + HOUR_MS;
}

function named({ happens, must, zone }: Pick<Scenario, 'happens' | 'must' | 'zone'>, begin: number): number[] {
  const moments = [...happens.map(({ at }) => at), ...must.flatMap(({ span: { from, to } }) => [from, to])];
  return moments.flatMap((moment) => (moment ? [instantOf(moment, begin, zone)] : []));
}

/** Every moment that the scenario names, and each hour between. */
function stepsOf(scenario: Scenario, begin: number): number[] {
  const end = endOf(scenario, begin);
  const hours = Array.from({ length: Math.ceil((end - begin) / HOUR_MS) }, (_, n) => begin + n * HOUR_MS);
  return [...new Set([...named(scenario, begin), ...hours, end])].sort((a, b) => a - b);
}
