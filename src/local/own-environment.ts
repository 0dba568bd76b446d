/**
 * First import of `npm start`, before that of anything that reads them: what the shell says of some other PostgreSQL (PGSSLMODE, PGOPTIONS)
 * is not meant for the one that is started here.
 */

/** Of libpq, which our driver heeds, and one of the driver's own. */
const OF_POSTGRES = /^(PG[A-Z]+|NODE_PG_FORCE_NATIVE)$/;

const isSet = (name: string) => Boolean(process.env[name]?.trim());

if (!isSet('DATABASE_URL') && !isSet('DATABASE_URL_FILE'))
  for (const name of Object.keys(process.env)) if (OF_POSTGRES.test(name)) delete process.env[name];
