"""Hand-off: the bag a printer gets (specification, job.json, job ticket, checksums), its rounds, and whether a bag is as it was packed."""

from __future__ import annotations

from pipeline.handoff.agreement import Imprint, numbers_wrong
from pipeline.handoff.archive import SUMS, pack, sums_of
from pipeline.handoff.changes import BookChanges, changes_bytes
from pipeline.handoff.checking import BagContents, measured, read_bag
from pipeline.handoff.job_file import job_bytes, job_schema, read_job
from pipeline.handoff.ledger import LEDGER, Round, content_digest, job_name, ledger_bytes, next_number, read_ledger
from pipeline.handoff.readme import readme_bytes
from pipeline.handoff.spec_sheet import spec_html
from pipeline.handoff.specification import rows_json
from pipeline.handoff.ticket import ticket_bytes

__all__ = [
    "LEDGER", "SUMS", "BagContents", "BookChanges", "Imprint", "Round", "changes_bytes", "content_digest", "job_bytes", "job_name",
    "job_schema", "ledger_bytes", "measured", "next_number", "numbers_wrong", "pack", "read_bag", "read_job", "read_ledger",
    "readme_bytes", "rows_json", "spec_html", "sums_of", "ticket_bytes",
]
