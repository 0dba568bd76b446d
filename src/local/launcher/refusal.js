/** What is said before anything is built or rewritten: data in use, a port that is taken. */
import { claimDataFolder } from './data-folder.js';
import { isPortFree } from './port.js';

/**
 * Takes the data folder for this process, or says why it can't start.
 * @param {string} dataDir
 * @param {number} port what is no port at all is said by the program, with all other faults of the settings
 * @returns {Promise<import('./data-folder.js').Refusal | null>}
 */
export async function refusalToStart(dataDir, port) {
  const refusal = claimDataFolder(dataDir);
  if (refusal || !(port > 0 && port < 65_536) || (await isPortFree(port))) return refusal;
  const next = port < 65_535 ? port + 1 : port - 1;
  return {
    message: `Port ${port} is taken.`,
    wayOut: `Stop what listens there, or start with another: PORT=${next} npm start`,
  };
}
