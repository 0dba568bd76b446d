import { productionConfig, readEnvironment, SettingsError } from '../../../src/platform/config.js';
import { mailSettings } from '../../../src/platform/outbound/mail-settings.js';

const ENV = { SENDGRID_BASE_URL: 'https://api.sendgrid.com/' };
const KEY = { ...ENV, SENDGRID_API_KEY: 'SG.x' };
const SMTP = 'smtp://mail.example';

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
    expect(mailSettings(KEY, null).sendgrid).toEqual({ apiKey: 'SG.x', baseUrl: 'https://api.sendgrid.com' });
  });

  it('is refused where a provider is named that is not set up, with what helps', () => {
    expect(() => mailSettings({ ...ENV, MAIL_PROVIDERS: ['sendgrid'] }, SMTP)).toThrow(/set SENDGRID_API_KEY/);
    expect(() => mailSettings({ ...KEY, MAIL_PROVIDERS: ['sendgrid', 'smtp'] }, null)).toThrow(/set SMTP_URL/);
  });

  it('is read from the environment', () => {
    const env = {
      DATABASE_URL: 'postgres://db/t',
      TEMPORAL_ADDRESS: 'temporal:7233',
      TOCSIN_ENCRYPTION_KEYS: 'k1:x',
      PUBLIC_URL: 'https://t.example',
      SENDGRID_API_KEY: 'SG.x',
      SMTP_URL: SMTP,
      MAIL_PROVIDERS: 'smtp, sendgrid',
    };
    expect(productionConfig(readEnvironment(env))).toMatchObject({
      mailProviders: ['smtp', 'sendgrid'],
      sendgrid: { apiKey: 'SG.x', baseUrl: 'https://api.sendgrid.com' },
    });
    for (const wrong of [
      { MAIL_PROVIDERS: 'pigeon' },
      { SENDGRID_WEBHOOK_KEYS: 'main:AAAA' },
      { SENDGRID_BASE_URL: 'x' },
    ])
      expect(() => readEnvironment({ ...env, ...wrong })).toThrow(SettingsError);
  });
});
