/** The clocks: of this machine, of the workers and of the API, against PostgreSQL's, whose times all of them are compared with. */
import { ASK_TIME, CLOCKS, clocksApart } from '../../platform/database/clocks.js';
import { type Finding, fail, ok, warn } from './check.js';
import { type DoctorCheck, spanOf, there } from './context.js';

const CURE =
  'Let both machines keep time by NTP (timedatectl set-ntp true): signatures of webhooks hold for minutes only.';

function findingOf(whose: string, apart: number): Finding {
  const span = apart < 1_000 ? 'less than a second' : spanOf(apart);
  const words = `The clocks of ${whose} and of PostgreSQL differ by ${span}.`;
  if (apart > CLOCKS.wrong) return fail(words, CURE);
  return apart > CLOCKS.doubtful ? warn(words, CURE) : ok(words);
}

const ofThisMachine: DoctorCheck = {
  id: 'clock',
  title: 'Clock',
  needs: ['database'],
  async run({ dataSource, now }) {
    const before = now();
    const [{ at }] = await there(dataSource).query(ASK_TIME);
    return findingOf('this machine', clocksApart(at, { before, after: now() }));
  },
};

/** A try is written by a worker's clock, between the moments at which its delivery was planned and settled by PostgreSQL's. */
const OF_WORKERS = `
  SELECT CASE WHEN count(*) > 0 THEN greatest(0, max(extract(epoch FROM d.created_at - a.at)),
    max(extract(epoch FROM a.at + a.duration_ms * interval '1 millisecond' - d.settled_at)))::float * 1000 END AS apart
  FROM (SELECT delivery_id, at, duration_ms FROM attempts ORDER BY id DESC LIMIT 1000) a JOIN deliveries d ON d.id = a.delivery_id
  WHERE d.settled_at > now() - interval '10 minutes'`;

const ofWorkers: DoctorCheck = {
  id: 'clock-workers',
  title: 'Clocks of the workers',
  needs: ['tables'],
  async run({ dataSource }) {
    const [{ apart }] = await there(dataSource).query(OF_WORKERS);
    return apart === null
      ? ok('Nothing was sent in the last minutes that would show it.')
      : findingOf('a worker', apart);
  },
};

const ANSWER_MS = 5_000;
/** The header tells whole seconds. */
const HEADER_MS = 1_000;

const ofApi: DoctorCheck = {
  id: 'clock-api',
  title: 'Clock of the API',
  needs: ['database'],
  async run({ dataSource, found }) {
    const { publicUrl } = there(found).config;
    const [{ at: before }] = await there(dataSource).query(ASK_TIME);
    const answer = await fetch(`${publicUrl}/healthz`, {
      redirect: 'manual',
      signal: AbortSignal.timeout(ANSWER_MS),
    }).catch(() => null);
    const [{ at: after }] = await there(dataSource).query(ASK_TIME);
    const told = Date.parse(answer?.headers.get('date') ?? '');
    // Whether it answers is looked at by another check.
    if (Number.isNaN(told)) return ok('It does not tell it here.');
    const apart = clocksApart(new Date(told), { before: new Date(before.getTime() - HEADER_MS), after });
    return findingOf(`the API, or of a proxy before it,`, apart);
  },
};

export const CLOCK_CHECKS: readonly DoctorCheck[] = [ofThisMachine, ofWorkers, ofApi];
