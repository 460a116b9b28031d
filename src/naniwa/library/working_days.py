"""Days on which public offices are open (開庁日).

Closed are weekends, public holidays, and days at the turn of the year that an ordinance names (地方自治法 第4条の2);
here those of national offices, 29 December to 3 January (行政機関の休日に関する法律 第1条).
"""

from naniwa.library.open_days import OpenDays

_OFFICES = OpenDays(frozenset({(12, 29), (12, 30), (12, 31), (1, 1), (1, 2), (1, 3)}))
is_working_day = _OFFICES.__contains__
after = _OFFICES.after
