/** First words with a Temporal that only people can mend: they say which setting. */
import { Client } from '@temporalio/client';
import { NativeConnection } from '@temporalio/worker';
import { EXIT } from '../../src/platform/exit-codes.js';
import { withTemporal } from '../../src/temporal/client.js';
import { TemporalSetUp } from '../../src/temporal/set-up.js';
import { promoteBuild } from '../../src/temporal/versions.js';
import { keptLog } from '../support/log.js';

const address = process.env.TEST_TEMPORAL_ADDRESS as string;

it('a namespace that does not exist ends a worker', async () => {
  const connection = await NativeConnection.connect({ address });
  try {
    const [client, { log, lines }] = [new Client({ connection, namespace: 'nowhere' }), keptLog('warn')];
    const setUp = new TemporalSetUp({ connection, client, address, namespace: 'nowhere', taskQueue: 'none', log });
    await expect(setUp.begin()).rejects.toMatchObject({
      exitCode: EXIT.settings,
      message: expect.stringMatching(/^TEMPORAL_NAMESPACE: .* has no namespace "nowhere"; make it: temporal operator/),
    });
    expect(lines).toEqual([]);
  } finally {
    await connection.close();
  }
});

it('a namespace that does not exist is not taken for a build that does not', async () => {
  const given = { TEMPORAL_ADDRESS: address, TEMPORAL_NAMESPACE: 'nowhere' };
  const promoted = withTemporal(given, (client) =>
    promoteBuild(client, { namespace: 'nowhere', taskQueue: 'none', buildId: '1.0.0', percentage: null }),
  );
  await expect(promoted).rejects.toThrow(/^TEMPORAL_NAMESPACE: /);
});
