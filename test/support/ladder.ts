/** A team, its disputes and the real activities, relay and database on the time-skipping server: days in a moment. */
import { randomBytes } from 'node:crypto';
import type { WorkflowHandle } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker } from '@temporalio/worker';
import { createActivities } from '../../activities/index.js';
import { DEFAULT_POLICY } from '../../src/core/disputes/default-policy.js';
import { advanceDisputeLadder } from '../../src/core/disputes/ladder.js';
import { Inbox } from '../../src/core/ingest/inbox.js';
import { type DisputeBody, statusOfType } from '../../src/domain/disputes/dispute-facts.js';
import { type EscalationPolicy } from '../../src/domain/disputes/escalation.js';
import { NO_FACTS, type NormalisedEvent } from '../../src/domain/facts.js';
import type { LadderInput } from '../../src/domain/run-inputs.js';
import type { Role } from '../../src/domain/vocabulary.js';
import { createLog } from '../../src/platform/log.js';
import { newId } from '../../src/platform/new-id.js';
import { Metrics } from '../../src/platform/telemetry/metrics.js';
import { WORKFLOW_BUNDLE } from '../../src/temporal/bundle.js';
import { Relay } from '../../src/temporal/relay.js';
import { RunStarter } from '../../src/temporal/starter.js';
import { addBusiness, addPerson, createDatabase, type TestDatabase } from './database.js';
import { openSender, type Sender } from './deliveries.js';
import { eventually } from './program.js';
import { type SmtpStandIn, startSmtpStandIn } from './stand-ins.js';
import { quietTemporal, startSkippingTemporal } from './temporal.js';

export const HOUR = 3_600_000;

export interface DisputeRow {
  id: string;
  state: string;
  level: number;
  stage: string;
  acknowledgedBy: string | null;
  respondBy: Date | null;
  policy: EscalationPolicy;
}

/** One notice of a dispute's own, and who got it by e-mail. */
export interface ToldRow {
  type: string;
  /** When it was told, and when it was due; the latter for reminders. */
  at: Date;
  dueAt: Date | null;
  level: string | null;
  unreachable: string | null;
  mails: string[];
  inbox: string[];
}

const PEOPLE: Record<string, Role[]> = { sue: ['SUPPORT'], finn: ['FINANCE'], olga: ['OWNER'], eve: ['ENGINEERING'] };

export interface Team {
  businessId: string;
  sourceId: string;
  disputeId: string;
}

export class LadderFixture {
  worker: Worker | null = null;
  private ended: Promise<void> | null = null;
  readonly taskQueue = `ladder-${randomBytes(6).toString('hex')}`;
  private readonly inbox: Inbox;
  private readonly relay: Relay;
  private readonly starter: RunStarter;

  private constructor(
    readonly env: TestWorkflowEnvironment,
    readonly database: TestDatabase,
    readonly smtp: SmtpStandIn,
    private readonly sender: Sender,
  ) {
    this.starter = new RunStarter(env.client, {
      namespace: 'default',
      taskQueue: this.taskQueue,
      eager: false,
      metrics: new Metrics(),
    });
    this.relay = new Relay(
      {
        ...sender,
        log: createLog('error'),
        starter: this.starter,
        lostAfter: { urgentSeconds: 30, otherSeconds: 300 },
      },
      { pollMs: 50, requeueMs: 3_600_000 },
    );
    this.inbox = new Inbox(database.dataSource, { hasRoom: () => false, nudge: () => this.relay.nudge([]) });
  }

  static async open(): Promise<LadderFixture> {
    quietTemporal();
    const env = await startSkippingTemporal();
    const [database, smtp] = await Promise.all([createDatabase(), startSmtpStandIn()]);
    const bench = new LadderFixture(env, database, smtp, openSender(database.dataSource, smtp.url));
    await bench.startWorker();
    bench.relay.start();
    return bench;
  }

  async startWorker(): Promise<void> {
    this.worker = await Worker.create({
      connection: this.env.nativeConnection,
      taskQueue: this.taskQueue,
      workflowBundle: { codePath: WORKFLOW_BUNDLE },
      activities: createActivities({ ...this.sender, runs: this.starter }),
    });
    this.ended = this.worker.run();
  }

  async stopWorker(): Promise<void> {
    this.worker?.shutdown();
    await this.ended;
    this.worker = null;
  }

  async close(): Promise<void> {
    await this.relay.stop();
    await this.stopWorker();
    await this.sender.close();
    await this.smtp.stop();
    await this.env.teardown();
    await this.database.drop();
  }

  /** One look at a dispute, as its run has it done. */
  advance(input: LadderInput): Promise<unknown> {
    return advanceDisputeLadder(this.sender, input);
  }

  sweep(): Promise<void> {
    return this.relay.requeueStuck();
  }

  now(): Promise<number> {
    return this.env.currentTimeMs();
  }

  /** A business with these people, each by name and role, and a dispute that nobody has heard of yet. */
  async newTeam(people = PEOPLE, policy: EscalationPolicy | null = null): Promise<Team> {
    const { dataSource } = this.database;
    const businessId = await addBusiness(dataSource);
    await dataSource.query('UPDATE businesses SET escalation_policy = $2 WHERE id = $1', [businessId, policy]);
    for (const [name, roles] of Object.entries(people))
      await addPerson(dataSource, businessId, { name, roles, email: `${name}@${businessId.slice(4)}.example` });
    return { businessId, sourceId: newId('source'), disputeId: `dp_${randomBytes(6).toString('hex')}` };
  }

  /** A dispute that was just opened, with four days to answer and a level for each reminder. */
  async opened(people = PEOPLE): Promise<{ team: Team; at: number; deadline: number }> {
    const team = await this.newTeam(people, FOUR_LEVELS);
    const at = await this.now();
    const deadline = at + 96 * HOUR;
    await this.happens(team, 'opened', { respondBy: new Date(deadline).toISOString(), respondByEstimated: true });
    return { team, at, deadline };
  }

  /** A fact of the provider, known now; `respondBy` is a moment, `hoursAgo` says when it happened: before now, or before `before` (ms). */
  async happens(
    team: Team,
    type: string,
    { hoursAgo = 0, before, ...facts }: Partial<NormalisedEvent['facts']> & { hoursAgo?: number; before?: number } = {},
  ): Promise<string> {
    const now = await this.now();
    const occurredAt = new Date((before ?? now) - hoursAgo * HOUR).toISOString();
    const about = {
      amount: '2890',
      currency: 'USD',
      customerName: 'Grace',
      disputeId: team.disputeId,
      stage: 'dispute',
    };
    const said = { ...NO_FACTS, ...about, ...facts };
    const { id } = await this.inbox.add({
      businessId: team.businessId,
      sourceId: team.sourceId,
      externalId: newId('event'),
      body: Buffer.from('{}'),
      receivedAt: new Date(now),
      event: {
        type: `dispute.${type}`,
        occurredAt,
        entityId: team.disputeId,
        test: false,
        facts: { ...said, dispute: bodyOf(type, said) },
        collapse: null,
      },
    });
    await this.looked(id);
    return id;
  }

  /** The run of this event is over: what it says is known to the dispute's run. */
  private async looked(id: string): Promise<void> {
    await eventually(`the run of ${id}`, async () => {
      const description = await this.env.client.workflow
        .getHandle(id)
        .describe()
        .catch(() => null);
      return description?.status.name === 'COMPLETED';
    });
    await this.settled();
  }

  /** Everything that was told is delivered. */
  async settled(): Promise<void> {
    await eventually('the end of all events', async () => {
      const [{ open }] = await this.database.dataSource.query(
        `SELECT count(*)::integer AS open FROM events WHERE status IN ('RECEIVED', 'PROCESSING')`,
      );
      return open === 0;
    });
  }

  /** Lets the time run until then, and what falls due happen. */
  async until(at: number): Promise<void> {
    const now = await this.now();
    if (at > now) await this.env.sleep(at - now);
    await this.settled();
  }

  async disputes({ sourceId }: Team): Promise<DisputeRow[]> {
    return this.database.dataSource.query(
      `SELECT id, state, escalation_level AS level, stage, acknowledged_by AS "acknowledgedBy", respond_by AS "respondBy", policy
       FROM disputes WHERE source_id = $1 ORDER BY opened_at, id`,
      [sourceId],
    );
  }

  async dispute(team: Team): Promise<DisputeRow> {
    const [row] = await this.disputes(team);
    if (!row) throw new Error('there is no such dispute');
    return row;
  }

  async runOf(team: Team): Promise<WorkflowHandle> {
    const { id } = await this.dispute(team);
    return this.env.client.workflow.getHandle(id);
  }

  /** What the ladder and people said, in order. */
  async told({ sourceId }: Team): Promise<ToldRow[]> {
    return this.database.dataSource.query(
      `SELECT replace(e.type, 'dispute.', '') AS type, e.occurred_at AS at, r.due_at AS "dueAt", e.facts->>'level' AS level,
         e.facts->>'unreachable' AS unreachable, ${namesBy('EMAIL')} AS mails, ${namesBy('IN_APP')} AS inbox
       FROM events e LEFT JOIN reminders r ON r.event_id = e.id
       WHERE e.source_id = $1 AND e.own ORDER BY e.occurred_at, e.id`,
      [sourceId],
    );
  }

  async toldShort(team: Team, deadline: number): Promise<string[]> {
    return short(await this.told(team), deadline);
  }
}

/** In hours before the deadline, with who got the e-mail; `late` where it came more than a minute after its time. */
export function short(rows: ToldRow[], deadline: number): string[] {
  return rows.map(({ type, at, dueAt, level, mails }) => {
    const due = dueAt ?? at;
    const late = at.getTime() - due.getTime() > 60_000 ? ' late' : '';
    const hours = Math.round((deadline - due.getTime()) / HOUR);
    return [`T-${hours}`, type, level, mails.join('+')].filter(Boolean).join(' ') + late;
  });
}

/** An update that states a deadline is one of an open dispute; an estimate is counted from four days before. */
function bodyOf(type: string, { stage, respondBy, respondByEstimated }: NormalisedEvent['facts']): DisputeBody {
  const quiet = type === 'updated';
  return {
    status: quiet && respondBy ? 'OPEN' : statusOfType(`dispute.${type}`),
    stage,
    submissions: null,
    draft: false,
    moneyTaken: null,
    createdAt: respondByEstimated && respondBy ? new Date(Date.parse(respondBy) - 96 * HOUR).toISOString() : null,
    due: respondBy === null ? 'UNSTATED' : respondByEstimated ? 'ESTIMATED' : 'STATED',
    dueAt: respondByEstimated ? null : respondBy,
    processor: null,
    quietType: quiet ? 'dispute.updated' : null,
    decided: null,
  };
}

const namesBy = (channel: string) => `(
  SELECT coalesce(json_agg(p.name ORDER BY p.name), '[]') FROM deliveries d
  JOIN destinations t ON t.id = d.destination_id JOIN recipients p ON p.id = t.recipient_id
  WHERE d.event_id = e.id AND d.channel = '${channel}' AND d.status IN ('SENT', 'DELIVERED'))`;

/** Ours, with a level for each reminder and one role on each. */
export const FOUR_LEVELS: EscalationPolicy = {
  ...DEFAULT_POLICY,
  levels: [
    { roles: ['SUPPORT'], channels: ['EMAIL', 'IN_APP'] },
    { roles: ['SUPPORT', 'FINANCE'], channels: ['EMAIL', 'IN_APP'] },
    { roles: ['OWNER'], channels: ['EMAIL'] },
    { roles: ['OWNER', 'ENGINEERING'], channels: ['EMAIL', 'IN_APP'] },
  ],
};
