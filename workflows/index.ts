export { notify } from './notify.workflow.js';
