// Of TLS, the words of a URL of PostgreSQL are those that `pg` takes without a warning; what they mean stays.
import { withPlainTlsMode } from '../../../src/platform/database/tls-mode.js';

const at = (query: string) => `postgres://me:p%40ss%2Fword@db.example/tocsin${query}`;

it.each(['prefer', 'require', 'verify-ca'])('sslmode=%s looks at the certificate, as `pg` has it', (mode) => {
  expect(withPlainTlsMode(at(`?sslmode=${mode}&application_name=x`))).toBe(
    at('?sslmode=verify-full&application_name=x'),
  );
});

it.each(['', '?sslmode=disable', '?sslmode=verify-full', '?sslmode=require&uselibpqcompat=true'])(
  '"%s" stays as it is',
  (query) => {
    expect(withPlainTlsMode(at(query))).toBe(at(query));
  },
);
