"""Translations of the sentences that the program itself says (pipeline.wording reads them)."""
