"""The translators' round trip: catalogues out to people, back, merged by key, checked, counted and remembered."""
