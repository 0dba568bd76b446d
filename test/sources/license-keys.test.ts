/** Whoever reads a license key can use it: a body shows it to nobody but ADMIN. */
import { readFileSync } from 'node:fs';
import { SOURCE_KINDS } from '../../src/sources/index.js';
import { maskLicenseKeys } from '../../src/sources/license-keys.js';

const KEY = 'AB12-CD34-EF56-GH78';

it('masks the key of Dodo’s own body, and nothing else of it', () => {
  const text = readFileSync(
    new URL('../../../src/domain/catalogue/samples/dodo.license_key.created.json', import.meta.url),
    'utf8',
  );
  const body = JSON.parse(text);
  const masked = maskLicenseKeys('license_key.created', body);
  expect(JSON.stringify(masked)).not.toContain(body.data.key);
  expect(masked).toEqual({ ...body, data: { ...body.data, key: `${body.data.key.slice(0, 4)}…` } });
});

it.each([
  ['a field', { data: { license_key: KEY } }],
  ['an object', { data: { license_key: { id: 'lic_1', key: KEY } } }],
  ['an object that is called license', { data: { license: { id: 'lic_1', key: KEY }, licenses: [{ key: KEY }] } }],
  ['a list of either', { data: { licenceKeys: [KEY, { key: KEY }] } }],
  [
    'the same text in other places',
    { data: { license_key: KEY, note: `Your key: ${KEY}.`, metadata: { copy: [KEY] } } },
  ],
])('masks it in %s', (_, body) => {
  const masked = JSON.stringify(maskLicenseKeys('payment.succeeded', body));
  expect(masked).not.toContain(KEY);
  expect(masked).toContain('AB12…');
});

it('masks one of digits that is a number, and no other number', () => {
  const body = { data: { license_key: 4_711_081_547, amount: 100, note: 'Key 4711081547' } };
  expect(maskLicenseKeys('x', body)).toEqual({ data: { license_key: '4711…', amount: 100, note: 'Key 4711…' } });
});

it('takes the name of a license for none', () => {
  const body = { data: { license: 'MIT', licenses: ['MIT'] }, metadata: { key: 'MIT' } };
  expect(maskLicenseKeys('license.created', body)).toEqual(body);
});

it.each([{ license_key: KEY }, { license_key: { id: 'lic_1', key: KEY } }, { license: { key: KEY } }, { key: KEY }])(
  'any producer may hand one over as %j',
  (data) => {
    const body = { type: 'license_key.created', data };
    expect(SOURCE_KINDS.GENERIC.customerDetails(body).licenseKey).toBe(KEY);
    expect(SOURCE_KINDS.GENERIC.normalise(body, 'id_1', new Date()).facts.licenseKey).toBe('AB12…');
    expect(JSON.stringify(maskLicenseKeys(body.type, body))).not.toContain(KEY);
  },
);

it('a field that is called key is none in an event about something else', () => {
  const body = { type: 'payment.succeeded', data: { id: 'p', key: KEY } };
  expect(SOURCE_KINDS.GENERIC.normalise(body, 'id_1', new Date()).facts.licenseKey).toBeNull();
});

it('shows nothing of a short key', () => {
  expect(maskLicenseKeys('x', { license_key: '12345678' })).toEqual({ license_key: '…' });
});

it('leaves other bodies as they are', () => {
  const body = { data: { key: 'k', license_key: null, amount: 12n, license_key_id: 'lic_1' } };
  expect(maskLicenseKeys('payment.succeeded', body)).toBe(body);
});
