export { dispute } from './dispute.workflow.js';
export { hold } from './hold.workflow.js';
export {
  coverageCheck,
  moneyAtRisk,
  preferencesReview,
  providerCheck,
  reconcile,
  retention,
  silenceCheck,
  unreadableEvents,
  welcomes,
} from './maintenance.workflow.js';
export { notify } from './notify.workflow.js';
