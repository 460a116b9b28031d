"""Run as `python -m naniwa.cli`."""

from naniwa.cli import main

main()
