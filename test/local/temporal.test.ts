import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, constants, mkdtemp, realpath, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { LocalError } from '../../src/local/steps.js';
import { type LocalTemporal, markOf, startTemporal, type TemporalOptions } from '../../src/local/temporal.js';
import { findTemporalBinary, findTestServerBinary } from '../../src/local/temporal-binary.js';
import { hasNamespace } from '../../src/temporal/ready.js';

const INSTALL_MS = 300_000;
const RUN = join(import.meta.dirname, 'temporal-run.js');
const started: LocalTemporal[] = [];
let dataDir = '';

async function start(options: Partial<TemporalOptions> = {}): Promise<LocalTemporal> {
  const server = await startTemporal({ dataDir, uiPort: null, ...options });
  started.push(server);
  return server;
}

async function withClient<T>(address: string, use: (client: Client) => Promise<T>): Promise<T> {
  const connection = await Connection.connect({ address });
  try {
    return await use(new Client({ connection }));
  } finally {
    await connection.close();
  }
}

function startWaitingWorkflow(address: string): Promise<unknown> {
  const searchAttributes = { TocsinBusiness: ['biz_1'], TocsinEventIds: ['evt_1', 'evt_2'] };
  return withClient(address, (client) =>
    client.workflow.start('notify', { taskQueue: 'nobody', workflowId: 'kept', args: [], searchAttributes }),
  );
}

async function statusOf(address: string, workflowId: string): Promise<string> {
  return withClient(address, async (client) => (await client.workflow.getHandle(workflowId).describe()).status.name);
}

beforeAll(() => findTemporalBinary(() => undefined), INSTALL_MS);

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'tocsin-temporal-'));
});

afterEach(async () => {
  for (const server of started.splice(0)) await server.stop();
  await rm(dataDir, { recursive: true, force: true });
});

describe('the embedded Temporal', () => {
  it(
    'has both programs',
    async () => {
      await access(await findTemporalBinary(() => undefined), constants.X_OK);
      await access(await findTestServerBinary(() => undefined), constants.X_OK);
    },
    INSTALL_MS,
  );

  it('finds other ports where another run starts at the same moment', async () => {
    const starts = ['one', 'two'].map((name) => start({ dataDir: join(dataDir, name), uiPort: undefined }));
    const addresses = (await Promise.all(starts)).flatMap(({ address, uiUrl }) => [address, uiUrl]);
    expect(new Set(addresses).size).toBe(4);
  });

  it('knows its own server from that of another data folder, which may have got the port first', async () => {
    const { address } = await start({ dataDir: join(dataDir, 'one') });
    const folder = await realpath(dataDir);
    const marks = ['one', 'two'].map((name) => markOf(join(folder, name, 'temporal.db')));
    expect(await Promise.all(marks.map((mark) => hasNamespace(address, mark)))).toEqual([true, false]);
  });

  it('serves our search attributes and keeps its workflows over a restart', async () => {
    const first = await start();
    await startWaitingWorkflow(first.address);
    await first.stop();
    await first.stop();

    const { address, namespace } = await start();
    expect(namespace).toBe('default');
    expect(await statusOf(address, 'kept')).toBe('RUNNING');
    const found = await withClient(address, async (client) => {
      const ids: string[] = [];
      const query = "TocsinBusiness = 'biz_1' AND TocsinEventIds = 'evt_2'";
      for await (const { workflowId } of client.workflow.list({ query })) ids.push(workflowId);
      return ids;
    });
    expect(found).toEqual(['kept']);
  });

  it('takes over from a run that was killed', async () => {
    const run = spawn(process.execPath, [RUN, dataDir], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [line] = (await once(run.stdout, 'data')) as [Buffer];
    await startWaitingWorkflow(line.toString().trim());
    // While that run lives, its server is not ours to stop.
    await expect(start()).rejects.toThrow(/already running, for process/);

    run.kill('SIGKILL');
    await once(run, 'exit');
    const log: string[] = [];
    const { address } = await start({ log: (entry) => log.push(entry) });
    expect(log.join('\n')).toMatch(/Stopped the Temporal server of an earlier run/);
    expect(await statusOf(address, 'kept')).toBe('RUNNING');
  });

  it('shows its Web UI', async () => {
    const { uiUrl } = await start({ uiPort: undefined });
    const page = await fetch(`${uiUrl}`);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('<html');
  });

  it('says what to do when its port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as { port: number };
    const failure = await start({ port }).catch((error: unknown) => error);
    other.close();
    expect(failure).toBeInstanceOf(LocalError);
    expect((failure as LocalError).wayOut).toContain('TEMPORAL_ADDRESS');
  });
});
