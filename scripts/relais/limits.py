"""Every limit and allow-list that untrusted content meets, in one place.

Content is data that many people may write, so it is read as if one of them were hostile. Each value
says what it protects. Raising one is a decision about security and belongs in a review of its own.
"""

from typing import Final

MAX_FILE_BYTES: Final = 512 * 1024
"""Largest text file that is read, in bytes. A book-length interview is about 300 KiB."""

MAX_FOLDER_DEPTH: Final = 20
"""Deepest nesting of folders that is walked."""

MAX_YAML_DEPTH: Final = 12
"""Deepest nesting of lists and mappings. The content model needs 4; 20,000 levels crash PyYAML."""

MAX_YAML_NODES: Final = 20_000
"""Most values in one file: bounds the memory that a file of many tiny values takes."""

RESERVED_NAMES: Final = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}
)
"""Names that Windows keeps for devices: no file or folder may have them."""

MAX_SLUG_LENGTH: Final = 80
"""Longest slug, in characters: file systems allow 255 bytes for a name, addresses stay readable."""

MAX_PICTURE_BYTES: Final = 30 * 1024 * 1024
"""Largest picture file that is opened, in bytes: a 50-megapixel JPEG from a good camera."""

MAX_PICTURE_PIXELS: Final = 52_000_000
"""Most pixels of a picture: what good cameras and phones make."""

MAX_PICTURE_SIDE: Final = 65_535
"""Most pixels of a side, as in a JPEG: each row costs memory of its own, however short it is."""

PIXEL_COST: Final = 4
"""Bytes that a decoded pixel takes."""

PICTURE_COSTS: Final = {"progressive": 6, "WEBP": 12}
"""What each takes besides while a decoder works that keeps more than the pixels: all coefficients
of a progressive JPEG, several canvases of a WebP. Measured with the largest pictures of each kind.
"""

MAX_PICTURE_MEMORY: Final = 210_000_000
"""Most bytes that decoding a picture may take: 21 megapixels as a progressive JPEG, 13 as a WebP,
`MAX_PICTURE_PIXELS` as any other."""

LARGE_PICTURE_MEMORY: Final = 64_000_000
"""Bytes from which on pictures are decoded one after the other, not on all processors at once."""

PICTURE_FORMATS: Final = {
    "JPEG": (".jpg", ".jpeg"),
    "MPO": (".jpg", ".jpeg"),
    "PNG": (".png",),
    "WEBP": (".webp",),
}
"""Picture formats that are opened, by Pillow's name, with the endings they may have. MPO is what
many phones write: a JPEG with further frames, of which the first counts."""

PICTURE_DECODERS: Final = ("JPEG", "PNG", "WEBP")
"""The decoders that a picture may reach; that for JPEG also recognises MPO."""

MAX_MARKDOWN_DEPTH: Final = 20
"""Deepest nesting of quotes and lists that is opened on one line of Markdown, and of HTML. Parsers
take time that grows with the square of the depth."""

MAX_HTML_DEPTH: Final = 100
"""Deepest nesting of HTML elements in a text."""

MAX_NOTES: Final = 20
"""Most problems of one kind that are told of one text: the first ones are mended first."""

LINK_SCHEMES: Final = frozenset({"http", "https", "mailto", "tel"})
"""Address schemes that a link in content may have. Everything else (`javascript:`) is removed."""

REFERENCE_SCHEMES: Final = frozenset({"interview", "program", "organisation", "theme", "page"})
"""Schemes by which content links to content: `[Convergence](program:convergence)`."""

ALLOWED_ANYWHERE: Final = frozenset({"lang", "title"})
"""Attributes that any allowed element may have."""

_BARE: Final = (
    *("p", "br", "hr", "em", "strong", "b", "i", "s", "small", "mark", "cite", "kbd", "del", "sub"),
    *("sup", "code", "pre", "blockquote", "ul", "li", "dl", "dt", "dd", "abbr", "q"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr"),
)
ALLOWED_HTML: Final[dict[str, frozenset[str]]] = {
    **dict.fromkeys(_BARE, ALLOWED_ANYWHERE),
    "a": ALLOWED_ANYWHERE | {"href", "hreflang"},
    "ol": ALLOWED_ANYWHERE | {"start"},
    "span": ALLOWED_ANYWHERE | {"dir"},
    "td": ALLOWED_ANYWHERE | {"colspan", "rowspan"},
    "th": ALLOWED_ANYWHERE | {"colspan", "rowspan", "scope"},
}
"""HTML elements that Markdown content may produce, with their attributes.

No `id`, `name` or `class`: content must not shadow the page's own elements (DOM clobbering) or its
styles. No `style`, no event handlers, no media, no forms, no frames.
"""
