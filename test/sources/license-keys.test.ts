/** Whoever reads a license key can use it: a body shows it to nobody but ADMIN. */
import { readFileSync } from 'node:fs';
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

it('shows nothing of a short key', () => {
  expect(maskLicenseKeys('x', { license_key: '12345678' })).toEqual({ license_key: '…' });
});

it('leaves other bodies as they are', () => {
  const body = { data: { key: 'k', license_key: null, amount: 12n, license_key_id: 'lic_1' } };
  expect(maskLicenseKeys('payment.succeeded', body)).toBe(body);
});
