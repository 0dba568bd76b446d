/** The settings, this machine, and whether others reach it. */
import { statfs } from 'node:fs/promises';
import { portsFault, productionConfig } from '../../platform/config.js';
import { SettingsError } from '../../platform/exit-codes.js';
import { isUrlOfThisMachine } from '../../platform/setting-schemas.js';
import { temporalConnectSettings } from '../../temporal/connect-settings.js';
import { fail, ok, warn } from './check.js';
import { type DoctorCheck, there } from './context.js';

const [LEAST_FREE_BYTES, FEW_FREE_BYTES] = [200e6, 1e9];
const ANSWER_MS = 5_000;

const settings: DoctorCheck = {
  id: 'settings',
  title: 'Settings',
  needs: [],
  async run(context) {
    try {
      const env = context.settings();
      const ports = portsFault(env);
      if (ports) throw new SettingsError(ports);
      temporalConnectSettings();
      context.found = { env, config: productionConfig(env) };
    } catch (error) {
      if (!(error instanceof SettingsError)) throw error;
      return fail(
        error.message,
        'Mend each of them; docs/settings.md says what they are. All other checks wait for that.',
      );
    }
    return ok('All that are needed are set, and each can be used.');
  },
};

const setUp: DoctorCheck = {
  id: 'set-up',
  title: 'What is set up',
  needs: ['settings'],
  async run({ found }) {
    const { shortcomings } = there(found).config;
    // Whether anybody gets in is looked at where the keys are, and PUBLIC_URL by asking there.
    const others = shortcomings.filter(({ setting }) => !/^(TOCSIN_ADMIN_KEY|PUBLIC_URL)$/.test(setting));
    if (others.length === 0) return ok('E-mail has a carrier.');
    return warn(
      others.map(({ effect }) => effect).join(' '),
      `Set ${others.map(({ setting }) => setting).join(', ')}, for API and worker alike.`,
    );
  },
};

const publicUrl: DoctorCheck = {
  id: 'public-url',
  title: 'PUBLIC_URL',
  needs: ['settings'],
  async run({ found }) {
    const { publicUrl: url } = there(found).config;
    const answer = await fetch(`${url}/healthz`, { redirect: 'manual', signal: AbortSignal.timeout(ANSWER_MS) }).then(
      async (response) => ({ status: response.status, body: await response.text() }),
      (error: Error) => ({
        status: 0,
        body: String((error.cause as { code?: string } | undefined)?.code ?? error.message),
      }),
    );
    if (answer.status === 0)
      return fail(
        `${url} does not answer from here (${answer.body}).`,
        'Start an API (tocsin start api); then look at DNS, the proxy before it and the certificate. Links and webhooks go there.',
      );
    if (answer.status !== 200 || !answer.body.includes('"ok":true'))
      return fail(
        `At ${url} something else answers (HTTP ${answer.status}).`,
        'Let the proxy pass this name on to the API, whole paths and all, or mend PUBLIC_URL.',
      );
    if (isUrlOfThisMachine(url))
      return warn(
        `${url} answers, and leads nowhere for others.`,
        'Set PUBLIC_URL to the https address under which browsers and payment providers reach the API.',
      );
    if (!url.startsWith('https:'))
      return fail(
        `${url} is not https: keys and sessions cross the network in plain.`,
        'Put a proxy with a certificate before the API (deploy/Caddyfile is one), and set PUBLIC_URL to https://….',
      );
    return ok(`${url} answers.`);
  },
};

const login: DoctorCheck = {
  id: 'login',
  title: 'Your own login',
  needs: ['settings'],
  async run({ found }) {
    const { jwt } = there(found).config;
    if (!jwt) return ok('Not set up (AUTH_JWKS_URL).');
    const answer = await fetch(jwt.jwksUrl, { signal: AbortSignal.timeout(ANSWER_MS) }).catch(() => null);
    const body: unknown = await answer?.json().catch(() => null);
    const cure =
      'Mend AUTH_JWKS_URL: its login lists it as jwks_uri at /.well-known/openid-configuration. Until then nobody signs in by it.';
    if (!answer) return fail(`${jwt.jwksUrl} does not answer from here.`, cure);
    const keys = typeof body === 'object' && body !== null && 'keys' in body ? body.keys : null;
    return answer.ok && Array.isArray(keys) && keys.length > 0
      ? ok(`${jwt.jwksUrl} has its public keys.`)
      : fail(`${jwt.jwksUrl} answers with no public keys (HTTP ${answer.status}).`, cure);
  },
};

const disk: DoctorCheck = {
  id: 'disk',
  title: 'Disk of this machine',
  needs: [],
  async run() {
    const { bavail, bsize } = await statfs('.');
    const free = bavail * bsize;
    const words = `${(free / 1e9).toFixed(1)} GB are free here.`;
    const cure = 'Make room; where PostgreSQL runs on this machine, it stops when none is left.';
    if (free < LEAST_FREE_BYTES) return fail(words, cure);
    return free < FEW_FREE_BYTES ? warn(words, cure) : ok(words);
  },
};

export const SETTINGS_CHECKS: readonly DoctorCheck[] = [settings, setUp, disk, publicUrl, login];
