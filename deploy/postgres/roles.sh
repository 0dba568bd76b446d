#!/bin/sh
# Runs once, in an empty PostgreSQL: the roles and databases of Tocsin and of Temporal.
set -eu
password() { cat "/run/secrets/$1_password"; }
psql --no-psqlrc --quiet --username "$POSTGRES_USER" --dbname postgres --set ON_ERROR_STOP=1 \
  --set owner_password="$(password owner)" --set app_password="$(password app)" --set temporal_password="$(password temporal)" <<'SQL'
-- What the processes may do: migrations grant it. Made here, because the owner of the tables may make no roles.
CREATE ROLE tocsin_app NOLOGIN NOSUPERUSER NOBYPASSRLS;
-- Owns the tables; migrations alone log in as this one.
CREATE ROLE tocsin_owner LOGIN PASSWORD :'owner_password';
GRANT tocsin_app TO tocsin_owner WITH ADMIN OPTION;
-- APIs and workers log in as this one.
CREATE ROLE tocsin LOGIN PASSWORD :'app_password';
GRANT tocsin_app TO tocsin;
CREATE DATABASE tocsin OWNER tocsin_owner;
CREATE ROLE temporal LOGIN PASSWORD :'temporal_password';
CREATE DATABASE temporal OWNER temporal;
CREATE DATABASE temporal_visibility OWNER temporal;
SQL
