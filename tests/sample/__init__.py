"""The sample edition: invented organisations and experts, written into workbooks as untidy as real ones.

``python -m tests.sample`` (or ``python tests/sample/make_sources.py``) writes sources/ anew, always with the same bytes.
What the editors wrote lies in content/; contacts, numbers and dates are invented here from each listing's slug.
"""
