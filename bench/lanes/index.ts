import type { Lane } from '../harness/lane.js';
import { acknowledge } from './acknowledge.js';
import { backlogInfo, backlogWarning } from './backlog.js';
import { growth } from './growth.js';
import { idle } from './idle.js';
import { oneRun } from './one-run.js';
import { recipients, recipientsBySmtp } from './recipients.js';
import { shares } from './shares.js';
import { subscribers } from './subscribers.js';

/** In the order of the page. */
export const LANES: readonly Lane[] = [
  acknowledge,
  idle,
  oneRun,
  backlogInfo,
  backlogWarning,
  shares,
  recipients,
  recipientsBySmtp,
  growth,
  subscribers,
];
