"""Localise: listings and catalogues become text per language."""

from pipeline.localise.collation import bucket, sort_key, subject_key
from pipeline.localise.content import localise, localise_listing, localise_text, sum_up
from pipeline.localise.formats import format_address, format_date, format_money, format_number, format_phone, language_name, network_name
from pipeline.localise.hyphenation import dictionary_path, hyphenate, own_dictionaries
from pipeline.localise.labels import Labels, check_labels, labels, package_labels
from pipeline.localise.latin import set_words
from pipeline.localise.place_names import unused_spellings
from pipeline.localise.romanising import proposed_letters
from pipeline.localise.translations import ContentCatalogue, ContentEntry, content_template, load_content, write_content
from pipeline.localise.transliteration import romanise
from pipeline.localise.typography import quote, set_text
from pipeline.localise.untranslated import printed_texts, untranslated_texts

__all__ = [
    "ContentCatalogue", "ContentEntry", "Labels", "bucket", "check_labels", "content_template", "dictionary_path",
    "format_address", "format_date", "format_money", "format_number", "format_phone", "hyphenate", "labels", "language_name",
    "load_content", "localise", "localise_listing", "localise_text", "network_name", "own_dictionaries", "package_labels",
    "printed_texts", "proposed_letters", "quote", "romanise", "set_text", "set_words", "sort_key", "subject_key", "sum_up",
    "untranslated_texts", "unused_spellings", "write_content",
]
