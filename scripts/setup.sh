#!/bin/sh
# Sets up .venv from uv.lock with whichever Python 3.12 or 3.13 is here; does nothing where it is up to date.
set -eu
cd "$(dirname "$0")/.."
stamp=.venv/.naniwa-lock
if [ -x .venv/bin/naniwa ] && cmp -s uv.lock "$stamp" 2>/dev/null; then
  exit 0
fi
. scripts/env.sh
python=$(find_python)
if [ ! -x .build/uv/bin/uv ]; then
  "$python" -m venv .build/uv
  .build/uv/bin/pip install --quiet --disable-pip-version-check 'uv>=0.9'
fi
# The certificates that this machine trusts, as behind the proxy of a town hall.
UV_SYSTEM_CERTS=1 UV_NATIVE_TLS=1 UV_PYTHON=$python UV_PYTHON_DOWNLOADS=never UV_LINK_MODE=copy .build/uv/bin/uv sync --frozen --quiet
cp uv.lock "$stamp"
