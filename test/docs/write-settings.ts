/** `npm run settings`: writes docs/settings.md, .env.example, docs/guide/logs.md and docs/benchmarks.md anew. */
import { writeFileSync } from 'node:fs';
import { benchmarksPage } from '../../bench/harness/report.js';
import { LANES } from '../../bench/lanes/index.js';
import { logsPage } from './logs-page.js';
import { environmentExample, settingsPage } from './settings-page.js';

const ROOT = new URL('../../../', import.meta.url);
writeFileSync(new URL('docs/settings.md', ROOT), settingsPage());
writeFileSync(new URL('.env.example', ROOT), environmentExample());
writeFileSync(new URL('docs/guide/logs.md', ROOT), logsPage());
writeFileSync(new URL('docs/benchmarks.md', ROOT), await benchmarksPage(LANES));
