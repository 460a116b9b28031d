# Sourced by scripts/setup.sh: finds a Python that Naniwa runs on, also where pyenv holds them.
# Prints its path; says what to do where there is none.
pyenv_folders() {
  # pyenv names a folder below HOME, which need not be where it is installed: its own program and its shims tell.
  pyenv root 2>/dev/null
  for program in pyenv python3; do
    found=$(command -v "$program" 2>/dev/null) && dirname "$(dirname "$(readlink -f "$found")")"
    [ -n "$found" ] && dirname "$(dirname "$found")"
  done
  echo "$HOME/.pyenv"
}

candidates() {
  echo "python$1"
  pyenv_folders | while IFS= read -r folder; do
    for path in "$folder/versions/$1"*/bin/python "$folder/../versions/$1"*/bin/python; do
      if [ -x "$path" ]; then echo "$path"; fi
    done
  done
}

find_python() {
  for version in 3.13 3.12; do
    # A pyenv shim exists for versions that are not selected: only what runs counts.
    runs="import sys; sys.exit(sys.version_info[:2] != (${version%%.*}, ${version##*.}))"
    found=$(candidates "$version" | while IFS= read -r path; do
      if "$path" -c "$runs" >/dev/null 2>&1; then command -v "$path"; break; fi
    done)
    if [ -n "$found" ]; then
      echo "$found"
      return 0
    fi
  done
  echo "Naniwa needs Python 3.12 or 3.13 (with the venv module) on the PATH or under pyenv; found none." >&2
  return 1
}
