import { OutboundGuard, OutboundRefused } from '../../../src/platform/outbound/guard.js';
import { OutboundClient } from '../../../src/platform/outbound/http.js';
import { closeReceivers, receiver, tcpReceiver } from './receiver.js';
import { isAllowed } from './verdict.js';

describe('OUTBOUND_ALLOW', () => {
  it.each<[allow: string, url: string, allowed: boolean]>([
    ['localhost', 'http://localhost:3000/', true],
    ['LocalHost', 'https://localhost/', true],
    ['localhost', 'http://shop.localhost/', false], // exact names only
    ['localhost', 'http://127.0.0.1/', false], // the name, not what it resolves to
    ['localhost:3000', 'http://localhost:3000/', true],
    ['localhost:3000', 'http://localhost:3001/', false],
    ['localhost:3000', 'https://localhost/', false],
    ['localhost:80', 'http://localhost/', true],
    ['127.0.0.1', 'http://127.1:8080/', true],
    ['127.0.0.1', 'http://[::ffff:7f00:1]:8080/', true],
    ['127.0.0.1', 'http://127.0.0.2:8080/', false],
    ['127.0.0.1:8080', 'http://127.0.0.1:8080/', true],
    ['127.0.0.1:8080', 'http://127.0.0.1:8081/', false],
    ['127.0.0.1', 'https://127.0.0.1.nip.io/', true], // an allowed address lets names through …
    ['127.0.0.1', 'http://127.0.0.1.nip.io/', false], // … but only by https on 443
    ['127.0.0.1:8080', 'https://127.0.0.1.nip.io/', false],
    ['10.0.0.0/8', 'http://10.9.8.7:9000/', true],
    ['10.0.0.0/8', 'http://11.0.0.0/', false],
    ['10.0.0.0/8', 'https://mixed.example/', true],
    ['10.0.0.0/8:443', 'https://mixed.example/', true],
    ['10.0.0.0/8:443', 'https://10.0.0.1:444/', false],
    ['::1', 'http://[::1]:9000/', true],
    ['[::1]:9000', 'http://[0:0::1]:9000/', true],
    ['[::1]:9000', 'http://[::1]:9001/', false],
    ['fd00::/8', 'http://[fd12::1]/', true],
    ['[fd00::/8]:443', 'http://[fd12::1]/', false],
    ['localhost', 'ftp://localhost/', false],
    ['localhost', 'http://user@localhost/', false],
  ])('%s lets %s through: %p', async (allow, url, allowed) => {
    expect(await isAllowed(url, [allow])).toBe(allowed);
  });

  it.each([
    '',
    ' ',
    '*',
    '*.example.com',
    'https://example.com',
    'example.com/hook',
    'a@b',
    'a?b',
    '10.0.0.0/8:',
    '300.1.1.1',
    'example.com:port',
    'example.com:123456',
    'example.com.',
    '10.0.0.0/33',
    '10.0.0.0/x',
    '10.0.0.0/',
    '10.0.0.0/8/8',
    '[::1',
    'a,b',
  ])('refuses the entry "%s" at the start', (entry) => {
    expect(() => new OutboundGuard([entry])).toThrow('OUTBOUND_ALLOW has the entry');
  });
});

describe('over real connections', () => {
  afterEach(closeReceivers);

  async function call(guard: OutboundGuard, url: string): Promise<string> {
    return (await new OutboundClient(guard).send({ method: 'GET', url, headers: {} })).body;
  }

  it('lets a host in by name and port, and no other port of it', async () => {
    const open = await receiver((_, answer) => answer.end('in'));
    const closed = await tcpReceiver(() => {});
    const guard = new OutboundGuard([`localhost:${open}`], async () => [{ address: '127.0.0.1', family: 4 }]);
    expect(await call(guard, `http://localhost:${open}/`)).toBe('in');
    await expect(call(guard, `http://localhost:${closed}/`)).rejects.toThrow(OutboundRefused);
  });

  it('lets an address in by CIDR', async () => {
    const port = await receiver((_, answer) => answer.end('in'));
    expect(await call(new OutboundGuard(['127.0.0.0/8']), `http://127.0.0.1:${port}/`)).toBe('in');
    await expect(call(new OutboundGuard(['127.0.0.2/31']), `http://127.0.0.1:${port}/`)).rejects.toThrow(
      OutboundRefused,
    );
  });

  it("judges the answers of the system's own resolver", async () => {
    const port = await receiver((_, answer) => answer.end('in'));
    expect(await call(new OutboundGuard(['localhost']), `http://localhost:${port}/`)).toBe('in');
    await expect(call(new OutboundGuard([]), 'https://localhost/')).rejects.toThrow(OutboundRefused);
  });
});
