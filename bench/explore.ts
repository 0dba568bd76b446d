import { readFileSync, readdirSync } from 'node:fs';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { createDataSource } from '../src/core/data-source.js';
import { GraphqlClient } from '../test/support/graphql.js';
import { startProgram } from '../test/support/program.js';
import { dearQueries } from './worst-queries.js';

const kept = JSON.parse(readFileSync('/tmp/t/fair/kept.json', 'utf8'));
process.env.TEST_POSTGRES_URL = kept.pg; process.env.TEST_TEMPORAL_ADDRESS = kept.temporal;
/** CPU ms of all PostgreSQL processes of this server */
function pgCpu() {
  const port = new URL(kept.pg).port; let sum = 0;
  for (const pid of readdirSync('/proc').filter((x) => /^\d+$/.test(x))) {
    try {
      const cmd = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
      if (!cmd.startsWith('postgres') && !cmd.includes('/postgres')) continue;
      const db = new URL(kept.url).pathname.slice(1);
      if (!cmd.includes(db)) continue;
      const stat = readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ');
      sum += Number(stat[0]) / 1e6;
    } catch { /* gone */ }
  }
  void port;
  return sum;
}
const dataSource = await createDataSource(kept.url, 10).initialize();
const program = await startProgram({ url: kept.url, dataSource, drop: async () => undefined });
const { schema } = program.api.app.get(GraphQLSchemaHost);
const client = await GraphqlClient.of(program, kept.businessId);
await client.ask('{ events(first: 20) { edges { node { id } } } }');
for (const { kind, query, price } of dearQueries(schema)) {
  if (process.env.KIND && !kind.includes(process.env.KIND)) continue;
  const ms: number[] = []; const cpu: number[] = []; const pgs: number[] = []; const blocked: number[] = [];
  let bytes = 0; let said = '';
  for (let i = 0; i < Number(process.env.TIMES ?? 3); i++) {
    let last = process.cpuUsage(); let most = 0; let lastAt = performance.now(); let mostWall = 0;
    const look = () => { const now = process.cpuUsage(last); most = Math.max(most, (now.user + now.system) / 1000); last = process.cpuUsage(); const at = performance.now(); mostWall = Math.max(mostWall, at - lastAt); lastAt = at; };
    let going = true; const loop = () => { look(); if (going) setTimeout(loop, 1); }; loop();
    const begun = performance.now(); const c0 = process.cpuUsage(); const p0 = pgCpu();
    const text = await (await client.post(JSON.stringify({ query }))).text();
    ms.push(performance.now() - begun); bytes = text.length;
    const c = process.cpuUsage(c0); cpu.push((c.user + c.system) / 1000); pgs.push(pgCpu() - p0);
    await new Promise((r) => setTimeout(r, 10)); look(); going = false;
    blocked.push(most);
    if (text.includes('"errors"')) said = JSON.stringify(JSON.parse(text).errors?.[0]?.message).slice(0, 100);
  }
  const f = (x: number[]) => x.map((y) => y.toFixed(0)).join(' ').padEnd(16);
  console.log(kind.padEnd(32), String(price).padStart(6), 'wall', f(ms), 'cpu', f(cpu), 'pg', f(pgs), 'blocked cpu', f(blocked), 'bytes', bytes, said);
}
await program.stop(); await dataSource.destroy();
