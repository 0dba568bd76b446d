/** The only place that starts, signals and looks up runs. */
import { type Client, WorkflowExecutionAlreadyStartedError, WorkflowNotFoundError } from '@temporalio/client';
import { type SearchAttributePair, TypedSearchAttributes } from '@temporalio/common';
import type { RunControl } from '../../activities/run-control.js';
import { type Runs, SEARCH_ATTRIBUTES, type StartOutcome } from '../../workflows/messages.js';
import { disputeLabel, type StartableDispute } from '../core/disputes/startable-dispute.js';
import type { StartableEvent } from '../core/ingest/relay-nudge.js';
import { findEventType } from '../domain/catalogue/index.js';
import { holdKey } from '../domain/planning/digest.js';
import type { HoldInput } from '../domain/run-inputs.js';
import { deadlineAfter } from '../platform/clock.js';
import type { Metrics } from '../platform/telemetry/metrics.js';
import { registerSearchAttributes } from './search-attributes.js';

/** A start takes 13 ms; without a deadline the client would wait 19 s for a Temporal that is away. */
const DEADLINE_MS = 4_000;
const SEARCHED_AT_ONCE = 100;
const ASKED_AT_ONCE = 20;

export class RunStarter implements RunControl {
  constructor(
    private readonly client: Client,
    private readonly options: { namespace: string; taskQueue: string; eager: boolean; metrics: Metrics },
  ) {}

  /** Starts one run for 1 to 50 events of one business. Idempotent. */
  async startNotify(events: StartableEvent[]): Promise<StartOutcome> {
    return this.counted('notify', () => this.withAttributes(() => this.start(events)));
  }

  /**
   * Starts the run of a hold: one per destination and moment. Idempotent. `lookAgain`: a run that exists already may have
   * released, and must release once more.
   */
  async startHold(input: HoldInput, { lookAgain } = { lookAgain: false }): Promise<StartOutcome> {
    const options = {
      workflowId: holdKey(input.destinationId, input.dueAt),
      taskQueue: this.options.taskQueue,
      args: [input] as [HoldInput],
      staticSummary: `held for ${input.destinationId} until ${new Date(input.dueAt).toISOString()}`,
    };
    const { workflow } = this.client;
    return this.counted('hold', async () => {
      try {
        await this.withDeadline<unknown>(() =>
          lookAgain
            ? workflow.signalWithStart<Runs['hold'], []>('hold', { ...options, signal: 'more' })
            : workflow.start<Runs['hold']>('hold', options),
        );
        return { kind: 'started' };
      } catch (error) {
        return classify(error);
      }
    });
  }

  /** Starts the run of a dispute, or signals the one that exists to look. Idempotent. */
  async startDispute(dispute: StartableDispute): Promise<StartOutcome> {
    const { id, businessId, externalId } = dispute;
    const start = async (): Promise<StartOutcome> => {
      await this.withDeadline(() =>
        this.client.workflow.signalWithStart<Runs['dispute'], []>('dispute', {
          workflowId: id,
          taskQueue: this.options.taskQueue,
          args: [{ disputeId: id }],
          signal: 'look',
          // Its state and deadline the run adds itself.
          typedSearchAttributes: new TypedSearchAttributes([
            { key: SEARCH_ATTRIBUTES.business, value: businessId },
            { key: SEARCH_ATTRIBUTES.entityId, value: externalId.slice(0, 255) },
          ]),
          staticSummary: disputeLabel(dispute),
        }),
      );
      return { kind: 'started' };
    };
    return this.counted('dispute', () => this.withAttributes(start));
  }

  private async counted(workflow: keyof Runs, start: () => Promise<StartOutcome>): Promise<StartOutcome> {
    const outcome = await start();
    if (outcome.kind === 'eager' || outcome.kind === 'started')
      this.options.metrics.count('workflowStarts', { workflow, eager: outcome.kind === 'eager' ? 'true' : 'false' });
    return outcome;
  }

  /**
   * Those of the runs that are open. Few are asked for one by one. Of many, Temporal's search shows most with one call, but some
   * seconds late: one that has just ended may pass for open. @throws if Temporal does not answer.
   */
  async findRunning(workflowIds: readonly string[]): Promise<ReadonlySet<string>> {
    const asked = [...new Set(workflowIds)];
    const running = new Set<string>();
    for (let at = 0; at < asked.length && asked.length > ASKED_AT_ONCE; at += SEARCHED_AT_ONCE)
      for (const id of await this.searchRunning(asked.slice(at, at + SEARCHED_AT_ONCE))) running.add(id);
    const others = asked.filter((id) => !running.has(id));
    for (let at = 0; at < others.length; at += ASKED_AT_ONCE) {
      const some = others.slice(at, at + ASKED_AT_ONCE);
      const open = await Promise.all(some.map((id) => this.isRunning(id)));
      for (const [place, id] of some.entries()) if (open[place]) running.add(id);
    }
    return running;
  }

  private async searchRunning(workflowIds: readonly string[]): Promise<string[]> {
    const ids = workflowIds.map((id) => `'${id}'`).join(', ');
    const query = `WorkflowId IN (${ids}) AND ExecutionStatus = 'Running'`;
    const { namespace } = this.options;
    const { workflowService } = this.client.connection;
    const found = await this.withDeadline(() =>
      workflowService.listWorkflowExecutions({ namespace, query, pageSize: SEARCHED_AT_ONCE }),
    ).catch((error: unknown) => {
      if (grpcCode(error) === UNIMPLEMENTED) return { executions: [] };
      throw error;
    });
    return found.executions.flatMap(({ execution }) => execution?.workflowId ?? []);
  }

  private async isRunning(workflowId: string): Promise<boolean> {
    try {
      const description = await this.withDeadline(() => this.client.workflow.getHandle(workflowId).describe());
      return description.status.name === 'RUNNING';
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return false;
      throw error;
    }
  }

  /** A wiped Temporal has no search attributes of ours, and refuses the start for it. */
  private async withAttributes(start: () => Promise<StartOutcome>): Promise<StartOutcome> {
    try {
      return await start();
    } catch (error) {
      return isMissingAttribute(error) ? this.registerAndStart(start) : classify(error);
    }
  }

  private async registerAndStart(start: () => Promise<StartOutcome>): Promise<StartOutcome> {
    try {
      await registerSearchAttributes(this.client.connection, this.options.namespace);
      return await start();
    } catch (error) {
      // A server needs some seconds until it accepts a new attribute.
      return { kind: 'away', reason: `search attributes are being registered: ${causesText(error)}` };
    }
  }

  private async start(events: StartableEvent[]): Promise<StartOutcome> {
    const first = events[0] as StartableEvent;
    const types = [...new Set(events.map((event) => event.eventType))];
    const handle = await this.withDeadline(() =>
      this.client.workflow.start<Runs['notify']>('notify', {
        args: [{ eventIds: events.map((event) => event.id) }],
        workflowId: workflowIdOf(events),
        taskQueue: this.options.taskQueue,
        requestEagerStart: this.options.eager,
        typedSearchAttributes: searchAttributesOf(events),
        staticSummary:
          events.length === 1 ? runSummary(first) : `${events.length} events: ${types.join(', ')}`.slice(0, 200),
      }),
    );
    return { kind: handle.eagerlyStarted ? 'eager' : 'started' };
  }

  private withDeadline<T>(call: () => Promise<T>): Promise<T> {
    return this.client.connection.withDeadline(deadlineAfter(DEADLINE_MS), call);
  }
}

/** For one event its id; for a group `group-` and the id of its first event. */
export function workflowIdOf(events: StartableEvent[]): string {
  const first = events[0] as StartableEvent;
  return events.length === 1 ? first.id : `group-${first.id}`;
}

const runSummary = (event: StartableEvent) =>
  (event.entityId ? `${event.eventType} · ${event.entityId}` : event.eventType).slice(0, 200);

function searchAttributesOf(events: StartableEvent[]): TypedSearchAttributes {
  const first = events[0] as StartableEvent;
  const type = events.every((event) => event.eventType === first.eventType) ? first.eventType : 'mixed';
  const pairs: SearchAttributePair[] = [
    { key: SEARCH_ATTRIBUTES.business, value: first.businessId },
    { key: SEARCH_ATTRIBUTES.eventType, value: type.slice(0, 255) },
    { key: SEARCH_ATTRIBUTES.severity, value: findEventType(first.eventType)?.severity ?? 'INFO' },
    { key: SEARCH_ATTRIBUTES.eventIds, value: events.map((event) => event.id) },
  ];
  const entity: SearchAttributePair[] =
    events.length === 1 && first.entityId
      ? [{ key: SEARCH_ATTRIBUTES.entityId, value: first.entityId.slice(0, 255) }]
      : [];
  return new TypedSearchAttributes([...pairs, ...entity]);
}

function isMissingAttribute(error: unknown): boolean {
  return /search attribute/i.test(causesText(error)) || /no mapping defined/i.test(causesText(error));
}

/**
 * INVALID_ARGUMENT: this run can never start. Every other code (also an expired key or a missing namespace) is about
 * Temporal or our access to it, which somebody will repair: no attempt of the events is counted.
 */
const INVALID_ARGUMENT = 3;
/** Servers for tests search nothing. */
const UNIMPLEMENTED = 12;

function classify(error: unknown): StartOutcome {
  if (error instanceof WorkflowExecutionAlreadyStartedError) return { kind: 'running' };
  return { kind: grpcCode(error) === INVALID_ARGUMENT ? 'refused' : 'away', reason: causesText(error) };
}

function grpcCode(error: unknown): number | undefined {
  for (let at = error; at instanceof Error; at = at.cause) {
    const { code } = at as { code?: unknown };
    if (typeof code === 'number') return code;
  }
  return undefined;
}

function causesText(error: unknown): string {
  const parts: string[] = [];
  for (let at = error; at instanceof Error; at = at.cause) parts.push(at.message);
  return parts.join(': ').slice(0, 500);
}
