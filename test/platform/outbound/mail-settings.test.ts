import { productionConfig, readEnvironment } from '../../../src/platform/config.js';
import { SettingsError } from '../../../src/platform/exit-codes.js';
import { mailSettings } from '../../../src/platform/outbound/mail-settings.js';
import { Secret } from '../../../src/platform/secrets/secret.js';
import { ENCRYPTION_KEYS } from '../../support/database.js';

const ENV = { SENDGRID_BASE_URL: 'https://api.sendgrid.com/' };
const KEY = { ...ENV, SENDGRID_API_KEY: new Secret('SG.x') };
const SMTP = new Secret('smtp://mail.example');

describe('who carries e-mail', () => {
  it.each([
    ['nobody', ENV, null, []],
    ['SMTP alone', ENV, SMTP, ['smtp']],
    ['SendGrid alone', KEY, null, ['sendgrid']],
    ['SendGrid first, where both are set', KEY, SMTP, ['sendgrid', 'smtp']],
    ['as it is told', { ...KEY, MAIL_PROVIDERS: ['smtp', 'sendgrid'] as const }, SMTP, ['smtp', 'sendgrid']],
    ['only one of two, as it is told', { ...KEY, MAIL_PROVIDERS: ['smtp'] as const }, SMTP, ['smtp']],
  ])('is %s', (_name, env, smtpUrl, providers) => {
    expect(mailSettings(env, smtpUrl).mailProviders).toEqual(providers);
  });

  it('has an address without a slash at its end', () => {
    expect(mailSettings(KEY, null).sendgrid?.baseUrl).toBe('https://api.sendgrid.com');
  });

  it('is refused where a provider is named that is not set up, with what helps', () => {
    expect(() => mailSettings({ ...ENV, MAIL_PROVIDERS: ['sendgrid'] }, SMTP)).toThrow(/set SENDGRID_API_KEY/);
    expect(() => mailSettings({ ...KEY, MAIL_PROVIDERS: ['sendgrid', 'smtp'] }, null)).toThrow(/set SMTP_URL/);
  });

  it('is read from the environment', () => {
    const env = {
      DATABASE_URL: 'postgres://db/t',
      TEMPORAL_ADDRESS: 'temporal:7233',
      TOCSIN_ENCRYPTION_KEYS: ENCRYPTION_KEYS,
      PUBLIC_URL: 'https://t.example',
      SENDGRID_API_KEY: 'SG.x',
      SMTP_URL: SMTP.reveal(),
      MAIL_PROVIDERS: 'smtp, sendgrid',
    };
    const { mailProviders, sendgrid } = productionConfig(readEnvironment(env, 'PRODUCTION'));
    expect([mailProviders, sendgrid?.apiKey.reveal()]).toEqual([['smtp', 'sendgrid'], 'SG.x']);
    for (const wrong of [
      { MAIL_PROVIDERS: 'pigeon' },
      { SENDGRID_WEBHOOK_KEYS: 'main:AAAA' },
      { SENDGRID_BASE_URL: 'x' },
    ])
      expect(() => readEnvironment({ ...env, ...wrong })).toThrow(SettingsError);
  });
});
