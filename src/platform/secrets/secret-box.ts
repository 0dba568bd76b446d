/** Encrypts stored secrets: AES-256-GCM, with the key's id in the ciphertext, bound to their row. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** Whole, and no other is taken: Node would accept 4 bytes, which can be guessed. */
const TAG_BYTES = 16;

/**
 * Encrypts (seals) and decrypts (opens) secrets with a ring of keys (`id:base64,id:base64`; the first one encrypts, all
 * decrypt), so that keys can be rotated. A sealed value is `keyId.nonce.ciphertext`, base64url; `context` (table and row)
 * is authenticated, so a value that was copied into another row cannot be opened there.
 */
export class SecretBox {
  private readonly keys = new Map<string, Buffer>();
  private readonly current: string;

  /** @throws an Error that says what is wrong with the ring: each key has 32 bytes. */
  constructor(ring: string) {
    for (const part of ring.split(',')) {
      const [id, encoded] = part.trim().split(':');
      const key = Buffer.from(encoded ?? '', 'base64');
      if (!id || !/^[A-Za-z0-9]+$/.test(id) || key.length !== 32) {
        throw new Error(
          'TOCSIN_ENCRYPTION_KEYS is a list of id:base64 with 32 bytes each; `openssl rand -base64 32` makes one',
        );
      }
      this.keys.set(id, key);
    }
    this.current = [...this.keys.keys()][0] as string;
  }

  /** A new ring with one key. */
  static newRing(): string {
    return `k1:${randomBytes(32).toString('base64')}`;
  }

  seal(secret: string, context: string): string {
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', this.keys.get(this.current) as Buffer, nonce);
    cipher.setAAD(Buffer.from(context));
    const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    return `${this.current}.${nonce.toString('base64url')}.${sealed.toString('base64url')}`;
  }

  /** @throws if the key is no longer in the ring, or the value was changed or moved to another row. */
  open(sealed: string, context: string): string {
    const [id, nonce, text] = sealed.split('.');
    const key = this.keys.get(id ?? '');
    if (!key)
      throw new Error(`The encryption key "${id}" is not in TOCSIN_ENCRYPTION_KEYS; add it behind the current one`);
    const bytes = Buffer.from(text ?? '', 'base64url');
    const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(nonce ?? '', 'base64url'), {
      authTagLength: TAG_BYTES,
    });
    decipher.setAAD(Buffer.from(context));
    decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
    return Buffer.concat([decipher.update(bytes.subarray(0, -TAG_BYTES)), decipher.final()]).toString('utf8');
  }
}
