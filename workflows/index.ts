export { hold } from './digest.workflow.js';
export { dispute } from './dispute.workflow.js';
export { notify } from './notify.workflow.js';
export { coverageCheck, moneyAtRisk, preferencesReview, reconcile, silenceCheck } from './upkeep.workflow.js';
