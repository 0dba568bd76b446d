/** The work itself: keys of what is stored, ways in, what waits, who would not hear. */
import { isPaused } from '../../core/delivery/channel-pauses.js';
import { contextOfDestination } from '../../core/sealing/contexts.js';
import { placeName, SEALED_PLACES } from '../../core/sealing/sealed-places.js';
import {
  COUNT_SEALED,
  COUNT_YOUNG_BODIES,
  KEYS_OF_WALKS,
  type SealedByKey,
} from '../../core/sealing/sealed-values.statements.js';
import { runStatement } from '../../platform/database/statement.js';
import { OutboundGuard } from '../../platform/outbound/guard.js';
import { SecretBox } from '../../platform/secrets/secret-box.js';
import { fail, ok, warn } from './check.js';
import { type DoctorCheck, spanOf, there } from './context.js';

/** Bodies that came since the last night, of each business; more of them say nothing new. */
const YOUNG_BODIES = 5_000;

const encryption: DoctorCheck = {
  id: 'encryption',
  title: 'Encryption keys',
  needs: ['migrations'],
  async run({ found, dataSource: maybe }) {
    const [ring, dataSource] = [there(found).config.encryptionKeys.reveal(), there(maybe)];
    const whole = new SecretBox(ring);
    const { keyId, keyIds } = whole;
    for (const part of ring.split(','))
      if (!turnsRound(new SecretBox(part)))
        return fail('A key does not open what it sealed.', 'Make another one: openssl rand -base64 32.');
    const stored = await runStatement(dataSource, COUNT_SEALED, {});
    const walked = await runStatement(dataSource, KEYS_OF_WALKS, {});
    const young = await runStatement(dataSource, COUNT_YOUNG_BODIES, { atMost: YOUNG_BODIES });
    const used = [...new Set([...stored, ...walked, ...young].map(({ key }) => key))];
    const missing = used.filter((key) => !keyIds.includes(key));
    if (missing.length > 0)
      return fail(
        `What is stored needs the key ${missing.join(', ')}, which TOCSIN_ENCRYPTION_KEYS lacks.`,
        'Put it behind the current one (k2:…,k1:…) in all processes. It is in your backup of the keys; without it those secrets and bodies are lost.',
      );
    const closed = stored.filter((one) => !opens(whole, one)).map(({ place, key }) => `${place} (${key})`);
    if (closed.length > 0)
      return fail(
        `A key does not open what was sealed under its name: ${closed.join(', ')}.`,
        'Somebody gave a new key an old name: set the old key again under that name, and the new one under another name before it.',
      );
    const former = used.filter((key) => key !== keyId);
    if (former.length > 0)
      return warn(
        `${keyId} seals, and something is still sealed by the former key ${former.join(', ')}.`,
        'Seal it anew, while everything runs: npx tocsin rotate-keys. It says when the former key may go.',
      );
    return ok(
      `${keyIds.length === 1 ? 'One key' : `${keyIds.length} keys`}; ${keyId} seals, and all that is stored can be opened.`,
    );
  },
};

function turnsRound(box: SecretBox): boolean {
  return box.open(box.seal('doctor', 'doctor'), 'doctor') === 'doctor';
}

/** Of each place and key one value is enough to see whether the key opens what was sealed under its name. */
function opens(box: SecretBox, { place, id, sealed }: SealedByKey): boolean {
  const contextOf = SEALED_PLACES.find((known) => placeName(known) === place)?.contextOf;
  try {
    box.open(sealed, contextOf?.(id) ?? '');
    return true;
  } catch {
    return false;
  }
}

const access: DoctorCheck = {
  id: 'access',
  title: 'Ways in',
  needs: ['migrations'],
  async run({ found, dataSource }) {
    const { env, config } = there(found);
    const [{ businesses, admins }] = await there(dataSource).query(`
      SELECT (SELECT count(*)::int FROM businesses) AS businesses,
        (SELECT count(*)::int FROM api_keys WHERE access = 'ADMIN' AND revoked_at IS NULL AND recipient_id IS NULL) AS admins`);
    const words = `${businesses} business${businesses === 1 ? '' : 'es'}, ${admins} key${admins === 1 ? '' : 's'} of kind ADMIN.`;
    if (admins > 0 || config.jwt) return ok(words);
    if (env.TOCSIN_ADMIN_KEY)
      return warn(`${words} TOCSIN_ADMIN_KEY is set and was not taken yet.`, 'Start an API: it takes the key.');
    return fail(
      `${words} Nobody gets in.`,
      'Set TOCSIN_ADMIN_KEY and restart the API, or: npx tocsin business add "Name"',
    );
  },
};

/** An event that waits longer than this waits for somebody. */
const [WAITS_MS, STUCK_MS] = [30_000, 300_000];

const inbox: DoctorCheck = {
  id: 'inbox',
  title: 'Events that wait',
  needs: ['migrations'],
  async run({ dataSource }) {
    const [{ waiting, parked, age }] = await there(dataSource).query(`
      SELECT count(*) FILTER (WHERE i.parked_reason IS NULL)::int AS waiting, count(*) FILTER (WHERE i.parked_reason IS NOT NULL)::int AS parked,
        coalesce(extract(epoch FROM now() - min(e.received_at) FILTER (WHERE i.parked_reason IS NULL)) * 1000, 0)::float AS age
      FROM inbox i LEFT JOIN events e ON e.id = i.id WHERE i.dispatched_at IS NULL`);
    if (waiting > 0 && age > WAITS_MS) {
      const words = `${waiting} wait for a run, the oldest for ${spanOf(age)}.`;
      const cure = 'They are safe in PostgreSQL. See above whether Temporal answers and a worker asks for work.';
      return age > STUCK_MS ? fail(words, cure) : warn(words, cure);
    }
    if (parked > 0)
      return warn(
        `${parked} were put aside because no run could be begun for them.`,
        'Look at them in the app under Events, filter "failed", and try them again there.',
      );
    return ok(waiting === 0 ? 'None.' : `${waiting}, all of them new.`);
  },
};

/** A reminder comes to the second, and a ladder that is late is woken after half a minute. */
const LATE_LADDERS = `
  SELECT count(*)::int AS late, extract(epoch FROM now() - min(next_at))::float * 1000 AS ms FROM disputes
  WHERE next_at < now() - interval '1 minute'`;

const ladders: DoctorCheck = {
  id: 'ladders',
  title: 'Reminders of disputes',
  needs: ['migrations'],
  async run({ dataSource }) {
    const [{ late, ms }] = await there(dataSource).query(LATE_LADDERS);
    if (late === 0) return ok('None is late.');
    return fail(
      `${late === 1 ? 'One dispute was' : `${late} disputes were`} not looked at when it was time, the first ${spanOf(ms)} ago.`,
      'See above whether Temporal answers and a worker asks for work; the log of a worker says LADDER_NOT_WOKEN where it cannot wake one.',
    );
  },
};

const quotedNames = (rows: readonly { name: string }[]) =>
  `${rows
    .slice(0, 5)
    .map(({ name }) => `“${name}”`)
    .join(', ')}${rows.length > 5 ? ` and ${rows.length - 5} more` : ''}`;

const sources: DoctorCheck = {
  id: 'sources',
  title: 'Sources',
  needs: ['migrations'],
  async run({ dataSource }) {
    const rows: { name: string; silent: boolean }[] = await there(dataSource).query(`
      SELECT name, silent_since IS NOT NULL AS silent FROM sources WHERE kind <> 'TOCSIN' AND removed_at IS NULL ORDER BY name`);
    const silent = rows.filter((row) => row.silent);
    if (silent.length > 0)
      return warn(
        `${quotedNames(silent)} ${silent.length === 1 ? 'is' : 'are'} quieter than ever before.`,
        'See at the provider whether its webhook is still on and which answers it got; the page of the source shows what was refused.',
      );
    return rows.length === 0 ? ok('There is none yet.') : ok(`${rows.length}, none of them quieter than usual.`);
  },
};

const coverage: DoctorCheck = {
  id: 'coverage',
  title: 'Who hears of what is critical',
  needs: ['migrations'],
  async run({ dataSource }) {
    const rows: { name: string }[] = await there(dataSource).query(
      'SELECT DISTINCT event_type AS name FROM coverage_gaps ORDER BY 1',
    );
    const [{ people }] = await there(dataSource).query(
      'SELECT count(*)::int AS people FROM recipients WHERE removed_at IS NULL',
    );
    if (people === 0)
      return warn('There is nobody to tell yet.', 'Add people and their addresses in the app, under Team.');
    if (rows.length === 0) return ok('No gap was found in the last night.');
    return warn(
      `Too few people hear of ${quotedNames(rows)}.`,
      'The app says under Team what is missing for each; add an address, or switch the event on.',
    );
  },
};

const destinations: DoctorCheck = {
  id: 'destinations',
  title: 'Where messages go',
  needs: ['migrations'],
  async run({ dataSource }) {
    const [{ broken, paused, refused }] = await there(dataSource).query(`
      SELECT (SELECT count(*)::int FROM destination_health h JOIN destinations d ON d.id = h.destination_id
          WHERE d.removed_at IS NULL AND d.enabled AND (h.probe_at IS NOT NULL OR h.notice_raised)) AS broken,
        channels.paused, channels.refused
      FROM (SELECT string_agg(DISTINCT channel, ', ') AS paused, extract(epoch FROM now() - max(refused_at))::float * 1000 AS refused
        FROM channel_pauses p WHERE ${isPaused('p')}) channels`);
    if (paused !== null)
      return fail(
        `The carrier of ${paused} refuses us, for the last time ${spanOf(refused)} ago, so these messages wait.`,
        'Its credentials are wrong or blocked: mend them, see the carrier below. Once it takes a message again, all is well here within a minute; what waits is tried every ten.',
      );
    if (broken > 0)
      return warn(
        `${broken === 1 ? 'One endpoint does not work, and is' : `${broken} endpoints do not work, and are`} tried once in half a minute.`,
        'The app says under Integrations which, since when, and what came back. Messages wait, and go out by themselves.',
      );
    return ok('All take what they get.');
  },
};

/** More of them say nothing new. */
const ENDPOINTS = 5_000;
const HOSTS_SHOWN = 5;

/** Hosts that these rules keep out before any call, each once, with its port where the address has one. Names are not resolved. */
export function keptOut(guard: OutboundGuard, urls: readonly string[]): string[] {
  const refused = urls.filter((url) => {
    try {
      guard.checkUrl(url);
      return false;
    } catch {
      return true;
    }
  });
  return [...new Set(refused.map((url) => new URL(url).host))].sort();
}

const outbound: DoctorCheck = {
  id: 'outbound',
  title: 'Addresses of endpoints',
  needs: ['encryption'],
  async run({ found, dataSource }) {
    const { config } = there(found);
    const box = new SecretBox(config.encryptionKeys.reveal());
    const rows: { id: string; sealed: string }[] = await there(dataSource).query(
      `SELECT id, sealed_url AS sealed FROM destinations
       WHERE removed_at IS NULL AND enabled AND sealed_url IS NOT NULL ORDER BY id DESC LIMIT $1`,
      [ENDPOINTS],
    );
    const urls = rows.map(({ id, sealed }) => box.open(sealed, contextOfDestination(id)));
    const hosts = keptOut(new OutboundGuard(config.outboundAllow), urls);
    if (hosts.length === 0) return ok('None of them is kept out by OUTBOUND_ALLOW.');
    const rest = hosts.length > HOSTS_SHOWN ? ` and ${hosts.length - HOSTS_SHOWN} more` : '';
    return fail(
      `What is sent to ${hosts.slice(0, HOSTS_SHOWN).join(', ')}${rest} fails before any call: not a public address by https at port 443.`,
      'Name in OUTBOUND_ALLOW what is your own (a host, an address or a CIDR), for API and worker alike, and restart both; give the others a new address in the app, under Integrations.',
    );
  },
};

export const WORK_CHECKS: readonly DoctorCheck[] = [
  encryption,
  access,
  inbox,
  ladders,
  sources,
  coverage,
  destinations,
  outbound,
];
