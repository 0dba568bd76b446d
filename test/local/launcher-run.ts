// `npm start` on a repository of a test: argv is the repository, the folder of shared clusters, and what was typed.
import { launch } from '../../src/local/launcher/launch.js';

const [root = '', sharedDir = '', ...args] = process.argv.slice(2);
process.exitCode = await launch({ args, env: process.env, root, sharedDir });
