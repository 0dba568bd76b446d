import type { QueryRunner } from 'typeorm';
import type { Migration } from './migration.js';

/**
 * The second wall between businesses (docs/decisions/0006). A table of a later migration joins it by
 * `SELECT tocsin_protect('its_name')`; until then the API can't read it at all, and a test says so.
 */
export class RowLevelSecurity1763990000000 implements Migration {
  name = 'RowLevelSecurity1763990000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(ROLE);
    await runner.query(
      'DO $$ BEGIN EXECUTE format($f$GRANT USAGE ON SCHEMA %I TO tocsin_app$f$, current_schema()); END $$',
    );
    await runner.query(PROTECT);
    await runner.query(`SELECT tocsin_protect(table_name) FROM (${TENANT_TABLES}) t`);
    await runner.query('REVOKE UPDATE, DELETE ON audit_entries FROM tocsin_app');
    await runner.query(STRANGERS);
  }
}

/**
 * Two databases of one cluster may be migrated at once, hence the exception. Whoever may act as the role already needs no grant,
 * and may be unable to give one: an administrator has made it. `tocsin migrate` looks before it begins whether it will do.
 */
const ROLE = `DO $$ BEGIN
  BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'tocsin_app') THEN
      CREATE ROLE tocsin_app NOLOGIN NOSUPERUSER NOBYPASSRLS;
    END IF;
  EXCEPTION
    WHEN duplicate_object OR unique_violation THEN NULL;
  END;
  IF NOT pg_has_role('tocsin_app', CASE WHEN current_setting('server_version_num')::int >= 160000 THEN 'SET' ELSE 'MEMBER' END) THEN
    EXECUTE format('GRANT tocsin_app TO %I', current_user);
  END IF;
END $$`;

const TENANT_TABLES = `
  SELECT c.relname AS table_name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE n.nspname = current_schema() AND c.relkind IN ('r', 'p') AND (c.relname = 'businesses' OR EXISTS (
    SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'business_id' AND NOT a.attisdropped))
  ORDER BY c.relname`;

/** The scope stands first: it is the same for all rows, and the system's statements are the hot ones. */
const PROTECT = `CREATE FUNCTION tocsin_protect(name text) RETURNS void LANGUAGE plpgsql AS $$
  DECLARE
    owner text := CASE name WHEN 'businesses' THEN 'id' ELSE 'business_id' END;
    rule text := format('current_setting(''tocsin.scope'', true) = ''system'' OR %I = NULLIF(current_setting(''tocsin.business'', true), '''')', owner);
  BEGIN
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO tocsin_app', name);
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY tenant ON %I USING (%s) WITH CHECK (%s)', name, rule, rule);
  END $$`;

/** Requests to an address that is no source's belong to nobody: every operator may read them, and none may write them. */
const STRANGERS = `CREATE POLICY strangers ON rejected_requests FOR SELECT USING (
  business_id IS NULL AND NULLIF(current_setting('tocsin.business', true), '') IS NOT NULL)`;
