"""Dates are in an order in which something can be public, and what is public has one."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from relais.diagnostics import Severity
from relais.schema import Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relais.content import Content
    from relais.diagnostics import Diagnostic
    from relais.documents import Document
    from relais.schema import InterviewSource, ProgramSource


def check(content: Content) -> Iterator[Diagnostic]:
    """Yield dates that contradict each other, and entries that have none."""
    for interview in content.interviews.values():
        yield from _publication(interview.source)
        release = interview.source.model.release
        signed_on, expires_on = (release and release.signed_on), (release and release.expires_on)
        if signed_on and expires_on and expires_on <= signed_on:
            details = {"first": "signed_on", "second": "expires_on"}
            yield interview.source.problem("dates-backwards", ("release", "expires_on"), details)
    for program in content.programs.values():
        yield from _publication(program.source)
        for number, series in enumerate(program.source.model.series):
            days = [point.date.first_day for point in series.points]
            for index, (earlier, later) in enumerate(pairwise(days), start=1):
                if later <= earlier:
                    location = ("series", number, "points", index, "date")
                    yield program.source.problem("points-backwards", location)


def _publication(
    document: Document[InterviewSource] | Document[ProgramSource],
) -> Iterator[Diagnostic]:
    model = document.model
    if model.publish_on and model.unpublish_on and model.unpublish_on <= model.publish_on:
        details = {"first": "publish_on", "second": "unpublish_on"}
        yield document.problem("dates-backwards", ("unpublish_on",), details)
    if model.status is Status.PUBLISHED and model.publish_on is None:
        yield document.problem("no-publish-on", ("status",), severity=Severity.WARNING)
    if model.publish_on and model.updated_on and model.updated_on < model.publish_on:
        details = {"first": "publish_on", "second": "updated_on"}
        yield document.problem("dates-backwards", ("updated_on",), details)
