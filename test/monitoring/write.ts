import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FILES, MONITORING, ROOT } from './files.js';

await mkdir(MONITORING, { recursive: true });
for (const [path, made] of Object.entries(FILES)) await writeFile(join(ROOT, path), made());
