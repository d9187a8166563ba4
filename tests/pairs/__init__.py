"""Pairs of rows drawn as hard as people make them, each labelled by how it was drawn: how sure is the search for duplicates?

``python -m tests.pairs`` prints the table. The half in ``tuned`` was looked at while the rules were made; the half in ``unseen``, of other
templates, words and seeds, was not run before the rules and thresholds had been committed.
"""
