/** Whether Temporal answers, for probes. */
import { Connection } from '@temporalio/client';
import type { Logger } from 'pino';
import { deadlineAfter } from '../platform/clock.js';
import { EXIT, type FatalError } from '../platform/exit-codes.js';
import type { Check, CheckResult, Readiness } from '../platform/readiness.js';
import { questionsTo } from './questions.js';
import type { TemporalPlace } from './temporal-faults.js';
import { connectingFault } from './tls-look.js';

const ANSWER_MS = 1_000;
/** For the look whether TLS is spoken there, until Temporal has let us in once. */
const TLS_MS = 300;
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

/** Said to whoever asks a probe, who may be a stranger. */
const REFUSED: CheckResult = {
  state: 'degraded',
  detail:
    'Temporal answers and refuses us: TEMPORAL_NAMESPACE, TEMPORAL_API_KEY or TEMPORAL_TLS… is wrong. The log says which (TEMPORAL_REFUSES), and so does tocsin doctor.',
};

/** Of a process that has no other connection to Temporal, and needs none for its work: what is amiss is no reason to send it elsewhere. */
export class TemporalProbe {
  private readonly connection: Connection;
  private readonly plain: boolean;
  private isRefused = false;
  private hasAnswered = false;
  private letsUsIn = false;

  constructor(
    private readonly place: TemporalPlace,
    private readonly log: Logger,
  ) {
    const options = questionsTo(place.address);
    this.plain = !options.tls;
    this.connection = Connection.lazy(options);
  }

  /** For `/readyz`. */
  checkBy(readiness: Readiness): Check {
    const answers = readiness.serverCheck('Temporal', () => this.answers(), 'degraded');
    return async () => {
      const answered = await answers();
      return this.isRefused ? REFUSED : answered;
    };
  }

  /** Within a second. A setting that is wrong, or seems to be, is said in the log: it lets us in, and has our namespace. */
  async answers(): Promise<boolean> {
    const fault = await this.look();
    this.isRefused = fault?.exitCode === EXIT.settings;
    const isAway = fault?.exitCode === EXIT.temporary;
    if (fault && this.isRefused)
      this.log.error({ code: 'TEMPORAL_REFUSES' }, `${fault.message} Webhooks are stored until then.`);
    // One that has answered is at the right address, and workers say how long it is away.
    else if (fault && isAway && !this.hasAnswered) this.log.warn({ code: 'TEMPORAL_AWAY' }, fault.message);
    this.hasAnswered ||= !isAway;
    this.letsUsIn ||= fault === null;
    return !isAway;
  }

  async close(): Promise<void> {
    await this.connection.close();
  }

  private async look(): Promise<FatalError | null> {
    const { connection, place } = this;
    try {
      await connection.withDeadline(deadlineAfter(ANSWER_MS), () =>
        connection.workflowService.describeNamespace({ namespace: place.namespace }),
      );
      return null;
    } catch (error) {
      return connectingFault(error, place, this.plain && !this.letsUsIn, TLS_MS);
    }
  }
}
