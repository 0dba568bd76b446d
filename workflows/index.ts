export { hold } from './digest.workflow.js';
export { notify } from './notify.workflow.js';
