/** Whether Temporal answers, for probes. */
import { Connection } from '@temporalio/client';
import { deadlineAfter } from '../platform/clock.js';
import { questionsTo } from './questions.js';

const ANSWER_MS = 1_000;
const SERVICE = 'temporal.api.workflowservice.v1.WorkflowService';

/** What any connection to Temporal has, the client's and the worker's. */
type Asked = Pick<Connection, 'healthService' | 'withDeadline'>;

/** Within a second. */
export async function temporalAnswers(connection: Asked): Promise<boolean> {
  try {
    await connection.withDeadline(deadlineAfter(ANSWER_MS), () => connection.healthService.check({ service: SERVICE }));
    return true;
  } catch {
    return false;
  }
}

/** Of a process that has no other connection to Temporal. */
export class TemporalProbe {
  private readonly connection: Connection;

  constructor(address: string) {
    this.connection = Connection.lazy(questionsTo(address));
  }

  answers(): Promise<boolean> {
    return temporalAnswers(this.connection);
  }

  async close(): Promise<void> {
    await this.connection.close();
  }
}
