#!/usr/bin/env bash
# Installs what the tests in this folder talk to: Dovecot 2.3, as Debian 12 has it. Run as root, once.
set -euo pipefail
if ! command -v dovecot >/dev/null; then
  apt-get update -qq
  # Only its programs are used: the tests start a Dovecot of their own, with its own configuration and folders.
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends dovecot-imapd
fi
dovecot --version
