import { readEnvironment } from '../../../src/platform/config.js';
import { OutboundGuard, OutboundRefused } from '../../../src/platform/outbound/guard.js';
import { newVapidKeys, pushSettings, serviceAccountOf } from '../../../src/platform/outbound/push-settings.js';
import { readSubscription } from '../../../src/platform/outbound/push-subscription.js';
import { Secret } from '../../../src/platform/secrets/secret.js';
import { newBrowser, serviceAccount } from '../../support/push-stand-ins.js';

const read = (value: unknown, allow: string[] = []) =>
  readSubscription(typeof value === 'string' ? value : JSON.stringify(value), new OutboundGuard(allow));
const at = (endpoint: string) => newBrowser(endpoint).subscription;

describe('the endpoint of a browser', () => {
  it.each([
    'https://fcm.googleapis.com/fcm/send/abc:def',
    'https://web.push.apple.com/QGuQyavXutnMH',
    'https://updates.push.services.mozilla.com/wpush/v2/gAAAA',
    'https://wns2-par02p.notify.windows.com/w/?token=abc',
    'https://FCM.googleapis.com/wp/x',
  ])('may be %s', (endpoint) => {
    expect(read(at(endpoint)).endpoint).toBe(new URL(endpoint).href);
  });

  it.each([
    'http://fcm.googleapis.com/fcm/send/abc',
    'https://fcm.googleapis.com:8443/fcm/send/abc',
    'https://fcm.googleapis.com.evil.example/x',
    'https://evilfcm.googleapis.com/x',
    'https://push.apple.com/x',
    'https://evil-push.apple.com/x',
    'https://apple.com.push.example/x',
    'https://notify.windows.com.evil.example/x',
    'https://xnotify.windows.com/x',
    'https://fcm.googleapis.com./x',
    'https://user:pw@fcm.googleapis.com/x',
    'https://example.com/?fcm.googleapis.com',
    'https://127.0.0.1/x',
    'https://[::1]/x',
    'https://169.254.169.254/latest',
    'file:///etc/passwd',
    'push',
  ])('may not be %s', (endpoint) => {
    expect(() => read(at(endpoint))).toThrow(OutboundRefused);
  });

  it('may be at a host that OUTBOUND_ALLOW names, by http too', () => {
    expect(() => read(at('http://127.0.0.1:9/x'))).toThrow(OutboundRefused);
    expect(read(at('http://127.0.0.1:9/x'), ['127.0.0.1']).endpoint).toBe('http://127.0.0.1:9/x');
    expect(() => read(at('https://example.com/x'), ['127.0.0.1'])).toThrow('no push service');
  });
});

describe('a subscription', () => {
  const good = at('https://fcm.googleapis.com/fcm/send/abc');

  it('keeps what is needed and nothing else, keys without padding', () => {
    const keys = { p256dh: `${good.keys.p256dh}=`, auth: `${good.keys.auth}==` };
    expect(read({ ...good, keys, expirationTime: null, extra: 'x' })).toEqual(good);
  });

  const offCurve = Buffer.concat([Buffer.from([4]), Buffer.alloc(64, 1)]).toString('base64url');
  it.each([
    ['no JSON', 'abc'],
    ['null', null],
    ['a list', []],
    ['no endpoint', { keys: good.keys }],
    ['no keys', { endpoint: good.endpoint }],
    ['an endpoint that is a list', { ...good, endpoint: [good.endpoint] }],
    ['a short p256dh', { ...good, keys: { ...good.keys, p256dh: 'abc' } }],
    ['a p256dh that is no point of the curve', { ...good, keys: { ...good.keys, p256dh: offCurve } }],
    [
      'a p256dh that is not base64url',
      { ...good, keys: { ...good.keys, p256dh: good.keys.p256dh.replace(/.$/, '+') } },
    ],
    ['a long auth', { ...good, keys: { ...good.keys, auth: `${good.keys.auth}AA` } }],
    ['keys that are numbers', { ...good, keys: { p256dh: 1, auth: 2 } }],
  ])('is refused with %s', (_what, value) => {
    expect(() => read(value)).toThrow('It is no push subscription');
  });
});

describe('the settings of push', () => {
  const KEYS = newVapidKeys();
  const base = { FCM_BASE_URL: 'https://fcm.googleapis.com', MAIL_FROM: 'Tocsin <ops@test.example>' };
  const withKeys = { ...base, VAPID_PUBLIC_KEY: KEYS.publicKey, VAPID_PRIVATE_KEY: new Secret(KEYS.privateKey) };

  it('are none where nothing is set', () => {
    expect(pushSettings(base, 'https://tocsin.test')).toEqual({ fcm: null, vapid: null });
  });

  it('name a contact: what is set, else our address, else that of our mails', () => {
    const subject = (env: object, url: string) => pushSettings({ ...withKeys, ...env }, url).vapid?.subject;
    expect(subject({ VAPID_SUBJECT: 'mailto:a@b.example' }, 'https://tocsin.test')).toBe('mailto:a@b.example');
    expect(subject({}, 'https://tocsin.test')).toBe('https://tocsin.test');
    expect(subject({}, 'http://localhost:3000')).toBe('mailto:ops@test.example');
  });

  it.each([
    ['one key alone', { VAPID_PRIVATE_KEY: undefined }],
    ['keys of two pairs', { VAPID_PUBLIC_KEY: newVapidKeys().publicKey }],
    ['a private key that is none', { VAPID_PRIVATE_KEY: new Secret('abc') }],
  ])('refuse %s, and say what makes a pair', (_what, change) => {
    expect(() => pushSettings({ ...withKeys, ...change }, 'https://tocsin.test')).toThrow(/generate-vapid-keys/);
  });

  it('take Google’s key file', () => {
    const account = serviceAccount('https://oauth2.googleapis.com/token');
    const { token_uri, private_key, ...rest } = account;
    const file = JSON.stringify({ type: 'service_account', private_key: private_key.reveal(), ...rest });
    expect(serviceAccountOf(file)).toEqual(account);
    expect(serviceAccountOf(file).private_key.reveal()).toBe(private_key.reveal());
    expect(readEnvironment({ FCM_SERVICE_ACCOUNT: file }).FCM_SERVICE_ACCOUNT?.reveal()).toEqual(account);
  });

  it.each([
    ['/etc/key.json', /is the path of a file; set FCM_SERVICE_ACCOUNT_FILE to it/],
    ['[]', /no JSON object/],
    ['null', /no JSON object/],
    ['{"project_id":"p"}', /no "client_email"/],
    ['{"project_id":"p","client_email":"e","private_key":"secret-text"}', /"private_key" that cannot be read/],
  ])('refuse %s at the start, without quoting it', (text, words) => {
    const reading = () => readEnvironment({ FCM_SERVICE_ACCOUNT: text });
    expect(reading).toThrow(words);
    expect(reading).toThrow('FCM_SERVICE_ACCOUNT');
    expect(reading).not.toThrow(/secret-text/);
  });
});
