"""Nobody is shown without agreement, quoted who was not, or pictured as somebody else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from relais.diagnostics import closest
from relais.markup import text_blocks
from relais.rules.pictures import check_picture
from relais.schema import Attribution, Coverage, Status
from relais.typography import unstyled

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from relais.content import Content
    from relais.diagnostics import Diagnostic
    from relais.documents import Document, Parsed
    from relais.schema import InterviewSource, Question, Quote


def check(content: Content) -> Iterator[Diagnostic]:
    """Yield portraits that are not there or cannot be used."""
    for interview in content.interviews.values():
        if portrait := interview.source.model.portrait:
            found = content.portraits.get(interview.slug)
            location = ("portrait", "src")
            yield from check_picture(content, interview.source, location, portrait.src, found)


def check_alone(content: Content) -> Iterator[Diagnostic]:
    """Yield what is wrong with each interview by itself."""
    for interview in content.interviews.values():
        document, model = interview.source, interview.source.model
        yield from _release(document)
        if model.quotes and model.attribution is Attribution.SUMMARY:
            yield document.problem("quotes-in-summary", ("quotes",), key=True)
        yield from _quotes(document, model.questions, model.quotes)
        for translation in interview.translations.values():
            # A question that is not translated is shown, and so quoted, as in the source edition.
            answers = {question.id: question for question in model.questions}
            answers |= {question.id: question for question in translation.model.questions}
            if translation.model.quotes and model.attribution is Attribution.SUMMARY:
                yield translation.problem("quotes-in-summary", ("quotes",), key=True)
            yield from _quotes(translation, list(answers.values()), translation.model.quotes)


def _release(document: Document[InterviewSource]) -> Iterator[Diagnostic]:
    model = document.model
    if model.status is not Status.PUBLISHED:
        return
    if model.release is None:
        yield document.problem("no-release", ("status",))
        return
    if Coverage.TEXT not in model.release.covers:
        yield document.problem("release-without-text", ("release", "covers"))
    if model.release.basis == "signed":
        for field in ("signed_on", "record"):
            if getattr(model.release, field) is None:
                yield document.problem("release-incomplete", ("release", "basis"), {"field": field})
    elif not model.sources:
        yield document.problem("no-public-source", ("release", "basis"))


def _quotes(
    document: Parsed, questions: Sequence[Question], quotes: Sequence[Quote]
) -> Iterator[Diagnostic]:
    if not quotes:
        return
    # Of questions with the same id the first counts.
    answers = {
        question.id: [unstyled(block) for block in text_blocks(question.a)]
        for question in reversed(questions)
    }
    for index, quote in enumerate(quotes):
        if quote.from_ not in answers:
            suggestion = closest(quote.from_, answers)
            details = {"id": quote.from_, "choices": ", ".join(answers)}
            location = ("quotes", index, "from")
            yield document.problem("unknown-question", location, details, suggestion=suggestion)
        elif not any(_holds(block, unstyled(quote.text)) for block in answers[quote.from_]):
            details = {"id": quote.from_}
            yield document.problem("not-in-answer", ("quotes", index, "text"), details)


def _holds(block: str, words: str) -> bool:
    """Tell whether whole words occur: "possible" is not a quote from "impossible"."""
    before = r"(?<!\w)" if words[:1].isalnum() else ""
    after = r"(?!\w)" if words[-1:].isalnum() else ""
    return re.search(before + re.escape(words) + after, block) is not None
