/** What `tocsin doctor` asks of Temporal: facts, each by one harmless call. */
import { Client, Connection, ScheduleNotFoundError } from '@temporalio/client';
import { deadlineAfter } from '../platform/clock.js';
import { CONNECT_LIMIT_MS } from '../platform/connect-limit.js';
import { questionsTo } from './questions.js';
import { makeSchedules, SCHEDULES, scheduleIdOf } from './schedules.js';
import { findSearchAttributes, registerSearchAttributes } from './search-attributes.js';
import { temporalFault } from './temporal-faults.js';
import { connectingFault } from './tls-look.js';

/** Two bad workflow tasks in a row, and Temporal says so. */
const STUCK =
  "ExecutionStatus='Running' AND TemporalReportedProblems IN ('category=WorkflowTaskFailed','category=WorkflowTaskTimedOut')";
const TASK_QUEUES = { workflow: 1, activity: 2 } as const;

export interface TemporalSettings {
  address: string;
  namespace: string;
  taskQueue: string;
}

export class TemporalInspection {
  private constructor(
    private readonly connection: Connection,
    private readonly settings: TemporalSettings,
  ) {}

  /** @throws a FatalError that says what to do */
  static async open(settings: TemporalSettings): Promise<TemporalInspection> {
    // A connection that is awaited says of each fault that time was over; the first question on one says what it is.
    const options = questionsTo(settings.address);
    const connection = Connection.lazy(options);
    try {
      await connection.withDeadline(deadlineAfter(CONNECT_LIMIT_MS), () =>
        connection.workflowService.getSystemInfo({}),
      );
      return new TemporalInspection(connection, settings);
    } catch (error) {
      await connection.close();
      throw await connectingFault(error, settings, !options.tls);
    }
  }

  close(): Promise<void> {
    return this.connection.close();
  }

  async isServing(): Promise<boolean> {
    const { status } = await this.connection.healthService.check({
      service: 'temporal.api.workflowservice.v1.WorkflowService',
    });
    return status === 1;
  }

  /** `store`: what it keeps its histories in; `sqlite` is that of a development server. */
  async server(): Promise<{ version: string; shards: number; store: string }> {
    const { serverVersion, historyShardCount, persistenceStore } = await this.connection.workflowService.getClusterInfo(
      {},
    );
    return { version: serverVersion ?? '', shards: historyShardCount ?? 0, store: persistenceStore ?? '' };
  }

  /** For how many hours it keeps what has ended. @throws a FatalError where the namespace is not there */
  async retentionHours(): Promise<number> {
    const { namespace } = this.settings;
    try {
      const { config } = await this.connection.workflowService.describeNamespace({ namespace });
      return Number(config?.workflowExecutionRetentionTtl?.seconds ?? 0) / 3_600;
    } catch (error) {
      throw temporalFault(error, this.settings);
    }
  }

  /** Those of our search attributes that are not there, and those of another type. */
  searchAttributes(): Promise<{ missing: string[]; wrong: string[] }> {
    return findSearchAttributes(this.connection, this.settings.namespace);
  }

  async missingSchedules(): Promise<string[]> {
    const { schedule } = this.client();
    const found = await Promise.all(
      SCHEDULES.map(async ({ name }) => {
        const id = scheduleIdOf(name, this.settings.taskQueue);
        const there = await schedule
          .getHandle(id)
          .describe()
          .then(
            () => true,
            (error: unknown) => {
              if (error instanceof ScheduleNotFoundError) return false;
              throw error;
            },
          );
        return there ? [] : [name];
      }),
    );
    return found.flat();
  }

  /** When a worker asked for work last, by kind of task; null: none did in the last minutes. Whoever has none is answered each minute. */
  async lastAsked(): Promise<Record<keyof typeof TASK_QUEUES, Date | null>> {
    const { namespace, taskQueue } = this.settings;
    const newest = async (taskQueueType: number) => {
      const { pollers } = await this.connection.workflowService.describeTaskQueue({
        namespace,
        taskQueue: { name: taskQueue },
        taskQueueType,
      });
      const seconds = (pollers ?? []).map(({ lastAccessTime }) => Number(lastAccessTime?.seconds ?? 0));
      return seconds.length > 0 ? new Date(Math.max(...seconds) * 1_000) : null;
    };
    const [workflow, activity] = await Promise.all([newest(TASK_QUEUES.workflow), newest(TASK_QUEUES.activity)]);
    return { workflow, activity };
  }

  async stuckRuns(): Promise<number> {
    const { namespace } = this.settings;
    const { count } = await this.connection.workflowService.countWorkflowExecutions({ namespace, query: STUCK });
    return Number(count ?? 0);
  }

  /** Makes what is missing; what is there stays. */
  registerSearchAttributes(): Promise<void> {
    return registerSearchAttributes(this.connection, this.settings.namespace);
  }

  makeSchedules(): Promise<void> {
    return makeSchedules(this.client(), this.settings.taskQueue, false);
  }

  private client(): Client {
    return new Client({ connection: this.connection, namespace: this.settings.namespace });
  }
}
