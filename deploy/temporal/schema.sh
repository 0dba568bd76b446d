#!/bin/sh
# Brings Temporal's two databases to the schema of this image; again at each start, where there is nothing to do.
set -eu
SQL_PASSWORD="$(cat /run/secrets/temporal_password)"
export SQL_PASSWORD
bring() {
  temporal-sql-tool --plugin postgres12 --endpoint postgres --port 5432 --user temporal --database "$1" setup-schema --version 0.0
  temporal-sql-tool --plugin postgres12 --endpoint postgres --port 5432 --user temporal --database "$1" \
    update-schema --schema-dir "/etc/temporal/schema/postgresql/v12/$2/versioned"
}
bring temporal temporal
bring temporal_visibility visibility
