#!/bin/sh
# Installs Debian or Ubuntu packages, as root, without starting the servers among them: the tests start
# their own, and one of the machine's would hold their port. Debian asks policy-rc.d; 101 is a no.
set -eu
export DEBIAN_FRONTEND=noninteractive
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
  trap 'rm -f "$policy"' EXIT
  trap 'exit 130' INT TERM
  printf '#!/bin/sh\nexit 101\n' >"$policy"
  chmod 755 "$policy"
fi
apt-get update -qq
apt-get install -y -qq --no-install-recommends "$@" >/dev/null
