/** `npm run settings`: writes docs/settings.md and .env.example anew. */
import { writeFileSync } from 'node:fs';
import { environmentExample, settingsPage } from './settings-page.js';

const ROOT = new URL('../../../', import.meta.url);
writeFileSync(new URL('docs/settings.md', ROOT), settingsPage());
writeFileSync(new URL('.env.example', ROOT), environmentExample());
