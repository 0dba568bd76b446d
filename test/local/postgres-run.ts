// A run of its own for postgres.test.ts, to be killed: starts PostgreSQL on argv[2], prints its URL and waits.
import { startPostgres } from '../../src/local/postgres.js';

const { url } = await startPostgres({ dataDir: process.argv[2] ?? '' });
console.log(url);
setInterval(() => undefined, 60_000);
