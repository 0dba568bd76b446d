/**
 * A bare Temporal workflow with the same two sends and nothing else, with the options that the SDK has by itself: `api` starts one
 * for each webhook that it verified and stores nothing, `worker` runs them.
 */
import { Client, Connection } from '@temporalio/client';
import { NativeConnection, Worker } from '@temporalio/worker';
import Fastify from 'fastify';
import { Webhook } from 'standardwebhooks';

const { PORT, SOURCE_SECRET, TEMPORAL_ADDRESS, TASK_QUEUE = '' } = process.env;
/** The peers' own sends, which TypeScript does not see. */
const COMMON = new URL('../../../bench/peers/common.mjs', import.meta.url);

export interface BareActivities {
  sendMail(id: string, body: string): Promise<void>;
  sendWebhook(id: string, body: string): Promise<void>;
}

async function activities(): Promise<BareActivities> {
  const { sends } = await import(COMMON.href);
  const send = sends();
  return {
    async sendMail(id, body) {
      const { type, data } = JSON.parse(body);
      await send.mail(id, type, { amount: data.total_amount, currency: data.currency }, body);
    },
    async sendWebhook(id, body) {
      await send.webhook(id, Buffer.from(body));
    },
  };
}

async function work(): Promise<void> {
  const worker = await Worker.create({
    connection: await NativeConnection.connect({ address: TEMPORAL_ADDRESS }),
    taskQueue: TASK_QUEUE,
    workflowsPath: new URL('./bare.workflow.js', import.meta.url).pathname,
    activities: await activities(),
  });
  console.log('READY');
  await worker.run();
}

async function serve(): Promise<void> {
  const client = new Client({ connection: await Connection.connect({ address: TEMPORAL_ADDRESS }) });
  const webhook = new Webhook(SOURCE_SECRET as string);
  const app = Fastify();
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  app.post<{ Body: Buffer }>('/webhooks/:source', async ({ headers, body }, reply) => {
    try {
      webhook.verify(body, headers as Record<string, string>);
    } catch {
      return reply.code(401).send();
    }
    const workflowId = String(headers['webhook-id']);
    const args = [workflowId, body.toString()];
    await client.workflow.start('notify', { taskQueue: TASK_QUEUE, workflowId, args });
    return reply.code(202).send({ id: workflowId, duplicate: false });
  });
  await app.listen({ port: Number(PORT), host: '127.0.0.1' });
  console.log('READY');
}

await (process.argv[2] === 'api' ? serve() : work());
