# Sourced by the Makefile's recipes: finds a Python that Naniwa runs on, also where pyenv holds them.
# Prints its path; says what to do where there is none.
find_python() {
  for version in 3.13 3.12; do
    for candidate in "python$version" "$(pyenv root 2>/dev/null)"/versions/$version*/bin/python "$HOME"/.pyenv/versions/$version*/bin/python; do
      [ -n "$candidate" ] || continue
      path=$(command -v "$candidate" 2>/dev/null) || continue
      # A pyenv shim exists for versions that are not selected: only what runs counts.
      "$path" -c "import sys; sys.exit(sys.version_info[:2] != (${version%%.*}, ${version##*.}))" >/dev/null 2>&1 || continue
      echo "$path"
      return 0
    done
  done
  echo "Naniwa needs Python 3.12 or 3.13 (with the venv module) on the PATH or under pyenv; found none." >&2
  return 1
}
