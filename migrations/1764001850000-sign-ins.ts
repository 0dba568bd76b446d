import type { QueryRunner } from 'typeorm';
import type { Migration } from './migration.js';

const UP = [
  // Ended ones are deleted: a row is a session that holds. `credential`: a key's id, or `jwt` and the subject of a token.
  `CREATE TABLE sign_ins (
    id tocsin_id PRIMARY KEY,
    business_id tocsin_id NOT NULL REFERENCES businesses (id),
    credential text NOT NULL,
    recipient_id tocsin_id REFERENCES recipients (id),
    way text NOT NULL CHECK (way IN ('KEY', 'TOKEN', 'LINK')),
    user_agent text NOT NULL CHECK (length(user_agent) <= 300),
    created_at timestamptz NOT NULL DEFAULT now(),
    last_seen_at timestamptz NOT NULL DEFAULT now(),
    ends_at timestamptz NOT NULL
  )`,
  'CREATE INDEX sign_ins_credential ON sign_ins (business_id, credential)',
  'CREATE INDEX sign_ins_recipient ON sign_ins (recipient_id) WHERE recipient_id IS NOT NULL',
  `SELECT tocsin_protect('sign_ins')`,
];

/** Where somebody is signed in to the web app: each can be ended by itself. */
export class SignIns1764001850000 implements Migration {
  name = 'SignIns1764001850000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }
}
