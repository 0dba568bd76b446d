/** Systems that are up and of no use, for `tocsin doctor`. */
import { randomBytes } from 'node:crypto';
import { Connection } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';
import { SMTPServer } from 'smtp-server';
import type { DataSource } from 'typeorm';
import { eventually } from './program.js';

/** A mail server that knows nobody. */
export async function startStrictSmtp(): Promise<SMTPServer> {
  const server = new SMTPServer({
    authMethods: ['PLAIN'],
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    onAuth: (_auth, _session, done) => done(new Error('no such user')),
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  return server;
}

/** A namespace where somebody has made one of our attributes as a number. */
export async function makeWrongNamespace(): Promise<string> {
  const name = `wrong-${randomBytes(6).toString('hex')}`;
  const connection = await Connection.connect({ address: process.env.TEST_TEMPORAL_ADDRESS as string });
  await connection.workflowService.registerNamespace({
    namespace: name,
    workflowExecutionRetentionPeriod: msToTs('72h'),
  });
  await eventually('the namespace', () =>
    connection.operatorService.addSearchAttributes({ namespace: name, searchAttributes: { TocsinBusiness: 3 } }).then(
      () => true,
      () => false,
    ),
  );
  await connection.close();
  return name;
}

/** A user of the server who may do nothing yet. @returns its name */
export async function addLogin(dataSource: DataSource): Promise<string> {
  const name = `app_${randomBytes(6).toString('hex')}`;
  await dataSource.query(`CREATE ROLE ${name} LOGIN PASSWORD 'pass-word'`);
  return name;
}

/** The address of a database for another user. */
export function loginUrl(url: string, user: string, password = 'pass-word'): string {
  const changed = new URL(url);
  [changed.username, changed.password] = [user, password];
  return changed.toString();
}
