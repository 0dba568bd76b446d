/** docs/guide/logs.md, written from the codes themselves (src/platform/log-codes.ts). */
import { LOG_CODES } from '../../src/platform/log-codes.js';

const HEAD = `# Logs

Written by \`npm run settings\` from \`src/platform/log-codes.ts\`; a test fails where this page is out of date.

API and worker write JSON, one object a line, to stdout. \`warn\`: it heals by itself. \`error\`: a person has to do something, or to know. Each of both has a \`code\`, which stays the same across versions. Lines have ids
(\`eventId\`, \`workflowId\`, \`requestId\`), which the app and Temporal’s UI find, and no bodies, addresses or keys. At the end of its run each event has one line at \`info\`, \`EVENT_DONE\`, with the counts of that run: under a backlog up to 50 events share one.

Codes marked “lasts” come again as long as their cause lasts: one line when it begins, \`LASTS\` with the count each minute, and \`OVER\` when nothing came for 15 s (both at \`info\`, with the code in \`of\`).`;

export function logsPage(): string {
  const rows = Object.entries(LOG_CODES)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, { level, meaning, remedy, lasts }]) => {
      const marks = lasts ? `${level}, lasts` : level;
      return `| \`${code}\` | ${marks} | ${meaning} | ${remedy} |`;
    });
  return `${[HEAD, ['| code | level | what has happened | what to do |', '| --- | --- | --- | --- |', ...rows].join('\n')].join('\n\n')}\n`;
}
