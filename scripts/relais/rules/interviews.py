"""Nobody is shown without agreement, quoted who was not, or pictured as somebody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relais import pictures
from relais.diagnostics import closest
from relais.markup import plain_text
from relais.schema import Attribution, Coverage, Status
from relais.typography import unstyled

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from relais.content import Content
    from relais.diagnostics import Diagnostic
    from relais.documents import Document, Parsed
    from relais.schema import InterviewSource, Question, Quote


def check(content: Content) -> Iterator[Diagnostic]:
    """Yield what is wrong with each interview by itself."""
    for interview in content.interviews.values():
        document, model = interview.source, interview.source.model
        yield from _release(document)
        yield from _question_ids(document, model.questions)
        if model.quotes and model.attribution is Attribution.SUMMARY:
            yield document.problem("quotes-in-summary", ("quotes",), key=True)
        yield from _quotes(document, model.questions, model.quotes)
        for translation in interview.translations.values():
            # A question that is not translated is shown, and so quoted, as in the source edition.
            answers = {question.id: question for question in model.questions}
            answers |= {question.id: question for question in translation.model.questions}
            yield from _quotes(translation, list(answers.values()), translation.model.quotes)
        if model.portrait:
            folder = document.source.path.rpartition("/")[0]
            yield from _portrait(content, document, f"{folder}/{model.portrait.src}")


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


def _question_ids(document: Parsed, questions: Sequence[Question]) -> Iterator[Diagnostic]:
    seen = set()
    for index, question in enumerate(questions):
        if question.id in seen:
            yield document.problem("same-id", ("questions", index, "id"), {"id": question.id})
        seen.add(question.id)


def _quotes(
    document: Parsed, questions: Sequence[Question], quotes: Sequence[Quote]
) -> Iterator[Diagnostic]:
    answers = {question.id: question.a for question in reversed(questions)}  # the first of twins
    for index, quote in enumerate(quotes):
        if quote.from_ not in answers:
            suggestion = closest(quote.from_, answers)
            details = {"id": quote.from_, "choices": ", ".join(answers)}
            location = ("quotes", index, "from")
            yield document.problem("unknown-question", location, details, suggestion=suggestion)
        elif unstyled(quote.text) not in unstyled(plain_text(answers[quote.from_])):
            details = {"id": quote.from_}
            yield document.problem("not-in-answer", ("quotes", index, "text"), details)


def _portrait(
    content: Content, document: Document[InterviewSource], path: str
) -> Iterator[Diagnostic]:
    location = ("portrait", "src")
    folder, _, name = path.rpartition("/")
    if path not in content.paths:
        names = [other.rpartition("/")[2] for other in content.paths if other.startswith(folder)]
        details = {"name": name, "folder": folder}
        suggestion = closest(name, sorted(set(names)))
        yield document.problem("no-picture", location, details, suggestion=suggestion)
    elif path not in content.unopened and (problem := pictures.inspect(content.root, path)):
        yield document.problem(problem.code, location, {"name": name, **problem.details})
