"""Taxes as the database keeps them; what is owed and paid of them stands in the ledger of fees."""

from naniwa.services.taxes.models.batch import Batch, Letter, LetterKind, Part
from naniwa.services.taxes.models.bill import Bill, Instalment
from naniwa.services.taxes.models.upload import Upload

__all__ = ["Batch", "Bill", "Instalment", "Letter", "LetterKind", "Part", "Upload"]
