import type { QueryRunner } from 'typeorm';
import type { Migration } from './migration.js';

/** The tables of the spine. Ids sort by time as text, hence COLLATE "C" (docs/decisions/0001). */
export class Spine1763769600000 implements Migration {
  name = 'Spine1763769600000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE DOMAIN tocsin_id AS text COLLATE "C" CHECK (length(VALUE) = 30)`);
    for (const statement of [...WHO, ...WHAT]) await runner.query(statement);
  }
}

const WHO = [
  `CREATE TABLE businesses (
    id tocsin_id PRIMARY KEY,
    name text NOT NULL,
    locale text NOT NULL,
    time_zone text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
  )`,
  `CREATE TABLE api_keys (
    id tocsin_id PRIMARY KEY,
    business_id tocsin_id NOT NULL REFERENCES businesses (id),
    name text NOT NULL,
    access text NOT NULL,
    prefix text NOT NULL,
    hash bytea NOT NULL UNIQUE,
    created_at timestamptz NOT NULL DEFAULT now(),
    last_used_at timestamptz,
    revoked_at timestamptz
  )`,
  `CREATE TABLE sources (
    id tocsin_id PRIMARY KEY,
    business_id tocsin_id NOT NULL REFERENCES businesses (id),
    kind text NOT NULL,
    name text NOT NULL,
    secrets jsonb NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    removed_at timestamptz
  )`,
  `CREATE INDEX sources_business ON sources (business_id, id)`,
  `CREATE TABLE recipients (
    id tocsin_id PRIMARY KEY,
    business_id tocsin_id NOT NULL REFERENCES businesses (id),
    name text NOT NULL,
    roles text[] NOT NULL DEFAULT '{}',
    locale text,
    time_zone text,
    created_at timestamptz NOT NULL DEFAULT now(),
    removed_at timestamptz
  )`,
  `CREATE INDEX recipients_business ON recipients (business_id, id)`,
  `CREATE TABLE destinations (
    id tocsin_id PRIMARY KEY,
    business_id tocsin_id NOT NULL REFERENCES businesses (id),
    recipient_id tocsin_id REFERENCES recipients (id),
    kind text NOT NULL,
    channel text NOT NULL,
    label text NOT NULL,
    enabled boolean NOT NULL DEFAULT true,
    address text,
    suppressed boolean NOT NULL DEFAULT false,
    sealed_url text,
    url_hint text,
    sealed_headers text,
    transformation text,
    takes_all boolean,
    disabled_reason text,
    created_at timestamptz NOT NULL DEFAULT now(),
    removed_at timestamptz
  )`,
  `CREATE INDEX destinations_business ON destinations (business_id, id)`,
  `CREATE INDEX destinations_recipient ON destinations (recipient_id)`,
  `CREATE UNIQUE INDEX destinations_address ON destinations (business_id, address) WHERE removed_at IS NULL AND address IS NOT NULL`,
  `CREATE TABLE preferences (
    destination_id tocsin_id NOT NULL REFERENCES destinations (id),
    event_type text NOT NULL,
    business_id tocsin_id NOT NULL REFERENCES businesses (id),
    enabled boolean NOT NULL,
    changed_by text NOT NULL,
    changed_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (destination_id, event_type)
  )`,
  `CREATE INDEX preferences_type ON preferences (business_id, event_type)`,
];

// No foreign keys here: these rows are written in batches of hundreds, and each key would cost a look-up per row.
const WHAT = [
  `CREATE TABLE inbox (
    id tocsin_id PRIMARY KEY,
    business_id tocsin_id NOT NULL,
    source_id tocsin_id NOT NULL,
    external_id text NOT NULL,
    event_type text NOT NULL,
    body bytea,
    next_attempt_at timestamptz NOT NULL,
    attempts integer NOT NULL DEFAULT 0,
    dispatched_at timestamptz,
    parked_reason text,
    UNIQUE (source_id, external_id)
  )`,
  `CREATE INDEX inbox_waiting ON inbox (next_attempt_at) WHERE dispatched_at IS NULL AND parked_reason IS NULL`,
  `CREATE TABLE events (
    id tocsin_id PRIMARY KEY,
    business_id tocsin_id NOT NULL,
    source_id tocsin_id NOT NULL,
    external_id text NOT NULL,
    type text NOT NULL,
    occurred_at timestamptz NOT NULL,
    received_at timestamptz NOT NULL,
    entity_id text,
    test boolean NOT NULL,
    facts jsonb NOT NULL,
    collapse_key text,
    collapse_seconds integer,
    status text NOT NULL DEFAULT 'RECEIVED',
    status_reason text,
    workflow_id text,
    planned_at timestamptz,
    open_deliveries integer NOT NULL DEFAULT 0
  ) WITH (fillfactor = 80)`,
  `CREATE INDEX events_business ON events (business_id, id)`,
  `CREATE INDEX events_source ON events (source_id, id)`,
  `CREATE INDEX events_entity ON events (business_id, entity_id) WHERE entity_id IS NOT NULL`,
  `CREATE INDEX events_collapse ON events (business_id, collapse_key, id) WHERE collapse_key IS NOT NULL`,
  `CREATE INDEX events_open ON events (id) WHERE status IN ('RECEIVED', 'PROCESSING')`,
  `CREATE TABLE deliveries (
    id tocsin_id PRIMARY KEY,
    business_id tocsin_id NOT NULL,
    event_id tocsin_id NOT NULL,
    destination_id tocsin_id,
    channel text NOT NULL,
    sent_to text NOT NULL,
    status text NOT NULL,
    because text NOT NULL,
    reason text,
    sending_at timestamptz,
    tries integer NOT NULL DEFAULT 0,
    unclear boolean NOT NULL DEFAULT false,
    created_at timestamptz NOT NULL DEFAULT now(),
    settled_at timestamptz,
    UNIQUE (event_id, destination_id)
  ) WITH (fillfactor = 80)`,
  `CREATE INDEX deliveries_business ON deliveries (business_id, id)`,
  `CREATE INDEX deliveries_destination ON deliveries (destination_id, id)`,
  `CREATE TABLE attempts (
    id tocsin_id PRIMARY KEY,
    business_id tocsin_id NOT NULL,
    delivery_id tocsin_id NOT NULL,
    number integer NOT NULL,
    at timestamptz NOT NULL,
    outcome text NOT NULL,
    status_code integer,
    detail text,
    duration_ms integer NOT NULL
  )`,
  `CREATE INDEX attempts_delivery ON attempts (delivery_id, number)`,
  `CREATE TABLE notifications (
    id tocsin_id PRIMARY KEY,
    business_id tocsin_id NOT NULL,
    recipient_id tocsin_id NOT NULL,
    event_id tocsin_id NOT NULL,
    delivery_id tocsin_id NOT NULL UNIQUE,
    title text NOT NULL,
    body text NOT NULL,
    severity text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    read_at timestamptz,
    archived_at timestamptz
  )`,
  `CREATE INDEX notifications_recipient ON notifications (recipient_id, id)`,
  `CREATE INDEX notifications_business ON notifications (business_id, id)`,
  `CREATE TABLE transformation_failures (
    id tocsin_id PRIMARY KEY,
    business_id tocsin_id NOT NULL,
    destination_id tocsin_id NOT NULL,
    event_id tocsin_id NOT NULL,
    at timestamptz NOT NULL DEFAULT now(),
    message text NOT NULL,
    line integer
  )`,
  `CREATE INDEX transformation_failures_destination ON transformation_failures (destination_id, id)`,
  `CREATE TABLE rejected_requests (
    id tocsin_id PRIMARY KEY,
    business_id tocsin_id,
    source_id tocsin_id,
    at timestamptz NOT NULL,
    status_code integer NOT NULL,
    reason text NOT NULL
  )`,
  `CREATE INDEX rejected_requests_business ON rejected_requests (business_id, id)`,
  `CREATE INDEX rejected_requests_source ON rejected_requests (source_id, id)`,
];
