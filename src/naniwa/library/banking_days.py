"""Days on which banks move money: no weekend, no holiday, none of 31 December to 3 January (銀行法施行令 第5条)."""

from naniwa.library.open_days import OpenDays

_BANKS = OpenDays(frozenset({(12, 31), (1, 1), (1, 2), (1, 3)}))
is_banking_day = _BANKS.__contains__
on_or_after = _BANKS.on_or_after
after = _BANKS.after
