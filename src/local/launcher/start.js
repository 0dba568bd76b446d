/** `npm start`. */
import { fileURLToPath } from 'node:url';
import { SHARED_DIR } from './clusters.js';
import { launch } from './launch.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));
process.exitCode = await launch({ args: process.argv.slice(2), env: process.env, root, sharedDir: SHARED_DIR });
