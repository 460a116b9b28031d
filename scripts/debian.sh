#!/bin/sh
# Installs the Debian packages that tests and checks use, where it may; says which are missing where it may not.
# Those named as arguments are wanted too.
set -eu
want=""
command -v chromium >/dev/null 2>&1 || want="$want chromium"
command -v msgfmt >/dev/null 2>&1 || want="$want gettext"
command -v pdftotext >/dev/null 2>&1 || want="$want poppler-utils"
fc-list 2>/dev/null | grep -q "Noto Sans CJK" || want="$want fonts-noto-cjk fontconfig"
for name in "$@"; do dpkg -s "$name" >/dev/null 2>&1 || want="$want $name"; done
[ -n "$want" ] || exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  apt-get -o DPkg::Lock::Timeout=120 update -qq
  DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=120 install -y -qq $want >/dev/null
else
  echo "Please install these packages first (they need an administrator):$want" >&2
  exit 1
fi
