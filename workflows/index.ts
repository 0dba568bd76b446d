export { hold } from './digest.workflow.js';
export { notify } from './notify.workflow.js';
export { coverageCheck, preferencesReview } from './upkeep.workflow.js';
