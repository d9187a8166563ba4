"""job.json: the job for machines. Its schema is job.schema.json beside this module; pydantic checks it at this border."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from pipeline.doors.json_text import from_json, json_lines, to_json
from pipeline.errors import Unreadable
from pipeline.model.job import FORM, Job
from pipeline.model.message import msg

__all__ = ["job_bytes", "job_schema", "read_job"]


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the specification as it is printed."""

    key: str
    label: str
    values: tuple[str, ...]


def job_bytes(job: Job, sheets: dict[str, Any]) -> bytes:
    """The job as JSON, one key a line. ``sheets``: language -> what the specification says, row by row."""
    return json_lines({**asdict(job), "specification": sheets})


def read_job(content: bytes) -> tuple[Job, dict[str, list[dict[str, Any]]]]:
    """The job and what the specifications say. Raises Unreadable, naming the key that is not right."""
    from pydantic import TypeAdapter, ValidationError

    hint = msg("Unpack the bag anew, or ask for it once more.")
    try:
        values = from_json(content)
        sheets = values.pop("specification")
        if values["form"] != FORM:
            found = str(values["form"])[:20]
            raise Unreadable(
                msg("{file} has the form {found}; this program reads form {wanted}.", file="job.json", found=found, wanted=FORM),
                msg("Check the bag with the program that it names."),
            )
        job = TypeAdapter(Job).validate_json(to_json(values), strict=True)
        rows = TypeAdapter(dict[str, list[Row]]).validate_json(to_json(sheets), strict=True)
    except ValidationError as error:
        where = ".".join(str(part) for part in error.errors()[0]["loc"])
        raise Unreadable(msg("{file}: the key “{key}” is missing or is not right.", file="job.json", key=where[:80]), hint) from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise Unreadable(msg("{file} is not the job of a bag.", file="job.json"), hint) from error
    return job, {lang: [asdict(row) for row in of_lang] for lang, of_lang in rows.items()}


def job_schema() -> dict[str, Any]:
    """The form of job.json as JSON Schema (2020-12)."""
    from pydantic import TypeAdapter

    schema = TypeAdapter(Job).json_schema()
    schema["$defs"]["Row"] = TypeAdapter(Row).json_schema()
    schema["properties"]["specification"] = {
        "description": "Language -> what the specification sheet says, row by row.",
        "type": "object", "additionalProperties": {"type": "array", "items": {"$ref": "#/$defs/Row"}},
    }
    schema["required"].append("specification")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": "A job as guide handoff packs it"}
