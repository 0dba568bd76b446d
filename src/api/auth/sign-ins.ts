/** Where somebody is signed in to the web app: a row for each session, which ends with it. */
import { Inject, Injectable } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import type { Viewer } from '../../core/access/viewer.js';
import { newId } from '../../platform/new-id.js';
import { SecretBox } from '../../platform/secrets/secret-box.js';
import { SYSTEM_DATA_SOURCE } from '../platform.tokens.js';
import { openSession, type Session, type SessionProof, sealSession } from './session.js';

export const SIGN_IN_WAYS = ['KEY', 'LINK', 'TOKEN'] as const;
export type SignInWay = (typeof SIGN_IN_WAYS)[number];

/** Of the name that a browser gives itself. */
const LONGEST_AGENT = 300;
const TOUCH_MS = 60_000;
const TOUCHED_AT_MOST = 10_000;
/** More than anybody has browsers. */
const SHOWN_AT_MOST = 100;

/** Those that have run out go with the next one that begins. */
const BEGIN = `
  WITH ended AS (DELETE FROM sign_ins WHERE ends_at < now())
  INSERT INTO sign_ins (id, business_id, credential, recipient_id, way, user_agent, ends_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7)`;
const FIND = 'SELECT id FROM sign_ins WHERE id = $1 AND credential = $2 AND ends_at > now()';
const TOUCH = 'UPDATE sign_ins SET last_seen_at = now() WHERE id = $1';
const END = 'DELETE FROM sign_ins WHERE id = $1';

/** $1 business, $2 credential, $3 person or null: by the same key or login, and by all keys of a person. */
const OWN = 'business_id = $1 AND ends_at > now() AND (credential = $2 OR recipient_id = $3)';
const LIST = `
  SELECT id, way, user_agent AS "userAgent", created_at AS "createdAt", last_seen_at AS "lastSeenAt", ends_at AS "endsAt"
  FROM sign_ins s WHERE ${OWN}
    AND (credential LIKE 'jwt %' OR EXISTS (SELECT FROM api_keys k WHERE k.id = s.credential AND k.revoked_at IS NULL))
  ORDER BY last_seen_at DESC, id DESC LIMIT ${SHOWN_AT_MOST}`;
/** $4 one of them; null: all but $5. */
const END_OWN = `DELETE FROM sign_ins WHERE ${OWN} AND CASE WHEN $4::text IS NULL THEN id IS DISTINCT FROM $5::text ELSE id = $4 END`;

export interface SignInRow {
  id: string;
  way: SignInWay;
  /** As the browser named itself, cut. */
  userAgent: string;
  createdAt: Date;
  /** To the minute. */
  lastSeenAt: Date;
  endsAt: Date;
}

@Injectable()
export class SignIns {
  private readonly touched = new Map<string, number>();

  /** @param dataSource that of the system: whose tenant somebody is, is found out after this. */
  constructor(
    @Inject(SYSTEM_DATA_SOURCE) private readonly dataSource: DataSource,
    private readonly box: SecretBox,
  ) {}

  /** A session of `viewer`, sealed. `until`: epoch ms. */
  async begin(
    viewer: Viewer,
    proof: SessionProof,
    { way, userAgent, until }: { way: SignInWay; userAgent: string; until: number },
  ): Promise<string> {
    const id = newId('signIn');
    const { businessId, credential, recipientId } = viewer;
    const agent = userAgent.slice(0, LONGEST_AGENT);
    await this.dataSource.query(BEGIN, [id, businessId, credential, recipientId, way, agent, new Date(until)]);
    return sealSession(this.box, { id, ...proof, until });
  }

  /** Whether a session was not ended; notes to the minute that it was seen. */
  async holds({ id }: Pick<Session, 'id'>, credential: string, now: number): Promise<boolean> {
    const rows = await this.dataSource.query(FIND, [id, credential]);
    if (rows.length === 0) return false;
    if ((this.touched.get(id) ?? 0) < now - TOUCH_MS) {
      if (this.touched.size >= TOUCHED_AT_MOST) this.touched.clear();
      this.touched.set(id, now);
      await this.dataSource.query(TOUCH, [id]);
    }
    return true;
  }

  /** Of whoever asks, the one that was seen last first. */
  async list({ businessId, credential, recipientId }: Viewer): Promise<SignInRow[]> {
    return this.dataSource.query(LIST, [businessId, credential, recipientId]);
  }

  /** Ends one of their own, or (null) all but the one that they ask by. */
  async endOwn({ businessId, credential, recipientId, signInId }: Viewer, id: string | null): Promise<void> {
    await this.dataSource.query(END_OWN, [businessId, credential, recipientId, id, signInId ?? null]);
  }

  /** Ends the session that a request shows (`Session …`); false where it shows none that holds. */
  async endShown(credential: string | undefined, now = Date.now()): Promise<boolean> {
    const id = this.idOf(credential, now);
    if (id === null) return false;
    const [, count]: [unknown[], number] = await this.dataSource.query(END, [id]);
    return count > 0;
  }

  private idOf(credential: string | undefined, now: number): string | null {
    if (!credential?.startsWith('Session ')) return null;
    try {
      return openSession(this.box, credential.slice('Session '.length), now).id;
    } catch {
      // It is over, or none of ours: there is nothing to end.
      return null;
    }
  }
}
