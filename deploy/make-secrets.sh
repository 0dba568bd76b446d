#!/bin/sh
# Makes what compose.yaml needs, once: deploy/.env with the public name, and deploy/secrets with random keys and passwords.
#   sh deploy/make-secrets.sh tocsin.example.com
# What is there already stays. Keep secrets/encryption_keys where backups are not: without it they have no secrets and no bodies.
set -eu
cd "$(dirname "$0")"
site="${1:-}"
if [ -z "$site" ] && [ ! -f .env ]; then
  echo 'Say under which name browsers and payment providers reach it: sh deploy/make-secrets.sh tocsin.example.com' >&2
  exit 64
fi
umask 077
mkdir -p secrets
[ -z "$site" ] || printf 'SITE_ADDRESS=%s\n' "$site" > .env

# keep NAME VALUE: containers read as users of their own; nobody else comes through the folder.
keep() {
  [ -s "secrets/$1" ] || printf '%s' "$2" > "secrets/$1"
  chmod 444 "secrets/$1"
}
random() { openssl rand -hex 24; }

for name in postgres_password owner_password app_password temporal_password grafana_password; do keep "$name" "$(random)"; done
keep owner_database_url "postgres://tocsin_owner:$(cat secrets/owner_password)@postgres:5432/tocsin"
keep database_url "postgres://tocsin:$(cat secrets/app_password)@postgres:5432/tocsin"
keep encryption_keys "k1:$(openssl rand -base64 32)"
keep admin_key "toc_$(random)"
echo 'Made: deploy/.env and deploy/secrets. You sign in with the key in deploy/secrets/admin_key.'
