/** The sources as ingest needs them: looked up by id, secrets opened, remembered for some seconds. */
import type { DataSource } from 'typeorm';
import { isId } from '../../domain/ids.js';
import { holding, type KeptSecret, rotated } from '../../domain/rotation.js';
import type { SecretBox } from '../../platform/secrets/secret-box.js';
import type { SourceKind } from '../../sources/index.js';
import { contextOfSource } from '../sealing/contexts.js';
import { Source } from './source.entity.js';

export interface OpenSource {
  id: string;
  businessId: string;
  kind: SourceKind;
  /** Those that hold now, the current one first. */
  secrets: string[];
  /** Another one as soon as other secrets hold. */
  secretsVersion: string;
}

/** A rotated or removed secret is refused in every process after at most this long. */
const REMEMBER_MS = 5_000;
/** A signature that does not fit has the source read again, at most this often: its secret may have just been set elsewhere. */
const READ_AGAIN_MS = 1_000;
/** The limit of the cache: requests with invented ids must not fill the memory. */
const REMEMBER_AT_MOST = 10_000;

export class SourceCache {
  private readonly known = new Map<string, { until: number; source: OpenSource | null }>();

  constructor(
    private readonly dataSource: DataSource,
    private readonly box: SecretBox,
  ) {}

  /** The source with this id, or null; `now` in milliseconds since 1970. Rejects where it must be looked up and PostgreSQL is away. */
  async find(id: string, now: number): Promise<OpenSource | null> {
    if (!isId('source', id)) return null;
    const remembered = this.known.get(id);
    if (remembered && remembered.until > now) return remembered.source;
    const row = await this.dataSource.getRepository(Source).findOneBy({ id });
    const source = row && !row.removedAt ? this.open(row, now) : null;
    if (this.known.size >= REMEMBER_AT_MOST) this.known.clear();
    this.known.set(id, { until: now + REMEMBER_MS, source });
    return source;
  }

  /** The same, as it is now where it was read more than a second ago. */
  async findAgain(id: string, now: number): Promise<OpenSource | null> {
    const remembered = this.known.get(id);
    if (remembered && remembered.until - REMEMBER_MS + READ_AGAIN_MS <= now) this.forget(id);
    return this.find(id, now);
  }

  /** Forgets what it remembers of a source that was just changed in this process. */
  forget(id: string): void {
    this.known.delete(id);
  }

  /** The secrets of a row that hold at `now`. */
  open(row: Source, now: number): OpenSource {
    const { id, businessId, kind } = row;
    const held = holding(row.secrets, now);
    const secrets = held.map(({ sealed }) => this.box.open(sealed, contextOfSource(id)));
    return { id, businessId, kind, secrets, secretsVersion: held.map(({ sealed }) => sealed.slice(-8)).join(' ') };
  }

  /**
   * The secrets of a row with another current one: those before it hold for a day more, or end at once where `revokeOld`. One
   * that held already is moved to the front. `replaced`: how many others held.
   */
  withSecret(row: Source, secret: string, now: number, revokeOld = false): { secrets: KeptSecret[]; replaced: number } {
    const opened = this.open(row, now).secrets;
    const others = holding(row.secrets, now).filter((_, place) => opened[place] !== secret);
    return { secrets: rotated(others, this.seal(row.id, secret).sealed, now, revokeOld), replaced: others.length };
  }

  seal(sourceId: string, secret: string): KeptSecret {
    return { sealed: this.box.seal(secret, contextOfSource(sourceId)), until: null };
  }
}
