/** A connection to Temporal for one thing to do. */
import { Client } from '@temporalio/client';
import type { Environment } from '../platform/config.js';
import { SettingsError } from '../platform/exit-codes.js';
import { connectToTemporal } from './connection.js';
import { isOfTemporal, temporalFault } from './temporal-faults.js';

/** @throws a SettingsError where no address is set, and a FatalError that says what to do where Temporal refuses or is away. */
export async function withTemporal<Result>(
  { TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE }: Pick<Environment, 'TEMPORAL_ADDRESS' | 'TEMPORAL_NAMESPACE'>,
  act: (client: Client) => Promise<Result>,
): Promise<Result> {
  if (!TEMPORAL_ADDRESS) throw new SettingsError('Set TEMPORAL_ADDRESS to host and port of Temporal.');
  const connection = await connectToTemporal(TEMPORAL_ADDRESS);
  try {
    return await act(new Client({ connection, namespace: TEMPORAL_NAMESPACE }));
  } catch (error) {
    const place = { address: TEMPORAL_ADDRESS, namespace: TEMPORAL_NAMESPACE };
    throw isOfTemporal(error) ? temporalFault(error, place) : error;
  } finally {
    await connection.close();
  }
}
