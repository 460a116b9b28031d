"""A cache asks for the same object, not for an equal one."""

from functools import lru_cache

from naniwa.library.sameness import Same


def test_only_the_same_object_is_found_again() -> None:
    asked: list[list[int]] = []

    @lru_cache
    def kept(same: Same[list[int]]) -> int:
        asked.append(same.one)
        return len(asked)

    one, equal = [1], [1]
    assert (kept(Same(one)), kept(Same(one)), kept(Same(equal))) == (1, 1, 2)
    assert Same(one) == Same(one)
    assert Same(one) != Same(equal)
    assert Same(one) != one
