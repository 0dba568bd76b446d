import { OutboundGuard } from '../../../src/platform/outbound/guard.js';
import { OutboundClient } from '../../../src/platform/outbound/http.js';
import { closeReceivers, receiver } from './receiver.js';

afterEach(closeReceivers);

it.each([301, 302, 303, 307, 308])('returns a %i to the metadata service as it is', async (status) => {
  const location = 'http://169.254.169.254/latest/meta-data/';
  const port = await receiver((_, answer) => answer.writeHead(status, { location }).end('moved'));
  const client = new OutboundClient(new OutboundGuard(['127.0.0.1']));
  const response = await client.send({ method: 'POST', url: `http://127.0.0.1:${port}/`, headers: {}, body: '{}' });
  expect(response).toMatchObject({ status, body: 'moved', headers: { location } });
});

it('does not follow a redirect to a place that is allowed either', async () => {
  const paths: string[] = [];
  const port = await receiver((incoming, answer) => {
    paths.push(incoming.url ?? '');
    answer.writeHead(302, { location: '/second' }).end();
  });
  const client = new OutboundClient(new OutboundGuard(['127.0.0.1']));
  await client.send({ method: 'GET', url: `http://127.0.0.1:${port}/first`, headers: {} });
  expect(paths).toEqual(['/first']);
});
