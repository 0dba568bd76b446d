// A run of its own for temporal.test.ts, to be killed: starts Temporal on argv[2], prints its address and waits.
import { startTemporal } from '../../src/local/temporal.js';

const { address } = await startTemporal({ dataDir: process.argv[2] ?? '', uiPort: null });
console.log(address);
setInterval(() => undefined, 60_000);
