// What is sealed opens whole or not at all.
import { isSealed, SecretBox } from '../../src/platform/secrets/secret-box.js';

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

describe('bytes', () => {
  const body = Buffer.from('\uFEFF{"type":"payment.failed"}');

  it('are opened in their own place only, by any key of the ring, and not once somebody changed one of them', () => {
    const sealed = box.sealBytes(body, CONTEXT);
    expect(box.openBytes(sealed, CONTEXT)).toEqual(body);
    expect(() => box.openBytes(sealed, 'sources src_2')).toThrow();
    for (const at of [1, 2, 5, 20, sealed.length - 1]) {
      const changed = Buffer.from(sealed);
      changed[at] = (changed[at] as number) ^ 1;
      expect(() => box.openBytes(changed, CONTEXT)).toThrow();
    }
    for (const length of [0, 1, 2, 10, sealed.length - 1])
      expect(() => box.openBytes(sealed.subarray(0, length), CONTEXT)).toThrow();
  });

  it('say which key sealed them, and that they are sealed', () => {
    const [former, current] = ['a1', 'b22'].map((id) => `${id}:${Buffer.alloc(32, id.length).toString('base64')}`);
    const old = new SecretBox(`${former}`).sealBytes(body, CONTEXT);
    const both = new SecretBox(`${current},${former}`);
    expect(both.openBytes(old, CONTEXT)).toEqual(body);
    expect(both.sealBytes(body, CONTEXT).subarray(0, both.head.length)).toEqual(both.head);
    expect(old.subarray(0, both.head.length)).not.toEqual(both.head);
    expect([isSealed(old), isSealed(body), isSealed(Buffer.alloc(0))]).toEqual([true, false, false]);
  });
});
