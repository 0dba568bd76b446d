/**
 * Worker Versioning: workers of several builds side by side, each with the runs that it began. Off unless TOCSIN_WORKER_BUILD_ID is set.
 * Eager starts are off with it: they take no notice of which build is current (seen with server 1.32).
 * https://docs.temporal.io/production-deployment/worker-deployments/worker-versioning
 */
import type { Client } from '@temporalio/client';
import type { WorkerOptions } from '@temporalio/worker';
import type { Config } from '../platform/config.js';
import { EXIT, FatalError } from '../platform/exit-codes.js';
import { lacksNamespace } from './temporal-faults.js';

/** Workers of one task queue are one deployment. Temporal keeps the dot to itself. */
const deploymentOf = (taskQueue: string) => taskQueue.replaceAll('.', '-');

/** gRPC's code where Temporal has not heard of a deployment or build. */
const NOT_FOUND = 5;

/** A run stays with its build, but for disputes (dispute.workflow.ts). */
export function versioningOf({
  taskQueue,
  buildId,
}: Config['temporal']): Pick<WorkerOptions, 'workerDeploymentOptions'> {
  if (buildId === null) return {};
  const version = { deploymentName: deploymentOf(taskQueue), buildId };
  return { workerDeploymentOptions: { useWorkerVersioning: true, version, defaultVersioningBehavior: 'PINNED' } };
}

/** A build is called off before it got a run: nobody polls for it. */
export class UnknownBuild extends FatalError {}

interface Promotion {
  namespace: string;
  taskQueue: string;
  buildId: string;
  /** null: all. */
  percentage: number | null;
}

/**
 * Makes a build the one that gets new runs, all of them or so many percent. Idempotent.
 * @returns the build that was current before, where Temporal says one; a call that is repeated names the build itself
 * @throws an UnknownBuild where none of its workers has ever polled
 */
export async function promoteBuild(
  client: Client,
  { namespace, taskQueue, buildId, percentage }: Promotion,
): Promise<string | null> {
  const request = { namespace, deploymentName: deploymentOf(taskQueue), buildId, identity: 'tocsin promote' };
  const { workflowService } = client.connection;
  try {
    if (percentage !== null) {
      const ramped = await workflowService.setWorkerDeploymentRampingVersion({ ...request, percentage });
      return ramped.previousDeploymentVersion?.buildId ?? null;
    }
    const set = await workflowService.setWorkerDeploymentCurrentVersion(request);
    return set.previousDeploymentVersion?.buildId ?? null;
  } catch (error) {
    if ((error as { code?: number }).code !== NOT_FOUND || lacksNamespace(error)) throw error;
    throw new UnknownBuild(`No worker of build ${buildId} has asked for work yet: start them first.`, EXIT.failed);
  }
}
