/** `npm run monitoring:check -- http://localhost:9090`: asks a Prometheus every question of the dashboard and of the alerts, and shows what it says. */
import { ALERTS } from './alerts.js';
import { ROWS } from './panels.js';
import { withoutVariables } from './promql.js';

interface Sample {
  metric: Record<string, string>;
  value: [number, string];
}

const SHOWN = 3;

async function ask(prometheus: string, expr: string): Promise<Sample[]> {
  const response = await fetch(`${prometheus}/api/v1/query?query=${encodeURIComponent(expr)}`);
  const answer = (await response.json()) as { data?: { result: Sample[] }; error?: string };
  if (!answer.data) throw new Error(`${expr}: ${answer.error}`);
  return answer.data.result;
}

const labelsOf = ({ metric }: Sample) =>
  Object.entries(metric)
    .map(([label, value]) => `${label}=${value}`)
    .join(' ');

function line(title: string, samples: readonly Sample[]): string {
  const real = samples.filter(({ value }) => value[1] !== 'NaN');
  const some = real
    .slice(0, SHOWN)
    .map((sample) => `${labelsOf(sample)} ${Number(sample.value[1]).toPrecision(4)}`.trim());
  const rest = real.length > SHOWN ? ` · … ${real.length} series` : '';
  return `${real.length > 0 ? '✓' : '✗'} ${title.padEnd(44)} ${some.join(' · ')}${rest}`;
}

const [prometheus = 'http://localhost:9090'] = process.argv.slice(2);
let empty = 0;
for (const { title, panels } of ROWS) {
  console.log(`\n${title}`);
  for (const panel of panels) {
    for (const { expr, legend } of panel.queries) {
      const samples = await ask(prometheus, withoutVariables(expr));
      const shown = line(`${panel.title}${panel.queries.length > 1 ? ` (${legend})` : ''}`, samples);
      if (shown.startsWith('✗')) empty += 1;
      console.log(shown);
    }
  }
}
console.log('\nAlerts that are true now, whether or not they have lasted long enough');
for (const { name, expr } of ALERTS) {
  const samples = await ask(prometheus, expr);
  if (samples.length > 0)
    console.log(`! ${name}: ${samples.map((one) => `${labelsOf(one)} ${one.value[1]}`).join(' · ')}`);
}
console.log(`\n${empty} questions without an answer`);
process.exitCode = empty > 0 ? 1 : 0;
