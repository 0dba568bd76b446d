/** `npm run settings`: writes docs/settings.md, .env.example and docs/guide/logs.md anew. */
import { writeFileSync } from 'node:fs';
import { logsPage } from './logs-page.js';
import { environmentExample, settingsPage } from './settings-page.js';

const ROOT = new URL('../../../', import.meta.url);
writeFileSync(new URL('docs/settings.md', ROOT), settingsPage());
writeFileSync(new URL('.env.example', ROOT), environmentExample());
writeFileSync(new URL('docs/guide/logs.md', ROOT), logsPage());
