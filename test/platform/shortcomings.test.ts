// What production lacks is said, and stops nothing.
import { productionConfig, readEnvironment } from '../../src/platform/config.js';
import { ENCRYPTION_KEYS } from '../support/database.js';

const LEAST = {
  DATABASE_URL: 'postgres://localhost/x',
  TEMPORAL_ADDRESS: 'localhost:7233',
  TOCSIN_ENCRYPTION_KEYS: ENCRYPTION_KEYS,
  PUBLIC_URL: 'http://localhost:3000',
};
const ALL = {
  ...LEAST,
  PUBLIC_URL: 'https://tocsin.studio.example',
  SMTP_URL: 'smtp://mail.studio.example',
  MAIL_FROM: 'Studio <tocsin@studio.example>',
  TOCSIN_ADMIN_KEY: `toc_${'a'.repeat(40)}`,
};
const missing = (env: object) =>
  productionConfig(readEnvironment({ ...env }, 'PRODUCTION')).shortcomings.map(({ setting }) => setting);

it.each([
  ['nothing but what it must have', LEAST, ['TOCSIN_ADMIN_KEY', 'SMTP_URL or SENDGRID_API_KEY', 'PUBLIC_URL']],
  ['everything', ALL, []],
  ['SendGrid instead of SMTP', { ...ALL, SMTP_URL: undefined, SENDGRID_API_KEY: 'SG.x' }, []],
  [
    'a carrier that is not in the list',
    { ...ALL, MAIL_PROVIDERS: 'sendgrid', SENDGRID_API_KEY: 'SG.x', SMTP_URL: undefined },
    [],
  ],
  ['nothing said of the sender of mails', { ...ALL, MAIL_FROM: undefined }, ['MAIL_FROM']],
  ['a sender beyond ASCII', { ...ALL, MAIL_FROM: 'Jürgen <jürgen@studio.example>' }, ['MAIL_FROM']],
  ['a name beyond ASCII', { ...ALL, MAIL_FROM: 'Jürgen <juergen@stüdio.example>' }, []],
  ['an address of this machine', { ...ALL, PUBLIC_URL: 'http://127.0.0.1:3000' }, ['PUBLIC_URL']],
])('with %s', (_, env, wanted) => {
  expect(missing(env)).toEqual(wanted);
});
