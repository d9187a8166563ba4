"""One source row -> one expert."""

from __future__ import annotations

from pipeline.model.listings import Expert, Listing
from pipeline.normalise.answers import yes_or_no
from pipeline.normalise.contacts import read_contacts
from pipeline.normalise.names import read_person_names
from pipeline.normalise.organisations import (
    Vocabularies,
    located,
    read_consent,
    read_verified,
    report_no_contact,
    report_no_name,
    without_private,
)
from pipeline.normalise.reading import RowReader
from pipeline.normalise.tongues import read_languages
from pipeline.normalise.vocabulary import read_topics

__all__ = ["read_expert"]


def read_expert(reader: RowReader, words: Vocabularies) -> Listing | None:
    """The expert of a row; None, with an error finding, where no name can be read. Region and town are not required."""
    names = read_person_names(reader)
    if not names:
        report_no_name(reader)
        return None
    location = located(reader)
    may_print = read_consent(reader)
    contacts = read_contacts(reader, location.town, location.region, may_print_mobiles=may_print)
    if not contacts.any:
        report_no_contact(reader)
    camera = reader.single("on_camera")
    sort_name = reader.single("sort_name")
    made = Expert(
        id="",
        names=names,
        source=reader.row.ref,
        sent_in=reader.sent_in,
        position=reader.text("position"),
        degree=reader.text("degree"),
        affiliation=reader.text("affiliation"),
        topics=read_topics([(cell.text, cell.spot) for cell in reader.cells("topics")], words.topics),
        languages=read_languages([(cell.text, cell.spot) for cell in reader.cells("languages")]),
        town=location.town,
        phones=contacts.phones,
        emails=contacts.emails,
        site=contacts.site,
        social=contacts.social,
        on_camera=yes_or_no(camera.text, camera.spot) if camera else None,
        cv=reader.text("cv"),
        verified=read_verified(reader),
        consent_mobile=may_print,
        sort_name=" ".join(sort_name.text.split()) if sort_name else "",
        cells=reader.refs(),
    )
    return made if may_print else without_private(made, contacts.withheld, reader)
