/** Sources and their secrets: made, shown once, rotated with a day's grace. */
import { type DataSource, IsNull } from 'typeorm';
import type { Viewer } from '../access/access.js';
import { recordChange } from '../access/audit.js';
import { badInput, notFound } from '../graphql/errors.js';
import { SOURCE_KINDS, type SourceKind } from '../ingest/sources/index.js';
import { newId } from '../new-id.js';
import { Source } from './source.entity.js';
import type { SourceBook } from './source-book.js';

/** How long the old secret holds after a rotation, as Dodo itself does it. */
const GRACE_MS = 24 * 60 * 60_000;

export interface SourceWithSecret {
  source: Source;
  /** Shown here and never again. */
  secret: string;
}

export class SourceService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly book: SourceBook,
  ) {}

  /** `secret`: the provider's, where it makes one itself (Dodo and Stripe do); without it a new one. */
  async create(
    viewer: Pick<Viewer, 'businessId' | 'actor'>,
    input: { kind: SourceKind; name: string; secret?: string | null },
  ): Promise<SourceWithSecret> {
    const kind = SOURCE_KINDS[input.kind];
    const secret = input.secret?.trim() || kind.newSecret();
    const fault = kind.checkSecret(secret);
    if (fault) throw badInput(fault, 'secret');
    const id = newId('source');
    const row = {
      id,
      businessId: viewer.businessId,
      kind: input.kind,
      name: input.name.trim(),
      secrets: [this.book.seal(id, secret)],
    };
    await this.dataSource.transaction(async (manager) => {
      await manager.insert(Source, row);
      const after = { kind: row.kind, name: row.name };
      await recordChange(manager, viewer, { action: 'createSource', subject: id, after });
    });
    this.book.forget(id);
    return { source: await this.find(viewer, id), secret };
  }

  async rotate(viewer: Viewer, id: string): Promise<SourceWithSecret> {
    const source = await this.find(viewer, id);
    const secret = SOURCE_KINDS[source.kind].newSecret();
    const until = new Date(Date.now() + GRACE_MS).toISOString();
    const old = source.secrets
      .map((entry) => ({ ...entry, until: entry.until ?? until }))
      .filter((entry) => Date.parse(entry.until) > Date.now());
    await this.dataSource.transaction(async (manager) => {
      await manager.update(Source, { id }, { secrets: [this.book.seal(id, secret), ...old] });
      const after = { name: source.name, earlierHoldsUntil: until };
      await recordChange(manager, viewer, { action: 'rotateSourceSecret', subject: id, after });
    });
    this.book.forget(id);
    return { source: await this.find(viewer, id), secret };
  }

  /** @throws NOT_FOUND, also for what belongs to another business. */
  async find(viewer: Pick<Viewer, 'businessId'>, id: string): Promise<Source> {
    const source = await this.dataSource
      .getRepository(Source)
      .findOneBy({ id, businessId: viewer.businessId, removedAt: IsNull() });
    if (!source) throw notFound('source', id);
    return source;
  }

  /** The end of the current secret, to tell which one it is; empty where none holds. */
  hint(source: Source): string {
    const [current] = this.book.open(source).secrets;
    return current ? `…${current.slice(-4)}` : '';
  }
}
