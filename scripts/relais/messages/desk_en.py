"""The English sentences of the commands that write, and the comments in files that they make."""

from typing import Final

SENTENCES: Final[dict[str, str]] = {
    # What was done
    "wrote": "Wrote    {path}",
    "moved": "Renamed  {old} to {new}",
    "deleted": "Deleted  {path}",
    "next": "Next:",
    "nothing-written": "Nothing was written.",
    # Why nothing was done
    "exists-already": "{path} is there already.",
    "through-link": (
        "{path} is a link to another place, or stands behind one; Relais does not write there."
    ),
    "changed-meanwhile": "{path} was changed by somebody else in the meantime. Try again.",
    "cannot-splice": "{path} cannot be changed without changing more than that. Change it by hand.",
    "no-site": "content/site.yml must be in order first.",
    "has-errors": "Correct these errors first:",
    "would-have-errors": "This would lead to errors, so it was undone:",
    "bad-values": "These values cannot be used:",
    "no-source": "The text that carries the facts of {path} cannot be read.",
    "wrong-kind": '"{kind}" is not possible here; possible: {choices}.',
    "ambiguous": 'There are several entries called "{slug}". Write one of: {choices}.',
    "unknown-slug": 'There is no entry called "{slug}".',
    "did-you-mean": 'Did you mean "{suggestion}"?',
    "known-slugs": "There are: {choices}.",
    "bad-slug": (
        '"{slug}" cannot be part of an address: '
        "use small letters without accents, digits and single hyphens."
    ),
    "no-slug": 'No address can be made of "{name}". Choose one with --slug.',
    "taken": 'The name "{slug}" is taken, now or formerly, by another entry of the same kind.',
    "same-name": 'It is called "{slug}" already.',
    "no-language": 'The site has no language "{language}"; it has {choices}.',
    "bad-character": "{value} holds a character that no file may hold: type it again.",
    "missing-options": "Missing: {options}.",
    "bad-label": '"{value}" is not a text with its language; write for example en=Access to care.',
    "label-missing": "The theme needs its name in each language; missing: {languages}.",
    "unclear-mentions": 'Files with errors mention "{slug}"; correct them first:',
    "still-mentioned": '"{slug}" is still referred to. Remove these references first:',
    "place": "  {path}:{line}",
    "needs-yes": "Deleting needs a confirmation: add --yes.",
    "source-language": "{path} is the source text itself: it is written in {language}.",
    "no-translation-yet": "{path} is not there yet. Begin it without --done.",
    "not-translated": "{path} has no text yet for: {what}.",
    # New entries
    "organisation-missing": (
        'There is no organisation "{slug}" yet, and the check will say so. Make it with:\n'
        "  relais new organisation --slug {slug} --name NAME"
    ),
    "next-fill": "Write your text in {path}, where you see ✎.",
    "next-translation": "Then translate: relais translate {slug} {language}",
    "next-check": "Look for mistakes: relais check",
    "next-publish": "When all is well and agreed, set status: published.",
    "next-theme": "Use it: add {slug} to the list themes of an interview or a program.",
    # Translations
    "translation-new": (
        "Texts to translate: {count}. Each stands as a comment above its empty place."
    ),
    "to-translate": "To translate: {what}.",
    "changed-texts": (
        "Changed in the source since it was translated: {what}. Both texts stand beside the "
        "translation."
    ),
    "gone-texts": "No longer in the source: {what}.",
    "changed-little": (
        "The source has changed, but no text that is translated here. Look it over, then use "
        "--done."
    ),
    "changed-unknown": (
        "{path} has changed since it was translated. Which part is not known: one fingerprint "
        "stands "
        "for the whole, and Git has no version with the fingerprint {of}. Compare all of it; "
        "the source stands beside each text."
    ),
    "never-recorded": (
        "The translation does not say which text it translates. Compare all of it with {path}; "
        "the source stands beside each text."
    ),
    "nothing-to-do": "{path} is complete and up to date.",
    "next-translate": (
        "Translate in {path}. Lines that begin with #| are the source text; leave them."
    ),
    "next-done": "When it says the same: relais translate {slug} {language} --done",
    "translation-done": (
        "The translation is noted as up to date; the lines with the source text are gone."
    ),
    "done-already": "{path} was up to date already.",
    "still-open": "Still without a text, and shown in the source's language: {what}.",
    "label-before": "{language}, before",
    "label-now": "{language}, now",
    "label-body": "{language}, the text below the second ---",
    # Withdrawal
    "withdrawn": (
        "The interview is withdrawn. The next build shows a neutral page at its addresses, and "
        "nothing else of it."
    ),
    "withdrawn-already": '"{slug}" was withdrawn already.',
    "named-elsewhere": (
        "The person's name, or a link to the interview, also stands here. Decide about each place:"
    ),
    "still-in-folder": (
        "Texts and picture are still in {path}/, which is not public unless the repository is."
    ),
    "still-in-git": (
        "They also remain in the history of Git, in every copy of it and in pull requests."
    ),
    "next-build": (
        "Now publish at once: relais publish TARGET, or relais build and deliver the site. Until "
        "then the old pages can still be read. Where it was published, earlier releases still hold "
        "them for a rollback, though nobody is shown them: relais publish TARGET --keep 1 leaves "
        "one of them."
    ),
    "erase-history": (
        "To remove it from the history of Git, too (this rewrites it for everybody; make a copy "
        "first):\n"
        "  git filter-repo --invert-paths --path {path}/\n"
        "  git push --force --all and --tags; every other copy must be cloned anew. On GitHub, "
        "ask the\n"
        "  support to delete cached views and pull requests, and the owners of forks to do the "
        "same.\n"
        "  This takes the neutral page away as well: the address then answers 404. Former names "
        "of the\n"
        "  folder need a --path each; .relais/ holds pictures and pages and can be deleted."
    ),
    "erase-elsewhere": (
        "Search engines forget the page when they ask again; their tools for removing content are\n"
        "  quicker. Archives such as web.archive.org, feed readers and social networks keep "
        "copies: write to them."
    ),
    # Renaming and deleting
    "renamed-alias": "The old address leads to the new one from the next build on.",
    "renamed-bare": (
        "Organisations, themes and populations have no aliases: an old address of theirs answers "
        "404."
    ),
    "about-to-delete": "This deletes:",
    "delete-published": (
        '"{slug}" is published. To take an interview back, withdraw it: its address then says so\n'
        "(relais withdraw {slug}). A deleted one answers 404."
    ),
    "sure": "Delete it?",
    "kept": "Nothing was deleted.",
    "deleted-in-git": "What was committed remains in the history of Git.",
    # Questions
    "ask-name": "First name and family name",
    "ask-role": "Role in the organisation",
    "ask-organisation": "Organisation (its slug; there are: {choices})",
    "ask-title": "Name of the program",
    "ask-organisation-name": "Name of the organisation, as it writes it",
    "ask-label": "Name of the theme in {language}",
    "ask-make-organisation": 'There is no organisation "{slug}" yet. Make it now?',
    # Comments in new files
    "note-translation": (
        "The text in {language}. Lines like this one show the text in {source}: translate it "
        "below them.\n"
        "Relais removes them when the translation is done: relais translate … {code} --done"
    ),
    "field-title": "The title of the page.",
    "field-summary": (
        "One or two sentences, at most 200 characters: lists and shared links show them."
    ),
    "field-name": "First name and family name.",
    "field-role": "The role in the organisation at the time of the interview.",
    "field-organisation": (
        "The person's organisation: the name of a file in content/organisations, without .yml."
    ),
    "field-programs": (
        "The programs that it is about: names of folders in content/programs, such as [open-doors]."
    ),
    "field-themes": "What it is about: words from content/themes.yml.",
    "field-populations": "Whom it is about: words from content/populations.yml.",
    "field-countries": "Codes of countries, such as [FR, SN].",
    "field-status": "draft, review, published or withdrawn. Only what is published is in the site.",
    "field-publish_on": (
        "The first day on which it is public, as publish_on: 2026-12-01. News feeds need it."
    ),
    "field-release": (
        "What the person has agreed to. A published interview needs it. basis: signed (a form is "
        "on "
        "record, with its number here; never the form itself) or public-source (then sources names "
        "it). covers: text, portrait, video. expires_on: the day on which the agreement ends."
    ),
    "field-attribution": "verbatim (the person's own words), edited or summary: readers are told.",
    "field-portrait": (
        "A picture of the person in this folder; alt says what it shows. credit: who took it."
    ),
    "field-questions": (
        "Questions and answers. The id is the address of the answer: choose a short word and "
        "keep it. "
        "The answer is Markdown; its paragraphs are indented like the first one."
    ),
    "field-quotes": (
        "Words to set large: quotes: [{{from: the id of a question, text: words of its answer}}]."
    ),
    "field-sources": "Where it was first published, and what it refers to.",
    "field-program-title": "The name of the program.",
    "field-organisations": (
        "Who carries it out: names of files in content/organisations, without .yml."
    ),
    "field-since": "When it started, as since: 2019 or since: 2019-05.",
    "field-places": "Where it works; the map shows it.",
    "field-figures": "What it has reached: never a number without its date and its source.",
    "field-organisation-name": "The name, as the organisation writes it.",
    "field-organisation-summary": "One or two sentences in each language.",
    "field-organisation-more": (
        "Also possible: description (Markdown, per language), since, country, url, sources."
    ),
    # What is still to be written
    "scaffold-title": "Meet our partner {name}",
    "scaffold-summary": "One or two sentences, at most 200 characters",
    "scaffold-id": "first-question",
    "scaffold-question": "The first question",
    "scaffold-answer": "The answer, in Markdown",
    "scaffold-body": "The description, in Markdown",
    "scaffold-organisation": "One or two sentences about the organisation",
}
