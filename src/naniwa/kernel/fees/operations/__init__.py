"""Writes to what people owe: charging, paying, giving back."""

from naniwa.kernel.fees.operations.charging import NewCharge, open_charges, open_new, reduce, release, take
from naniwa.kernel.fees.operations.paying import begin
from naniwa.kernel.fees.operations.settling import hear, learn

__all__ = ["NewCharge", "begin", "hear", "learn", "open_charges", "open_new", "reduce", "release", "take"]
