"""The English sentences: a code to what is wrong and what to do about it."""

from typing import Final

from relais.messages import verification_en

MESSAGES: Final[dict[str, tuple[str, str]]] = {
    "error": ("error", ""),
    "warning": ("warning", ""),
    "did-you-mean": ('did you mean "{suggestion}"?', ""),
    "found": ("Errors: {errors}. Warnings: {warnings}.", ""),
    "found-nothing": ("All is well.", ""),
    # What commands say
    "file-written": ("Written: {file}", ""),
    "file-others": ("Errors in other files: {errors}. `relais check` shows them.", ""),
    "schema-is-old": ("{file} does not say what Relais reads: run `relais schema`.", ""),
    "schema-offers": (
        "Editors do not know these changes yet: {choices}. `relais schema` tells them.",
        "",
    ),
    "head-state": ("State", ""),
    "head-texts": ("Texts", ""),
    "head-entry": ("Entry", ""),
    "head-release": ("Release", ""),
    "head-next": ("Next", ""),
    "state-interview": ("interview", ""),
    "state-program": ("program", ""),
    "state-page": ("page", ""),
    "state-release-missing": ("release missing", ""),
    "state-release-ended": ("release ended", ""),
    "state-release-later": ("not signed yet", ""),
    "state-review": ("review", ""),
    "state-draft": ("draft", ""),
    "state-scheduled": ("scheduled", ""),
    "state-public": ("public", ""),
    "state-ended": ("ended", ""),
    "state-withdrawn": ("withdrawn", ""),
    "state-fresh": ("fresh", ""),
    "state-stale": ("stale", ""),
    "state-unknown": ("unmarked", ""),
    "state-missing": ("missing", ""),
    "state-signed": ("signed", ""),
    "state-public-source": ("public source", ""),
    "state-until": ("{basis}, until {day}", ""),
    "state-next-signed": ("signature", ""),
    "state-next-appears": ("appears", ""),
    "state-next-ends": ("disappears", ""),
    "state-next-release-ends": ("release ends", ""),
    "state-errors": ("Entries with errors are not in this list: see `relais check`.", ""),
    "state-no-site": ("content/site.yml has errors: see `relais check`.", ""),
    "event-signed": ("{title}: the release is signed", ""),
    "event-appears": ("{title}: appears", ""),
    "event-ends": ("{title}: disappears", ""),
    "event-release-ends": ("{title}: the release ends", ""),
    "event-none": ("Nothing is planned.", ""),
    # Months
    "month-01": ("January", ""),
    "month-02": ("February", ""),
    "month-03": ("March", ""),
    "month-04": ("April", ""),
    "month-05": ("May", ""),
    "month-06": ("June", ""),
    "month-07": ("July", ""),
    "month-08": ("August", ""),
    "month-09": ("September", ""),
    "month-10": ("October", ""),
    "month-11": ("November", ""),
    "month-12": ("December", ""),
    # Files
    "symbolic-link": (
        "this is a link to another place, and links are not followed",
        "put the file or folder itself here",
    ),
    "special-file": (
        "this is not an ordinary file",
        "remove it from the content folder",
    ),
    "name-not-utf-8": (
        "this name is not written in UTF-8",
        "give it a name of small letters without accents, digits and hyphens",
    ),
    "folder-too-deep": (
        "folders are nested more than {limit} levels deep here",
        "move what you need up, and delete the rest",
    ),
    "unreadable": (
        "the file cannot be read: {reason}",
        "check the file's name and permissions",
    ),
    "too-large": (
        "the file is {size} KB in size; at most {limit} KB are allowed",
        "shorten the text, split it, or save the picture smaller",
    ),
    "utf-16": (
        "the file is saved as UTF-16",
        "save it again with the encoding UTF-8",
    ),
    "not-utf-8": (
        "the file is not saved as UTF-8 (the byte {byte} here)",
        "save it again with the encoding UTF-8",
    ),
    "control-character": (
        "an invisible control character ({character}) stands here",
        "delete it; it often comes along when text is pasted",
    ),
    # YAML
    "empty-file": (
        "the file has no fields",
        "write the fields, or delete the file",
    ),
    "two-documents": (
        "a second document begins here",
        "delete this line: a file holds one entry only",
    ),
    "no-fields": (
        "fields should stand here, each as a name, a colon and a value",
        "write for example: title: Meet our partner",
    ),
    "too-many-values": (
        "the file has more than {limit} values",
        "split it into several entries",
    ),
    "yaml-alias": (
        'a text cannot begin with a star: "{name}" is a YAML reference, which Relais does not use',
        "write the value out, or put the text in quotes",
    ),
    "yaml-anchor": (
        'a text cannot begin with "&": "{name}" is an anchor in YAML, which Relais does not use',
        "delete it, or put the text in quotes",
    ),
    "yaml-tag": (
        'a text cannot begin with "!": that is a YAML tag, which Relais does not use',
        "delete the word that begins with !, or put the text in quotes",
    ),
    "yaml-merge": (
        'the field "<<" merges values in YAML, which Relais does not do',
        "write the fields out",
    ),
    "too-deep": (
        "lists and fields are nested more than {limit} levels deep here",
        "check the brackets and the indentation",
    ),
    "bad-key": (
        "a field's name must be a word",
        "write a name before the colon, such as title:",
    ),
    "duplicate-field": (
        'the field "{field}" stands here a second time; it is already on line {line}',
        "keep one of the two",
    ),
    "tab-indent": (
        "the line is indented with a tab",
        "indent with spaces, two for each level",
    ),
    "open-quote": (
        "the quotation mark that opens here is never closed",
        "add the same mark at the end of the text",
    ),
    "unknown-escape": (
        "a backslash in double quotes has a special meaning, and this one is unknown",
        "write two backslashes, or use single quotes",
    ),
    "open-bracket": (
        "the bracket that opens here is not closed, or a comma is missing",
        "put commas between the values and close the bracket",
    ),
    "bad-indent": (
        "the line is not indented like those around it",
        "start it exactly below the field or the dash that it belongs with",
    ),
    "colon-in-text": (
        "a text that contains a colon and a space must stand in quotes",
        'write for example: title: "Health: a right"; several paragraphs stand below a: |',
    ),
    "reserved-start": (
        'a text cannot begin with "{character}"',
        "put the whole text in quotes",
    ),
    "no-colon": (
        "the line has no colon after the field's name",
        "write the name, a colon, a space and the value; indent a text like the line above it",
    ),
    "no-space-after-colon": (
        "a space is missing after the colon",
        "write the name, the colon, a space and then the value: title: Meet our partner",
    ),
    "no-space-after-dash": (
        "a space is missing after the dash",
        "write the dash, a space and then the value",
    ),
    "wrong-dash": (
        "this is not the sign that begins an item of a list",
        "delete it and the space behind it; type the keyboard's hyphen and one space",
    ),
    "text-after-mark": (
        "a text begins on the line of its | or >",
        "put the text on the lines below, or in quotes if it begins with this sign itself",
    ),
    "double-comma": ("two commas follow each other", "delete one of them"),
    "cut-by-note": (
        "what follows # is a note for editors, so the text ends before it",
        "put the whole text in quotes if it goes on; a note stands on a line of its own",
    ),
    "note-for-value": (
        "what follows # is a note for editors, so this field has no value",
        "put the value in quotes",
    ),
    "missing-dash": (
        'a new item begins here with "{field}", and its dash is missing',
        "write the dash and a space two columns before it, as in the item above",
    ),
    "no-break-space": (
        "a no-break space stands here, where nobody sees it",
        "delete it; it often comes along when text is pasted",
    ),
    "text-after-quote": (
        "text follows after the closing quotation mark",
        "put the whole text in quotes; within single quotes, write an apostrophe twice",
    ),
    "not-yaml": (
        "the file cannot be understood from here on ({reason})",
        "compare the line with an entry that works",
    ),
    "no-break-indent": (
        "the line begins with a no-break space, which YAML does not take for indentation",
        "delete the spaces at its beginning and type them again with the space bar alone",
    ),
    "no-break-after-colon": (
        "a no-break space follows the colon here, and YAML wants an ordinary one",
        "delete the space after the colon and type it again with the space bar alone",
    ),
    "curly-quotes": (
        "the text contains a colon, and {character} is no quotation mark in YAML",
        'put straight quotation marks around the whole text: title: "Health: a right"',
    ),
    "merge-conflict": (
        "two versions of this passage wait to be joined, since both were changed",
        "keep what is right of both and delete the lines with <<<<<<<, ======= and >>>>>>>",
    ),
    "no-front-matter": (
        "the file must begin with a line of three dashes",
        "put the fields between two --- lines, and the text below them",
    ),
    "open-front-matter": (
        "the fields that begin here are not closed",
        "put a second --- line between the fields and the text",
    ),
    # Fields
    "missing-field": ('the field "{field}" is missing', "add a line such as {field}: …"),
    "empty-field": ('the field "{field}" has no value', "write its value after the colon"),
    "no-body": (
        "there is no text below the fields",
        "write it below this line of three dashes",
    ),
    "body-among-fields": (
        "the text is no field",
        "write it below the second line of three dashes",
    ),
    "unknown-field": ('there is no field "{field}" here', "possible fields: {choices}"),
    "misspelt-field": (
        'the field "{field}" is not known, and "{meant}" is missing',
        'write "{meant}" in its place',
    ),
    "comma-in-number": (
        'a comma begins a new field here, so "{value}" stands alone',
        "write decimals with a point",
    ),
    "comma-in-text": (
        'a comma begins a new field here, so "{value}" stands alone',
        'put the whole text in quotes: "{whole}"',
    ),
    "expected-text": (
        'the field "{field}" takes a text',
        "write it after the colon, or several paragraphs below {field}: |",
    ),
    "expected-list": (
        'the field "{field}" takes a list',
        "put the value in square brackets: {field}: [{value}]",
    ),
    "expected-items": (
        'the field "{field}" takes a list',
        "begin each of its items with a dash and a space",
    ),
    "expected-fields": (
        'the field "{field}" takes fields of its own: {choices}',
        "write them below it, each on its own line and indented by two spaces",
    ),
    "not-allowed": ('{field} "{value}" is not allowed', "allowed: {choices}"),
    "too-few": ('the list "{field}" has too few values', "add what is missing"),
    "invalid": (
        'the value of "{field}" is not valid ({reason})',
        "compare with an entry that works",
    ),
    "empty-text": ('the text of "{field}" is empty', "write it, or delete the line"),
    "several-lines": (
        'the text of "{field}" must fit on one line',
        "write it without line breaks",
    ),
    "too-long": (
        'the text of "{field}" has {length} characters; at most {limit} are allowed',
        "shorten it",
    ),
    "bad-slug": (
        '"{value}" cannot be part of an address',
        "use small letters without accents, digits and single hyphens: sophie-roche",
    ),
    "not-a-flag": ('"{value}" is neither true nor false', "write true or false"),
    "not-an-integer": (
        '"{value}" is not a whole number',
        "write digits only, without spaces or zeros in front",
    ),
    "not-a-number": (
        '"{value}" is not a number',
        "write digits with a point for decimals, without spaces or zeros in front: 1200.5",
    ),
    "out-of-range": (
        "{value} is out of range",
        "write a number from {low} to {high}",
    ),
    "no-such-year": ('"{value}" is not a date: there is no year 0', "write the year with 4 digits"),
    "no-such-month": (
        '"{value}" is not a date: there is no month {month}',
        "write year-month-day, such as 2026-02-28",
    ),
    "no-such-day": (
        "{day} {month} does not exist",
        "the last day of that month is {last}",
    ),
    "not-a-day": (
        '"{value}" is not a date as Relais reads it',
        "write 2026-02-28, year first",
    ),
    "which-day": (
        '"{value}" may mean two days',
        "write the year first, then the month: {first} or {second}",
    ),
    "not-a-period": (
        '"{value}" is not a date or a period',
        "write 2019, 2019-05, 2019-05-03 or, for a period, 2010/2015",
    ),
    "not-a-moment": (
        '"{value}" is not a date as Relais reads it',
        "write 2019, 2019-05 or 2019-05-03: one date, no period",
    ),
    "period-backwards": ('the period "{value}" ends before it begins', "swap its two dates"),
    "not-a-web-address": (
        '"{value}" is not a web address',
        "write it in full, beginning with https://",
    ),
    "not-an-email": ('"{value}" is not an e-mail address', "write it as name@example.org"),
    "not-a-file-name": (
        '"{value}" is not the name of a file in this folder',
        "put the file in the same folder; use letters without accents, digits, - and _",
    ),
    "not-a-language": ('"{value}" is not the code of a language', "write two letters: en, fr"),
    "not-a-country": (
        '"{value}" is not the code of a country',
        "write its two letters in capitals: FR, SN, NO",
    ),
    "not-a-time-zone": ('"{value}" is not a time zone', "write a name such as Europe/Paris"),
    # Which file is what
    "no-site-file": (
        "the file that describes the site is missing",
        "copy one from another Relais site, or bring it back from Git",
    ),
    "same-edition": (
        "this file and {other} hold the text of the same page in the same language",
        "keep one of the two",
    ),
    "unknown-file": (
        'Relais does not know what to do with "{name}" here',
        "rename it, move it, or delete it",
    ),
    "copy-of-file": (
        '"{name}" stands beside {other} and is not read',
        "delete it: it is probably a copy",
    ),
    "document-in-content": (
        '"{name}" is not for the site',
        "move it elsewhere: what stands here can be read by whoever has the content",
    ),
    "other-language": (
        'the site has no language "{language}"',
        "its languages are {languages}; add one in content/site.yml",
    ),
    "only-translations": (
        "all of this entry's texts say that they are translations",
        "delete the field translation from the one that carries the facts",
    ),
    "no-source-edition": (
        "{file}, which this translates, is missing",
        "bring it back, or give it that name again",
    ),
    # References
    "unknown-interview": (
        'there is no interview "{slug}"',
        "look for its folder in content/partners",
    ),
    "unknown-program": ('there is no program "{slug}"', "look for its folder in content/programs"),
    "unknown-organisation": (
        'there is no organisation "{slug}"',
        "add content/organisations/{file}.yml",
    ),
    "unknown-theme": ('there is no theme "{slug}"', "add it in content/themes.yml"),
    "unknown-population": (
        'there is no population "{slug}"',
        "add it in content/populations.yml",
    ),
    "unknown-page": ('there is no page "{name}"', "possible: {choices}"),
    "unknown-place": (
        'the source edition has no place "{name}"',
        "write the name as it stands there",
    ),
    "unknown-question": ('no question has the id "{id}"', "ids in this interview: {choices}"),
    "no-such-id": ('the source edition has no "{id}"', "ids there: {choices}"),
    "listed-twice": ('"{value}" stands in the list twice', "keep one of the two"),
    "same-id": ('the id "{id}" stands here a second time', "give each its own id"),
    "alias-in-use": (
        'the alias "{slug}" is the address of an existing entry',
        "delete it from the list",
    ),
    "alias-of-itself": (
        'the alias "{slug}" is the entry\'s own address',
        "aliases are former addresses: delete it from the list",
    ),
    "alias-claimed": (
        'the alias "{slug}" stands in {other}, too',
        "an address leads to one place: delete it from one of the two",
    ),
    "alias-is-page": (
        'the alias "{slug}" would take the address of a page: {path} is {other}',
        "delete the alias, or rename the page",
    ),
    "same-address": (
        'the address "{path}" is already taken by {other}',
        "choose another word with the field path, or rename the file",
    ),
    "reserved-address": (
        'the address "{path}" belongs to the lists: to their further pages and their filters',
        "rename the folder or file, or change the field path or aliases",
    ),
    # Dates and releases
    "dates-backwards": (
        "{second} is not after {first}",
        "correct one of the two dates",
    ),
    "no-publish-on": (
        "there is no publish_on, so the news feeds leave this entry out",
        "add publish_on: the first day on which this site shows it",
    ),
    "points-backwards": (
        "the points of a series must stand in the order of their dates",
        "move this point to its place",
    ),
    "no-release": (
        "a published interview needs the interviewee's release",
        "add the field release with basis and covers, or set the status to review",
    ),
    "release-without-text": (
        "the release does not cover the text, so nothing of the interview may be shown",
        "add text if the interviewee agreed to it, or set the status to review",
    ),
    "release-incomplete": (
        'a signed release needs the field "{field}"',
        "add signed_on (the day) and record (the number under which the form is kept)",
    ),
    "no-public-source": (
        "a release on the basis of a public source needs that source",
        "add it to the list sources",
    ),
    "release-ends": (
        "the release ends on {day}; from then on the interview is not shown",
        "ask {name} whether it may stay, or plan to do without",
    ),
    "not-shown-status": (
        'this refers to "{slug}", which is not public: its status is {status}',
        "its readers see no link: delete the reference, or publish it if it may be shown",
    ),
    "not-shown-later": (
        'this refers to "{slug}", which is not public before {day}',
        "until then its readers see no link: bring that date forward, or wait for it",
    ),
    "not-shown-ended": (
        'this refers to "{slug}", which has not been public since {day}',
        "its readers see no link: delete the reference",
    ),
    "not-shown-release": (
        'this refers to "{slug}", which no release covers on the day when this is shown',
        "its readers see no link: renew the release, or delete the reference",
    ),
    "release-ended": (
        "the release ended on {day}, so the interview is not shown",
        "ask {name} for a new release, or set the status to withdrawn",
    ),
    "swapped-coordinates": (
        (
            "the place lies far from its country, {country}: "
            "latitude and longitude are probably swapped"
        ),
        "write latitude: {latitude}, longitude: {longitude}",
    ),
    "quotes-in-summary": (
        "answers that are a summary cannot be quoted",
        "delete quotes, or correct the attribution if the answers are the person's own words",
    ),
    "not-in-answer": (
        'these words do not occur in the answer "{id}"',
        "copy them from the answer, letter by letter",
    ),
    # Pictures
    "no-picture": (
        'there is no file "{name}" in {folder}',
        "put the picture there, or correct the name; capital letters count",
    ),
    "not-a-picture": (
        '"{name}" is not a picture that can be opened',
        "save it as a JPEG, PNG or WebP file",
    ),
    "wrong-ending": (
        '"{name}" is really a {format} picture',
        "give the file the ending {endings}",
    ),
    "too-many-pixels": (
        '"{name}" has {width} × {height} pixels, which is too many',
        "save it with at most 7200 × 7200 pixels",
    ),
    "costly-picture": (
        '"{name}" has {width} × {height} pixels, too many for a file of its kind',
        "save it as an ordinary JPEG (“baseline”, not “progressive”), or with fewer pixels",
    ),
    "broken-picture": (
        '"{name}" is damaged or incomplete',
        "copy the picture again from where it came from",
    ),
    # Texts
    "loose-link": (
        'the link "{link}" would break when pages move',
        "write page:about, interview:slug, program:slug or organisation:slug, or a full address",
    ),
    "spaced-link": (
        'the space in "{link}" keeps this from being a link',
        "write [words](program:slug), without a space between ] and )",
    ),
    "unfinished-link": (
        'the brackets in "{link}" make no link',
        "write [words](program:slug): square brackets, then round ones right behind them",
    ),
    "spaced-address": (
        'the space in "{link}" keeps this from being a link',
        "write ) right behind the address; if the space is a part of it, write %20 instead",
    ),
    "unknown-anchor": (
        'the interview has no question with the id "{name}"',
        "its questions have these: {choices}",
    ),
    "no-anchors": (
        'the page that this leads to has no place named "{name}"',
        'delete "#{name}": a link can lead to a question of an interview, not to a heading',
    ),
    "picture-in-text": (
        "a picture cannot stand in a text",
        "delete it: a portrait and a film have fields of their own",
    ),
    "misspelt-scheme": (
        '"{part}" begins no link',
        "write page:about, interview:slug, program:slug or organisation:slug, or a full address",
    ),
    "left-out": (
        'the page leaves out "{part}": it is not allowed in content',
        "use Markdown instead",
    ),
    "word-markup": (
        'this was pasted from a word processor: "{part}" says how it looked there',
        "paste it again as text only, or delete everything between < and >",
    ),
    "heading-jump": (
        'the heading "{words}" is {level} levels below the one before',
        "write it with {right}",
    ),
    "empty-link-words": (
        'the link\'s words "{words}" say nothing to those who hear only the links of a page',
        "put the link on the words that say where it leads",
    ),
    "bare-address": (
        "the link's words are an address, which is read out letter by letter",
        "say what is there: [words that say it]({link})",
    ),
    "alt-is-file-name": (
        'the description "{value}" is the name of a file',
        "say what the picture shows, for people who do not see it",
    ),
    "summary-is-title": (
        "the summary says no more than the title",
        "say in one or two plain sentences what the text is about",
    ),
    "long-sentence": (
        "a sentence of the summary has {count} words; above {limit} it is hard to read",
        "make two sentences of it",
    ),
    "unwritten": (
        'the text of "{field}" is still to be written, so it cannot be published',
        "write it and delete the sign {mark}, or set the status to draft",
    ),
    "unwritten-shown": (
        'the text of "{field}" is still to be written, and readers see it',
        "write it and delete the sign {mark}",
    ),
    # Cookies
    "not-a-duration": (
        '"{value}" is not a length of time',
        "write a number and a unit, such as 30 minutes or 13 months; or session, or unlimited",
    ),
    "not-https": (
        'the address "{value}" is not encrypted: it begins with http://',
        "write the address with https://; what is not encrypted may not run on the site",
    ),
    "not-a-host": (
        '"{value}" is not the name of a host',
        "write it without https:// and without a path: stats.example.org",
    ),
    "not-a-device-name": (
        '"{value}" cannot be the name of a cookie',
        "write the name as the browser shows it; * stands for any characters",
    ),
    "not-a-data-attribute": (
        '"{value}" is not an attribute for data',
        "write data- and small letters, such as data-domain",
    ),
    "unknown-purpose": ('there is no purpose "{name}"', "purposes: {choices}"),
    "unused-purpose": (
        'no tracker serves the purpose "{name}", so visitors are not asked about it',
        "delete it, or add its tracker",
    ),
    "adapter-needs": (
        'the adapter "{adapter}" needs the field "{field}"',
        "add it to this tracker",
    ),
    "own-name": (
        'the name "{name}" belongs to Relais itself',
        "write the name that the tracker really uses",
    ),
    "never-exempt": (
        'the adapter "{adapter}" always needs consent, and its purpose says exempt: true',
        "give it a purpose of its own without exempt, or use matomo-exempt",
    ),
    "exempt-too-long": (
        '"{name}" stays longer than measurement without consent may: {limit} months',
        "shorten it, also in the tracker's settings, or ask for consent: exempt: false",
    ),
    "exempt-kept-too-long": (
        "the data is kept longer than measurement without consent may: {limit} months",
        "shorten it, also in the tracker's settings, or ask for consent: exempt: false",
    ),
    "unknown-measurement": (
        'content/cookies.yml has no tracker "{name}" that measures',
        "trackers there: {choices}",
    ),
    "no-cookies-page": (
        "visitors are asked about cookies, but there is no page that says what is done with them",
        "write docs/cookies.md; the register is shown on it",
    ),
    "cookies-not-in-footer": (
        "visitors could not change their mind: no column of the footer leads to the page cookies",
        "add cookies to the entries of a column",
    ),
    "unknown-embed": (
        'content/cookies.yml has no tracker "{name}" with the adapter embed',
        "trackers there: {choices}",
    ),
    "host-not-registered": (
        'the host {host} is not among the hosts of the tracker "{name}"',
        "add it in content/cookies.yml if this is the same service, else correct the address",
    ),
    "no-way-without-embed": (
        'whoever does not want to load "{id}" from its host has no other way to it',
        "add link (where it can be seen) or transcript (what is said or shown)",
    ),
    # Languages
    "no-translation": (
        'there is no text in "{language}"; its page shows this one and says so',
        "add the file {file}",
    ),
    "no-fingerprint": (
        "the file does not say which text it translates",
        'when it says the same as {file}, add: translation: {{of: "{fingerprint}"}}',
    ),
    "stale": (
        "{file} has changed since this translation",
        'see what with `relais translate`; when it says the same again, write: of: "{fingerprint}"',
    ),
    "untranslated": (
        'the translation of "{what}" is missing; the page shows the source text',
        "translate it here",
    ),
    "translation-begun": (
        "not translated yet: {what}; until then the page shows the source text",
        "translate it here",
    ),
    "no-text-in-language": (
        '"{field}" has no text in "{language}"',
        "add a line {language}: …",
    ),
    "no-interface": (
        'the interface has no words in "{language}" yet',
        "copy overrides/languages/en.yml to this name and translate it",
    ),
    "wrong-place": (
        "this phrase has {places}, which the page cannot fill in",
        "write what the default language has: {right}",
    ),
    "no-phrase": (
        'the phrase "{name}" is missing',
        "translate it from the default language's file",
    ),
    # The site
    "no-home": ("the site has no home page", "write docs/index.md"),
    "no-contact": (
        "the site says nowhere how to reach the foundation",
        "add contact with email, phone or address: visitors and the law ask for it",
    ),
    # The preview
    "preview": ("Preview", ""),
    "preview-note": ("Preview as on {day}, with drafts and with what appears on other days.", ""),
    "preview-hidden": ("Visitors do not see this page: {reason}.", ""),
    "preview-elsewhere": ("None of them is about this page: see `relais check`.", ""),
    "preview-behind": ("What stands below is from before the mistake.", ""),
    "preview-at": ("Preview: {address} (Ctrl+C ends it)", ""),
    "preview-took": ("Read in {seconds} s.", ""),
    "preview-port": (
        "The port {port} is taken by another program; choose another one with --port.",
        "",
    ),
    **verification_en.MESSAGES,
}
