"""The guide pipeline: from a province's spreadsheet to the printer's plate."""
__version__ = "0.2.0"
