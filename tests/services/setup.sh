#!/usr/bin/env bash
# Installs what the tests in this folder talk to: Dovecot 2.3, as Debian 12 has it. Safe to repeat.
set -euo pipefail
cannot() {
  echo "These tests need Dovecot 2.3, and $1." >&2
  exit 1
}
# Mail on disk belongs to its user, whom only root can act for.
[ "$(id -u)" = 0 ] || cannot 'only root can install and start it: run this as root'
if ! command -v dovecot >/dev/null; then
  command -v apt-get >/dev/null || cannot 'there is no apt-get here: install its IMAP server by hand'
  export DEBIAN_FRONTEND=noninteractive
  # RUNLEVEL=1: no service is started. The tests start a Dovecot of their own, with its own configuration and folders.
  { apt-get update -qq && RUNLEVEL=1 apt-get install -y -qq --no-install-recommends dovecot-imapd openssl; } >/dev/null ||
    cannot 'apt-get could not install it; what it said stands above'
fi
[[ $(dovecot --version) == 2.3.* ]] || cannot "this is $(dovecot --version), whose configuration is another"
