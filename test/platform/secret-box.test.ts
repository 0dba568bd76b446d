// What is sealed opens whole or not at all.
import { SecretBox } from '../../src/platform/secrets/secret-box.js';

const box = new SecretBox(SecretBox.newRing());
const CONTEXT = 'sources src_1';

it('What was sealed is opened in its own place only', () => {
  const sealed = box.seal('whsec_1', CONTEXT);
  expect(box.open(sealed, CONTEXT)).toBe('whsec_1');
  expect(() => box.open(sealed, 'sources src_2')).toThrow();
});

it.each([4, 8, 12, 13, 14, 15])('A tag of %i bytes is refused, right as its beginning may be', (bytes) => {
  const [id, nonce, text] = box.seal('', CONTEXT).split('.') as [string, string, string];
  const tag = Buffer.from(text, 'base64url');
  expect(tag).toHaveLength(16);
  expect(() => box.open(`${id}.${nonce}.${tag.subarray(0, bytes).toString('base64url')}`, CONTEXT)).toThrow(/tag/);
});
