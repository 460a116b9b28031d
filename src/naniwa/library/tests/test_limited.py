"""A program that is not trusted stays within its limits, and its machine's secrets stay outside."""

from pathlib import Path

import pytest

from naniwa.library import limited
from naniwa.library.limited import Failed, Limits, NotThere, Stopped

SMALL = Limits(memory=2 * 1024**3, processor_seconds=5, seconds=10, file=100_000)


def run(script: str, folder: Path, *, limits: Limits = SMALL, **options: object) -> str:
    said = limited.run(["/bin/sh", "-c", script], limits=limits, folder=folder, answer=1_000, **options)  # type: ignore[arg-type] # as given
    return said.decode()


def test_a_program_says_what_it_has_to_say(tmp_path: Path) -> None:
    assert run("pwd; echo よし", tmp_path) == f"{tmp_path}\nよし\n"


def test_a_program_has_nothing_of_our_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NANIWA_SECRET_KEY", "a secret")
    said = run("env", tmp_path)
    assert "a secret" not in said
    assert f"HOME={tmp_path}" in said


@pytest.mark.parametrize(
    "script",
    [
        "exit 3",
        "head -c 2000 /dev/zero",
        "head -c 200000 /dev/zero > large",
        "ulimit -v unlimited",
        "kill -9 $$",
    ],
)
def test_a_program_that_ends_badly_or_goes_beyond_a_limit_has_said_nothing(script: str, tmp_path: Path) -> None:
    with pytest.raises(Failed):
        run(script, tmp_path)


def test_a_program_that_takes_too_long_ends_with_all_that_it_began(tmp_path: Path) -> None:
    with pytest.raises(Failed):
        run(
            "sleep 1000 & echo $! > child; wait",
            tmp_path,
            limits=Limits(memory=1024**3, processor_seconds=5, seconds=1),
        )
    child = int((tmp_path / "child").read_text())
    assert not Path(f"/proc/{child}/cmdline").exists() or not Path(f"/proc/{child}/cmdline").read_bytes()


def test_a_program_ends_when_we_are_to_stop(tmp_path: Path) -> None:
    with pytest.raises(Stopped):
        run("sleep 1000", tmp_path, stop=lambda: True)


def test_a_program_that_is_not_there_is_told_apart(tmp_path: Path) -> None:
    with pytest.raises(NotThere):
        limited.run(["no-such-program"], limits=SMALL, folder=tmp_path, answer=10)
    assert Path(limited.found("sh")).is_absolute()
