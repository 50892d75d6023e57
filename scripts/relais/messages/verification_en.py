"""The English sentences about the output: what `relais verify` finds."""

from typing import Final

MESSAGES: Final[dict[str, tuple[str, str]]] = {
    "link-to-nowhere": (
        "this leads to nothing in the site: {address}",
        "correct the link, or publish what it leads to",
    ),
    "anchor-nowhere": (
        'the page {file} has no place named "{anchor}", to which {address} leads',
        "correct the part after #",
    ),
    "duplicate-id": (
        'the id "{id}" stands on this page more than once',
        "give each place a name of its own",
    ),
    "alternate-nowhere": (
        "the page names as its edition in {language} what is not there: {address}",
        "build the site again; if that changes nothing, the template of the head is wrong",
    ),
    "alternate-one-way": (
        "the page names {address} as its edition in {language}, which does not name it in return",
        "build the site again; if that changes nothing, the template of the head is wrong",
    ),
    "foreign-load": (
        "the page loads from another host that the register does not name: {address}",
        "keep the file in the site, or name the host in content/cookies.yml",
    ),
    "inline-handler": (
        'an element carries a script in its attribute "{name}"',
        "remove it: the security policy stops it, and content must never bring scripts",
    ),
    "script-address": (
        "an address is a script: {address}",
        "remove it: content must never bring scripts",
    ),
    "inline-frame": (
        "an element carries a whole page in its attribute srcdoc",
        "remove it: content must never bring frames of its own",
    ),
    "inline-style": (
        "the page carries a style of its own, which the security policy stops: {style}",
        "move it to a stylesheet",
    ),
    "unknown-script": (
        "the page has a script inside that the policy in {file} does not allow: {hash}",
        "build the site again; a script that nobody put there on purpose is an attack",
    ),
    "policy-missing": (
        "this file of the site has no security policy",
        "build the site again",
    ),
    "policy-unsafe": (
        "the security policy allows {word}",
        "remove it: it would let any script run",
    ),
    "policy-too-wide": (
        "the security policy allows a script that no page has: {hash}",
        "build the site again",
    ),
    "picture-metadata": (
        "the picture carries data about itself: {kinds}",
        "save it without: such data may say where a person lives",
    ),
    "not-public": (
        "this is not public today, it comes from {entry}: {passage}",
        "do not publish this folder; build the site again and look for what wrote it",
    ),
    "page-too-heavy": (
        "the page weighs {size} KB with all that it loads at once; at most {limit} KB are allowed",
        "use fewer or smaller pictures",
    ),
    "compressed-differs": (
        "this file holds something other than {file}, of which it is the compressed form",
        "build the site again",
    ),
    "stale-name": (
        "the file is not the one whose hash its name holds; browsers keep such a file for a year",
        "build the site again, and change stylesheets and scripts in overrides/ only",
    ),
    "unreadable-output": (
        "the file cannot be read as what its name says: {reason}",
        "build the site again",
    ),
    "more-of-these": (
        "{count} more problems of the kind {code}",
        "mend the first ones, then look again",
    ),
    "external-link": (
        "{address} does not answer as it should: {reason}",
        "see whether the page has moved",
    ),
}
