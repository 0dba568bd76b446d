/** Every setting, one entry each: its type, its default and its row in docs/settings.md (`npm run settings` writes it). */
import { z } from 'zod';
import { PAYLOAD_DAYS } from '../domain/erasure.js';
import { MAIL_PROVIDERS, readSender, receiptKeysOf } from './outbound/mail-settings.js';
import { serviceAccountOf } from './outbound/push-settings.js';
import { docOf, type SettingDoc, secretSetting, setting } from './setting-docs.js';
import {
  allowedHosts,
  collector,
  hostAndPort,
  http,
  isPrivate,
  keyRing,
  keyText,
  nameElsewhere,
  oneOf,
  onOrOff,
  originsOf,
  ownAddress,
  parsed,
  parseHeaders,
  postgres,
  providerUrlSetting,
  publicOrigin,
  smtp,
  wholeNumber,
} from './setting-schemas.js';

const server = {
  PORT: setting('Port of the API.', wholeNumber(0, 65535).default(3000)),
  OPERATIONS_PORT: setting(
    'Port of `/healthz` and `/readyz` of an API or a worker, for those who run them; without it a worker has none. The API has both at PORT, too.',
    wholeNumber(0, 65535).optional(),
    { example: '9090' },
  ),
  TOCSIN_DRAIN_MS: setting(
    'How long an API that was asked to stop goes on as before while `/readyz` says no, milliseconds: until load balancers send nothing any more.',
    wholeNumber(0, 60_000).default(5_000),
    { local: '0' },
  ),
  HOST: setting('Address that the API listens on; `tocsin start api`: all addresses.', ownAddress().optional(), {
    example: '0.0.0.0',
    local: '127.0.0.1',
  }),
  PUBLIC_URL: setting(
    'The URL under which browsers and providers reach the API, without a path. Links use it.',
    publicOrigin().optional(),
    { required: true, example: 'https://tocsin.example.com', local: 'http://localhost:PORT' },
  ),
  TRUST_PROXY: setting(
    'Number of your own proxies before the API: it believes as many addresses of X-Forwarded-For.',
    wholeNumber(0, 10).default(0),
  ),
  CORS_ORIGINS: setting(
    'Origins of admin UIs that ask the API from browsers with a key or token, separated by commas. Cookies stay with PUBLIC_URL.',
    z.string().default('').transform(parsed(originsOf)),
    { example: 'https://admin.example.com' },
  ),
  RATE_LIMIT_PER_MINUTE: setting(
    'GraphQL requests per minute of one API key, per process. A PRODUCER has ten times as many.',
    wholeNumber(1, 1_000_000).default(1_200),
  ),
  OUTBOUND_ALLOW: setting(
    'Hosts and CIDRs, separated by commas, that endpoints may have although they are not public.',
    z.string().default('').transform(parsed(allowedHosts)),
    { local: '127.0.0.1,localhost', example: 'hooks.internal,10.1.0.0/16' },
  ),
  TOCSIN_COMMIT: setting(
    'The commit that was built, for the metric `tocsin_build_info`.',
    z.string().max(40, 'write up to 40 signs.').default('unknown'),
  ),
  TOCSIN_LOG: setting(
    'The least severe lines that are logged.',
    oneOf(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  ),
};

const servers = {
  DATABASE_URL: secretSetting(
    'PostgreSQL 15 or newer. An API process holds up to 20 connections, one that listens and one for `/readyz`; a worker 10 and one that listens. One more where somebody reads its metrics.',
    postgres().optional(),
    { required: true, local: 'its own', example: 'postgres://tocsin:password@localhost:5432/tocsin' },
  ),
  TEMPORAL_ADDRESS: setting('Host and port of Temporal, server 1.29 or newer.', hostAndPort().optional(), {
    required: true,
    local: 'its own',
    example: 'localhost:7233',
  }),
  TEMPORAL_NAMESPACE: setting('Namespace in Temporal.', nameElsewhere(255).default('default'), { local: 'its own' }),
  TEMPORAL_UI_URL: setting('Temporal’s Web UI; events link to it.', http().optional(), {
    local: 'its own',
    example: 'http://localhost:8233',
  }),
  LOST_URGENT_SECONDS: setting(
    'How old an event may be before its run is looked for in Temporal, which may have lost it: critical events, payouts and disputes. They are looked for every 10 seconds.',
    wholeNumber(5, 3_600).default(30),
  ),
  LOST_OTHER_SECONDS: setting('The same for all other events.', wholeNumber(5, 86_400).default(300)),
  TOCSIN_TASK_QUEUE: setting('Task queue of the workers in Temporal.', nameElsewhere(255).default('tocsin')),
  TOCSIN_WORKER_BUILD_ID: setting(
    'Of workers: turns Worker Versioning on, for deployments that keep workers of each build side by side (not for rolling ones). A build gets runs once `tocsin promote` has made it current.',
    z
      .string()
      .regex(
        /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/,
        'write up to 64 letters, digits, ".", "_" and "-", with a letter or digit first.',
      )
      .optional(),
    { example: '0.2.0', local: 'none' },
  ),
};

const keys = {
  TOCSIN_ENCRYPTION_KEYS: secretSetting(
    'Keys that encrypt the stored secrets and the bodies of events: `id:base64` of 32 bytes, separated by commas. The first encrypts, all decrypt.',
    z.string().transform(parsed(keyRing)).optional(),
    {
      required: true,
      local: 'made once',
      example: 'k1:REPLACE_THIS',
      made: `"npx tocsin init" makes one, and so does: echo k1:$(openssl rand -base64 32)`,
    },
  ),
  TOCSIN_ADMIN_KEY: secretSetting(
    'The operator’s API key, of kind ADMIN: one key, a new one ends the former. The API makes the first business where there is none.',
    z
      .string()
      .regex(/^toc_[A-Za-z0-9_-]{32,}$/, 'write "toc_" and at least 32 letters or digits.')
      .optional(),
    { local: 'made once', example: 'toc_REPLACE_THIS' },
  ),
  AUTH_JWKS_URL: setting(
    'Public keys of your own login (JWKS). Needs AUTH_ISSUER and AUTH_AUDIENCE.',
    http()
      .refine(
        isPrivate,
        'write an https:// URL (http:// only on this machine): who changes these keys signs in as anybody.',
      )
      .optional(),
    { example: 'https://login.example.com/.well-known/jwks.json' },
  ),
  AUTH_ISSUER: setting('`iss` of the JWTs of that login.', z.string().optional(), {
    example: 'https://login.example.com/',
  }),
  AUTH_AUDIENCE: setting('`aud` of the JWTs of that login.', z.string().optional(), { example: 'tocsin' }),
};

const mail = {
  MAIL_FROM: setting(
    'Sender of all e-mails: an address, or a name and `<address>`.',
    z.string().default('Tocsin <tocsin@localhost>').transform(parsed(readSender)),
    { example: 'Tocsin <tocsin@example.com>' },
  ),
  MAIL_PROVIDERS: setting(
    'Carriers of e-mail in the order in which they are tried. Without it: each one that is set up.',
    z
      .string()
      .transform((text) => text.split(',').map((name) => name.trim()))
      .pipe(z.array(oneOf(MAIL_PROVIDERS)))
      .optional(),
    { example: 'sendgrid,smtp' },
  ),
  SMTP_URL: secretSetting('SMTP server, with user and password.', smtp().optional(), {
    local: 'the mailbox',
    example: 'smtp://user:password@mail.example.com:587',
  }),
  SENDGRID_API_KEY: secretSetting('API key of SendGrid.', keyText().optional(), { example: 'SG.key' }),
  SENDGRID_BASE_URL: setting('The API of SendGrid.', http().default('https://api.sendgrid.com')),
  SENDGRID_WEBHOOK_KEYS: setting(
    '`name:key`, separated by commas: verification keys of SendGrid’s Signed Event Webhooks, which post delivery receipts to `/webhooks/sendgrid/NAME`.',
    z.string().transform(parsed(receiptKeysOf)).optional(),
  ),
};

const push = {
  FCM_SERVICE_ACCOUNT: secretSetting(
    'Push to phones: the JSON text of a Firebase key file (Project settings, Service accounts).',
    z.string().transform(parsed(serviceAccountOf)).optional(),
    { local: 'a stand-in' },
  ),
  FCM_BASE_URL: setting('The API of Firebase Cloud Messaging.', http().default('https://fcm.googleapis.com')),
  VAPID_PUBLIC_KEY: setting(
    'Push to browsers: the key pair of `npx web-push generate-vapid-keys`. Devices that subscribed under another pair are lost.',
    z.string().optional(),
    { local: 'made once' },
  ),
  VAPID_PRIVATE_KEY: secretSetting('The other half of the pair.', z.string().optional(), {
    local: 'made once',
  }),
  VAPID_SUBJECT: setting(
    'Contact for push services. Without it: PUBLIC_URL, or the address of MAIL_FROM.',
    z
      .url({ protocol: /^(https|mailto)$/, error: 'write https://… or mailto:….' })
      .refine((url) => /^https:|@/.test(url), 'write mailto: and an address, such as mailto:operations@example.com.')
      .optional(),
    { example: 'mailto:operations@example.com' },
  ),
};

const providers = {
  STRIPE_BASE_URL: setting('The API of Stripe.', providerUrlSetting('https://api.stripe.com')),
  DODO_BASE_URL: setting(
    'The API of Dodo Payments; of its test mode: `https://test.dodopayments.com`.',
    providerUrlSetting('https://live.dodopayments.com'),
  ),
};

const chats = {
  SLACK_CLIENT_ID: setting(
    'Of your Slack app (scope `incoming-webhook`, redirect URL `PUBLIC_URL/integrations/connected`): people connect their workspace by a button. Needs SLACK_CLIENT_SECRET.',
    z.string().optional(),
    { example: '1234567890.1234567890' },
  ),
  SLACK_CLIENT_SECRET: secretSetting('The secret of that app.', keyText().optional()),
  SLACK_BASE_URL: setting('Where Slack connects apps.', providerUrlSetting('https://slack.com')),
};

const kept = {
  PAYLOAD_RETENTION_DAYS: setting(
    'For how many days the bodies of events are kept, where a business did not choose (`setRetention`). Open disputes keep theirs until they end.',
    wholeNumber(PAYLOAD_DAYS.least, PAYLOAD_DAYS.most).default(PAYLOAD_DAYS.byDefault),
  ),
};

const SHARE = 'write a number from 0 to 1, such as 0.1.';

const traces = {
  OTEL_EXPORTER_OTLP_ENDPOINT: setting(
    'Where traces go: the base URL of a collector that takes OTLP over HTTP (`/v1/traces` is added). Without it there are none, and no package for them is loaded.',
    collector().optional(),
    { example: 'http://localhost:4318' },
  ),
  OTEL_EXPORTER_OTLP_HEADERS: secretSetting(
    'Headers for that collector, such as its key: `name=value`, separated by commas, percent-encoded.',
    z.string().transform(parsed(parseHeaders)).optional(),
    { example: 'api-key=REPLACE_THIS' },
  ),
  OTEL_TRACES_SAMPLER_ARG: setting(
    'Which share of all traces is kept, 0 to 1.',
    z.coerce.number(SHARE).min(0, SHARE).max(1, SHARE).default(1),
  ),
};

const local = {
  TOCSIN_DATA_DIR: setting('`npm start` only: the folder of its data.', z.string().default('.tocsin')),
  TOCSIN_OPEN: setting(
    '`npm start` only: `off` opens no browser. One is opened on a desktop, not in CI or over SSH; its link, which signs in once, stands in the process list for a moment.',
    onOrOff(),
  ),
  TOCSIN_DEMO: setting('`npm start` only: `off` makes no sample business.', onOrOff()),
};

/** The parts of docs/settings.md. */
export const SETTING_GROUPS = {
  'The API and the network': server,
  'PostgreSQL and Temporal': servers,
  'Keys and sign-in': keys,
  'E-mail': mail,
  Push: push,
  'Payment providers, asked every hour for disputes and payouts that no webhook told of': providers,
  Chats: chats,
  'What is kept': kept,
  Traces: traces,
  'On your machine': local,
};

/** Every setting, by its name in the environment. */
export const settings = z.object({
  ...server,
  ...servers,
  ...keys,
  ...mail,
  ...push,
  ...providers,
  ...chats,
  ...kept,
  ...traces,
  ...local,
});

export type SettingName = keyof typeof settings.shape;

export const SETTING_NAMES = Object.keys(settings.shape) as SettingName[];

export function settingDoc(name: SettingName): SettingDoc {
  const doc = docOf(settings.shape[name]);
  if (!doc) throw new Error(`${name} has no description: make it by setting('…', …)`);
  return doc;
}
