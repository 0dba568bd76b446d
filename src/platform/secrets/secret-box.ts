/** Encrypts stored secrets: AES-256-GCM, with the key's id in the ciphertext, bound to their row. */
import {
  createCipheriv,
  createDecipheriv,
  createSecretKey,
  type KeyObject,
  randomBytes,
  randomFillSync,
} from 'node:crypto';
import { EXIT, FatalError } from '../exit-codes.js';

/** Whole, and no other is taken: Node would accept 4 bytes, which can be guessed. */
const TAG_BYTES = 16;
const NONCE_BYTES = 12;
/** Begins sealed bytes; no text begins so. */
const SEALED = 0x01;

/**
 * Encrypts (seals) and decrypts (opens) secrets with a ring of keys (`id:base64,id:base64`; the first one encrypts, all
 * decrypt), so that keys can be rotated. A sealed value is `keyId.nonce.ciphertext`, base64url; `context` (table and row)
 * is authenticated, so a value that was copied into another row cannot be opened there.
 *
 * What is large is sealed as bytes: 0x01, the length of the key's id, the id, the nonce, the ciphertext, the tag.
 */
export class SecretBox {
  /** As Node keeps them: with bytes in their place each call takes five times as long on Node 24. */
  private readonly keys = new Map<string, KeyObject>();
  /** Of all keys, the one that encrypts first. */
  readonly keyIds: readonly string[];
  /** Of the key that encrypts. */
  readonly keyId: string;
  /** With what bytes begin that it sealed. */
  readonly head: Buffer;

  /** @throws an Error that says what is wrong with the ring: each key has 32 bytes and a name of its own. */
  constructor(ring: string) {
    for (const [place, part] of ring.split(',').entries()) {
      const [, id, encoded] = /^\s*([A-Za-z0-9]{1,64}):(.*)$/s.exec(part) ?? [];
      if (id === undefined || encoded === undefined)
        throw new Error(
          `TOCSIN_ENCRYPTION_KEYS has no name before its key number ${place + 1}; write id:base64 for each, such as k1:…, with commas between`,
        );
      const key = Buffer.from(encoded, 'base64');
      if (key.length !== 32)
        throw new Error(
          `TOCSIN_ENCRYPTION_KEYS has ${key.length} bytes in base64 as its key "${id}", and 32 are needed; \`openssl rand -base64 32\` makes them`,
        );
      if (this.keys.has(id))
        throw new Error(`TOCSIN_ENCRYPTION_KEYS has two keys "${id}"; give the new one another name, k2 for instance`);
      this.keys.set(id, createSecretKey(key));
    }
    this.keyIds = [...this.keys.keys()];
    this.keyId = this.keyIds[0] as string;
    this.head = Buffer.from([SEALED, this.keyId.length, ...Buffer.from(this.keyId)]);
  }

  /** A new ring with one key. */
  static newRing(): string {
    return `k1:${randomBytes(32).toString('base64')}`;
  }

  seal(secret: string, context: string): string {
    const { nonce, sealed } = this.encrypt(Buffer.from(secret, 'utf8'), context);
    return `${this.keyId}.${nonce.toString('base64url')}.${Buffer.concat(sealed).toString('base64url')}`;
  }

  /** @throws if the key is no longer in the ring, or the value was changed or moved to another row. */
  open(sealed: string, context: string): string {
    const [id, nonce, text] = sealed.split('.');
    const [from, bytes] = [Buffer.from(nonce ?? '', 'base64url'), Buffer.from(text ?? '', 'base64url')];
    return this.decrypt(id ?? '', from, bytes, context).toString('utf8');
  }

  sealBytes(secret: Buffer, context: string): Buffer {
    const { nonce, sealed } = this.encrypt(secret, context);
    return Buffer.concat([this.head, nonce, ...sealed]);
  }

  /** @throws as `open` does. */
  openBytes(sealed: Buffer, context: string): Buffer {
    const end = 2 + (sealed[1] ?? 0);
    const [id, nonce] = [sealed.toString('latin1', 2, end), sealed.subarray(end, end + NONCE_BYTES)];
    return this.decrypt(id, nonce, sealed.subarray(end + NONCE_BYTES), context);
  }

  private encrypt(secret: Buffer, context: string): { nonce: Buffer; sealed: Buffer[] } {
    const nonce = nextNonce();
    const cipher = createCipheriv('aes-256-gcm', this.keys.get(this.keyId) as KeyObject, nonce);
    cipher.setAAD(Buffer.from(context));
    return { nonce, sealed: [cipher.update(secret), cipher.final(), cipher.getAuthTag()] };
  }

  private decrypt(keyId: string, nonce: Buffer, bytes: Buffer, context: string): Buffer {
    const key = this.keys.get(keyId);
    if (!key)
      throw new FatalError(
        `The encryption key "${keyId}" is not in TOCSIN_ENCRYPTION_KEYS; add it behind the current one.`,
        EXIT.settings,
      );
    const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
    decipher.setAAD(Buffer.from(context));
    decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
    return Buffer.concat([decipher.update(bytes.subarray(0, -TAG_BYTES)), decipher.final()]);
  }
}

/** Random bytes for the next nonces, each for one: to ask for twelve at a time takes as long as to encrypt. */
const nonces = Buffer.alloc(512 * NONCE_BYTES);
let noncesUsed = nonces.length;

function nextNonce(): Buffer {
  if (noncesUsed === nonces.length) {
    randomFillSync(nonces);
    noncesUsed = 0;
  }
  noncesUsed += NONCE_BYTES;
  return Buffer.from(nonces.subarray(noncesUsed - NONCE_BYTES, noncesUsed));
}

/** Of what no `SecretBox` sealed it is false, as long as that is text. */
export const isSealed = (bytes: Buffer): boolean => bytes[0] === SEALED;

/** The id of the key that sealed a text; what stands there of anything else. */
export const keyIdOf = (sealed: string): string => sealed.split('.', 1)[0] as string;
