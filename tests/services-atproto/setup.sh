#!/usr/bin/env bash
# Installs what the tests in this folder talk to: Bluesky's own servers from npm, and Redis, as Debian 12 has it. Run once, as
# root where Redis is missing. They need a Node that their better-sqlite3 has a binary for, or a compiler: Node 20 or 22.
set -euo pipefail
cd "$(dirname "$0")/network"
if ! command -v redis-server >/dev/null; then
  apt-get update -qq
  # RUNLEVEL=1: no service is started. The tests start a Redis of their own.
  RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends redis-server
fi
npm ci --no-audit --no-fund
redis-server --version
