import type { QueryRunner } from 'typeorm';
import type { Migration } from './migration.js';

/** Disputes and their reminders; what a business chose for its ladder (null: ours). See docs/decisions/0013. */
export class Disputes1764001100000 implements Migration {
  name = 'Disputes1764001100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE businesses ADD COLUMN escalation_policy jsonb');
    await runner.query(DISPUTES);
    await runner.query('CREATE INDEX disputes_business ON disputes (business_id, id)');
    // What the relay's sweep asks for: ladders that should have moved by now.
    await runner.query('CREATE INDEX disputes_next ON disputes (next_at) WHERE next_at IS NOT NULL');
    await runner.query(REMINDERS);
    await runner.query(`SELECT tocsin_protect('disputes'), tocsin_protect('reminders')`);
  }
}

const DISPUTES = `CREATE TABLE disputes (
  id tocsin_id PRIMARY KEY,
  business_id tocsin_id NOT NULL REFERENCES businesses (id),
  source_id tocsin_id NOT NULL,
  external_id text NOT NULL,
  stage text NOT NULL,
  test boolean NOT NULL,
  state text NOT NULL DEFAULT 'NEEDS_RESPONSE',
  amount numeric,
  currency text,
  reason text,
  payment_id text,
  opened_at timestamptz NOT NULL,
  respond_by timestamptz,
  respond_by_estimated boolean NOT NULL DEFAULT false,
  respond_by_known_at timestamptz,
  policy jsonb NOT NULL,
  escalation_level integer NOT NULL DEFAULT 0,
  acknowledged_by text,
  acknowledged_at timestamptz,
  first_acknowledged_at timestamptz,
  responded_by text,
  responded_at timestamptz,
  passed_at timestamptz,
  ended_by tocsin_id,
  contradictory boolean NOT NULL DEFAULT false,
  next_at timestamptz,
  swept_at timestamptz,
  UNIQUE (source_id, external_id, stage)
)`;

const REMINDERS = `CREATE TABLE reminders (
  dispute_id tocsin_id NOT NULL REFERENCES disputes (id),
  due_at timestamptz NOT NULL,
  business_id tocsin_id NOT NULL REFERENCES businesses (id),
  level integer NOT NULL,
  asked_level integer NOT NULL,
  sent_at timestamptz,
  skipped text,
  event_id tocsin_id,
  PRIMARY KEY (dispute_id, due_at)
)`;
