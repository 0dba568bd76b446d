/** Ids of payment providers among texts that people read: `pdt_aUmxnmsDNuKTCkFnX6CSS`, `price_1Nxyz…`, a UUID. */

/** Lower-case words with an underscore are words (`bank_transfer`); an id has digits or capitals among eight letters or more. */
const PREFIXED = /(?<![A-Za-z0-9])[a-z]{2,12}_(?:(?:test|live)_)?(?=[A-Za-z0-9]*[A-Z0-9])[A-Za-z0-9]{8,}(?![a-z0-9])/;
const UUID = /(?<![0-9a-f])[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}(?![0-9a-f])/i;

/** Whether the text is such an id, or has one in it: it tells its reader nothing. What the id is of is never read from it. */
export function hasOpaqueId(text: string): boolean {
  return PREFIXED.test(text) || UUID.test(text);
}
