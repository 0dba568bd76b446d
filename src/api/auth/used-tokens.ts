/** Which tokens were used of those that work once. */
import { Inject, Injectable } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { SYSTEM_DATA_SOURCE } from '../platform.tokens.js';
import { tokenHash } from './token.js';

/** $1 hash of the token, $2 business, $3 end of the token. A row where this is its first use. */
const USE = `
  WITH ended AS (DELETE FROM used_tokens WHERE ends_at < now())
  INSERT INTO used_tokens (hash, business_id, ends_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING RETURNING hash`;

@Injectable()
export class UsedTokens {
  constructor(@Inject(SYSTEM_DATA_SOURCE) private readonly dataSource: DataSource) {}

  /** Whether this is its first use, and before its end. */
  async use(
    token: string,
    { businessId, until }: { businessId: string; until: number },
    now: number,
  ): Promise<boolean> {
    if (until <= now) return false;
    const rows: object[] = await this.dataSource.query(USE, [tokenHash(token), businessId, new Date(until)]);
    return rows.length > 0;
  }
}
