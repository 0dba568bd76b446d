#!/bin/sh
# The namespace that the workers use. Three days: an event's run ends within 27 hours, and a dispute's lasts as long as it lasts.
set -eu
temporal operator namespace describe --namespace default >/dev/null 2>&1 ||
  temporal operator namespace create --namespace default --retention 72h
