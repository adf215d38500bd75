#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# Install what the tests need from Debian, where it is missing and apt can be used. Says what to do where it cannot.
set -euo pipefail
missing=()
for thing in "$@"; do
  case $thing in
    chromium)
      # The shell is the browser without windows; the tests take a third less time with it.
      command -v chromium-headless-shell >/dev/null || missing+=(chromium-headless-shell)
      # The driver of the browser tests needs it; Chromium itself does not.
      ldconfig -p | grep -q 'libatomic\.so\.1' || missing+=(libatomic1) ;;
    postgresql) ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null || missing+=(postgresql) ;;
    postgis)
      # For the version of the server that is there, or comes with `postgresql`.
      ls /usr/share/postgresql/*/extension/postgis.control >/dev/null 2>&1 || missing+=(postgis_for_server) ;;
    pango)  # sets the letters (core/letters)
      ldconfig -p | grep -q 'libpango-1\.0\.so\.0' || missing+=(libpango-1.0-0)
      ldconfig -p | grep -q 'libpangoft2-1\.0\.so\.0' || missing+=(libpangoft2-1.0-0)
      ldconfig -p | grep -q 'libharfbuzz-subset\.so\.0' || missing+=(libharfbuzz-subset0) ;;
    venv) missing+=(python3-venv) ;;
    *) echo "unknown: $thing" >&2; exit 2 ;;
  esac
done
[ ${#missing[@]} -eq 0 ] && exit 0
sudo=()
[ "$(id -u)" -eq 0 ] || { command -v sudo >/dev/null && sudo=(sudo -n); }
if ! command -v apt-get >/dev/null || { [ "$(id -u)" -ne 0 ] && [ ${#sudo[@]} -eq 0 ]; }; then
  echo "Missing: ${missing[*]}. Please install them with the package manager of this machine." >&2
  exit 1
fi
echo "Installing ${missing[*]} ..." >&2
export DEBIAN_FRONTEND=noninteractive
"${sudo[@]}" apt-get update -qq >&2
for number in "${!missing[@]}"; do
  [ "${missing[$number]}" = postgis_for_server ] || continue
  newest=$(apt-cache search --names-only '^postgresql-[0-9]+-postgis-3$' | cut -d' ' -f1 | sort -V | tail -n 1)
  if [ -n "$newest" ]; then missing[number]=$newest; else unset "missing[$number]"; fi
done
"${sudo[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >&2
