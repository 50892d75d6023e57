"""The output read back: each fault is planted in a real site, and found at its place."""

from __future__ import annotations

import gzip
import io
import json
import shutil
import threading
from contextlib import contextmanager
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import brotli
import pytest
from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo

from relais.diagnostics import Severity
from relais.verification import Rules, reading, rules_of, verify
from relais.verification.external import Limits, check_links
from tests.conftest import AS_OF, OPENING
from tests.pages import asset
from tests.projects import make_project

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.projects import Project

ABOUT = "about/index.html"
ADA = "partners/ada-example/index.html"
PORTRAIT = "content/partners/ada-example/portrait.jpg"
HOME = "https://fondation-sanofi-espoir.com/"
DAY = date.fromisoformat(AS_OF)


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> Rules:
    """Return the rules of the small site on its day."""
    return rules_of(make_project(tmp_path_factory.mktemp("rules") / "project").root, DAY)


@pytest.fixture
def site(small_site: Path, tmp_path: Path) -> Path:
    """Return a copy of the built small site that the test may damage."""
    return shutil.copytree(small_site, tmp_path / "site")


def found(site: Path, rules: Rules) -> set[tuple[str, str]]:
    """Return the file and the code of each problem."""
    return {(problem.path, problem.code) for problem in verify(site, rules).problems}


def edit(site: Path, path: str, old: str, new: str) -> None:
    """Replace the first occurrence of a passage."""
    text = (site / path).read_text("utf-8")
    assert old in text
    (site / path).write_text(text.replace(old, new, 1), "utf-8")


def into_body(site: Path, markup: str) -> None:
    """Add markup at the end of a page."""
    edit(site, ABOUT, "</body>", f"{markup}</body>")


def test_sound_sites_have_no_problems(
    small_site: Path, tracked_site: Path, real_site: Path, rules: Rules
) -> None:
    """What Relais builds passes, also with a tracker and on the repository's own content."""
    assert verify(small_site, rules).problems == []
    tracked = rules_of(tracked_site.parent, DAY)
    assert verify(tracked_site, tracked).problems == []
    assert verify(real_site, rules_of(real_site.parent, date.fromisoformat(OPENING))).problems == []


MARKUP = {
    '<a href="nowhere/">x</a>': "link-to-nowhere",
    '<a href="../../../outside/">x</a>': "link-to-nowhere",
    '<a href="/nowhere.html">x</a>': "link-to-nowhere",
    '<a href="https://fondation-sanofi-espoir.com/nowhere/">x</a>': "link-to-nowhere",
    '<a href="http://[broken">x</a>': "link-to-nowhere",
    '<meta http-equiv="Refresh" content="0; url=nowhere/">': "link-to-nowhere",
    '<img alt="" src="nowhere.png">': "link-to-nowhere",
    '<img alt="" src="../favicon.ico" srcset="../favicon.ico 1x, nowhere.png 2x">': (
        "link-to-nowhere"
    ),
    '<a href="../about/#no-such-place">x</a>': "anchor-nowhere",
    '<a href="#no-such-place">x</a>': "anchor-nowhere",
    '<i id="page_content"></i>': "duplicate-id",
    '<script src="https://elsewhere.example/x.js"></script>': "foreign-load",
    '<img alt="" src="//elsewhere.example/x.png">': "foreign-load",
    '<link rel="stylesheet" href="https://elsewhere.example/x.css">': "foreign-load",
    '<link rel="preload" as="font" href="https://elsewhere.example/x.woff2">': "foreign-load",
    '<iframe src="https://elsewhere.example/"></iframe>': "foreign-load",
    '<svg><use href="https://elsewhere.example/x.svg#a"></use></svg>': "foreign-load",
    '<p onclick="x()">x</p>': "inline-handler",
    "<p OnMouseOver='x()'>x</p>": "inline-handler",
    '<svg/onload="x()"></svg>': "inline-handler",
    '<a href="java&#115;cript:x()">x</a>': "script-address",
    '<a href=" java\tscript:x()">x</a>': "script-address",
    '<iframe srcdoc="<p>x"></iframe>': "inline-frame",
    '<p style="color: red">x</p>': "inline-style",
    "<style>p {color: red}</style>": "inline-style",
    "<script>planted()</script>": "unknown-script",
    '<script type="module">planted()</script>': "unknown-script",
    '<script type="application/ld+json">{"url": ]</script>': "unreadable-output",
    f'<script type="application/ld+json">{{"url": "{HOME}no"}}</script>': ("link-to-nowhere"),
}


@pytest.mark.parametrize("markup", MARKUP)
def test_planted_markup_is_found(site: Path, rules: Rules, markup: str) -> None:
    """Each kind of fault in a page is found there, and nothing else is."""
    into_body(site, markup)
    assert found(site, rules) == {(ABOUT, MARKUP[markup])}


@pytest.mark.parametrize(
    ("path", "content", "code"),
    [
        ("assets/x.css", "@font-face{src:url(fonts/no.woff2)}", "link-to-nowhere"),
        ("assets/x.css", '@import "https://elsewhere.example/x.css";', "foreign-load"),
        ("assets/x.js", 'import {a} from "./no.js";', "link-to-nowhere"),
        (
            "assets/x.js",
            'const a = await import("https://elsewhere.example/a.js");',
            "foreign-load",
        ),
        ("x.xml", "<a><b></a>", "unreadable-output"),
        ("x.json", '{"a": ', "unreadable-output"),
        ("x.svg", "<svg xmlns='http://www.w3.org/2000/svg'><metadata/></svg>", "picture-metadata"),
        ("x.webmanifest", '{"icons": [{"src": "no.png"}]}', "link-to-nowhere"),
        ("x.json", '{"url": "https://fondation-sanofi-espoir.com/no/"}', "link-to-nowhere"),
        ("x.jpg", "not a picture", "unreadable-output"),
    ],
)
def test_planted_file_is_found(
    site: Path, rules: Rules, path: str, content: str, code: str
) -> None:
    """Stylesheets, scripts, feeds, data, manifests and pictures are read too."""
    (site / path).write_text(content)
    assert found(site, rules) == {(path, code)}


@pytest.mark.parametrize("path", ["sitemap.xml", "feed.xml", "feed.json", "data/interviews.json"])
def test_addresses_in_feeds_and_sitemaps_are_followed(site: Path, rules: Rules, path: str) -> None:
    """An entry of a feed, the sitemap or the data that leads nowhere is found there."""
    text = (site / path).read_text("utf-8")
    (site / path).write_text(text.replace("/ada-example/", "/ada-elsewhere/"), "utf-8")
    assert (path, "link-to-nowhere") in found(site, rules)


def test_one_way_alternate_is_found(site: Path, rules: Rules) -> None:
    """A page that its French edition does not name in return is found, and one that is missing."""
    edit(
        site, ABOUT, f'hreflang="fr" href="{HOME}fr/', f'hreflang="fr" href="{HOME}fr/partenaires/#'
    )
    edit(site, ADA, f'hreflang="fr" href="{HOME}fr/', f'hreflang="fr" href="{HOME}de/')
    codes = found(site, rules)
    assert (ABOUT, "alternate-one-way") in codes
    assert (ADA, "alternate-nowhere") in codes


@pytest.mark.parametrize("path", ["_headers", "_server/nginx.conf", "_server/Caddyfile"])
def test_policy_that_does_not_fit_is_found(tracked_site: Path, tmp_path: Path, path: str) -> None:
    """A policy with a hash too many, one too few or an unsafe word is found in each file."""
    site, rules = (
        shutil.copytree(tracked_site, tmp_path / "site"),
        rules_of(tracked_site.parent, DAY),
    )
    whole = (site / path).read_text()
    text = whole.replace("script-src 'self'", "script-src 'self' 'sha256-AAAA=' 'unsafe-inline'")
    (site / path).write_text(text)
    assert found(site, rules) == {(path, "policy-too-wide"), (path, "policy-unsafe")}
    (site / path).write_text(whole.replace("'sha256-", "'sha256-x"))
    assert {(ABOUT, "unknown-script"), (path, "policy-too-wide")} <= found(site, rules)
    (site / path).unlink()
    assert found(site, rules) == {(path, "policy-missing")}


def picture(kind: str, **options: object) -> bytes:
    """Return a small picture with these data inside."""
    buffer = io.BytesIO()
    Image.new("RGB", (8, 8)).save(buffer, kind, **options)
    return buffer.getvalue()


def gps() -> Image.Exif:
    """Return EXIF data that say where a picture was taken."""
    exif = Image.Exif()
    exif.get_ifd(0x8825)[1] = "N"
    exif[0x010F] = "Camera"
    return exif


LAB = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


@pytest.mark.parametrize("kind", ["jpeg", "png", "webp", "avif"])
@pytest.mark.parametrize("what", ["exif", "icc_profile", "xmp"])
def test_data_inside_pictures_are_found(site: Path, rules: Rules, kind: str, what: str) -> None:
    """EXIF, XMP and foreign colour profiles are found in each format; sRGB is no data."""
    if (kind, what) == ("png", "xmp"):
        info = PngInfo()
        info.add_itxt("XML:com.adobe.xmp", "<x:xmpmeta/>")
        kind_options: dict[str, object] = {"pnginfo": info}
    else:
        kind_options = {what: {"exif": gps(), "icc_profile": LAB, "xmp": b"<x:xmpmeta/>"}[what]}
    ending = {"jpeg": "jpg"}.get(kind, kind)
    name = f"assets/planted.{ending}"
    (site / name).write_bytes(picture(kind, **kind_options))
    assert found(site, rules) == {(name, "picture-metadata")}
    (site / name).write_bytes(picture(kind, icc_profile=SRGB))
    assert found(site, rules) == set()


DRAFT = "Carla’s lamp is not lit before the harbour sleeps"
SECRET = f"""\
title: What Carla keeps
summary: A summary of Carla.
person: {{name: Carla Unspoken, role: Keeper}}
organisation: harbour-house
programs: []
themes: [light]
countries: [FR]
status: draft
attribution: summary
questions:
  - id: lamp
    q: And the lamp?
    a: |
      {DRAFT.replace("’", "'")}, *she* said  quietly «indeed» to all of us.
sources: [{{title: The Lantern Gazette}}]
"""
HIDDEN = f"{DRAFT}, she said quietly «\xa0indeed\xa0» to all of us"


@pytest.fixture(scope="module")
def secret_rules(tmp_path_factory: pytest.TempPathFactory) -> Rules:
    """Return the rules of the small site with one more draft."""
    project = make_project(tmp_path_factory.mktemp("secret") / "project")
    project.write("content/partners/carla-draft/index.en.yml", SECRET)
    project.path("content/partners/carla-draft/index.fr.yml").unlink()
    return rules_of(project.root, DAY)


@pytest.mark.parametrize(
    ("path", "content"),
    [
        (ABOUT, f"<p>{HIDDEN.replace('quietly', '<em>qui</em>etly')}.</p>"),
        (ABOUT, f'<p title="{HIDDEN.replace("’", "&rsquo;").replace(" ", "&nbsp;")}">x</p>'),
        (ABOUT, f"<!-- {HIDDEN.upper()} -->"),
        (ABOUT, "<p>Carla&#160;Unspoken</p>"),
        ("x.json", json.dumps({"text": f"<p>{HIDDEN}</p>"})),
        ("x.txt", HIDDEN.replace(" she", "\r\n she")),
        ("x.xml", f"<a>&lt;p&gt;{HIDDEN.replace('lit', '&lt;b&gt;lit&lt;/b&gt;')}&lt;/p&gt;</a>"),
        ("x.csv", f'"1","{HIDDEN}"'),
        ("x.css", f"/* {HIDDEN} */"),
        ("pagefind/fragment/en_1.pf_fragment", gzip.compress(HIDDEN.encode())),
        ("x.bin.gz", gzip.compress(HIDDEN.encode())),
    ],
)
def test_what_is_not_public_is_found_anywhere(
    site: Path, secret_rules: Rules, path: str, content: str | bytes
) -> None:
    """A draft's sentence or name is found in every kind of file, however it is set or packed."""
    if path == ABOUT:
        assert isinstance(content, str)
        into_body(site, content)
    else:
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_bytes(content.encode() if isinstance(content, str) else content)
    assert (path, "not-public") in found(site, secret_rules)
    assert {code for _, code in found(site, secret_rules)} == {"not-public"}


def test_every_hidden_entry_of_the_small_site_is_a_secret(site: Path, rules: Rules) -> None:
    """Draft, unreleased, not yet signed: a sentence of each file that is not public is found."""
    entries = {passage.entry for passage in rules.secrets.passages}
    hidden = {
        "content/partners/carla-draft/index.en.yml",
        "content/partners/dora-future/index.en.yml",
    }
    assert hidden <= entries
    for entry in hidden:
        shown = next(p.shown for p in rules.secrets.passages if p.entry == entry)
        (site / "x.txt").write_text(shown)
        assert found(site, rules) == {("x.txt", "not-public")}


def test_words_that_a_public_text_says_too_are_no_secret(project: Project) -> None:
    """A draft that repeats a published sentence hides nothing."""
    published = project.path("content/partners/ada-example/index.en.yml").read_text("utf-8")
    project.write("content/partners/copy/portrait.jpg", project.path(PORTRAIT).read_bytes())
    project.write(
        "content/partners/copy/index.en.yml",
        published.replace("status: published", "status: draft").replace("[ada]", "[ada-again]"),
    )
    rules = rules_of(project.root, DAY)
    site = project.build("--as-of", AS_OF)
    assert [p for p in verify(site, rules).problems if p.code == "not-public"] == []


def test_source_that_a_public_page_names_too_is_no_secret(project: Project) -> None:
    """What ends takes its sources along, but not from pages that name them as well."""
    source = "{title: The Lantern Gazette of 4 May 2022 and all its pages}"
    program = "content/programs/open-doors/index.en.md"
    project.edit(program, "{title: The Lantern Gazette}\nseries", f"{source}\nseries")
    project.edit(program, "status: published", "status: published\nunpublish_on: 2024-01-01")
    project.edit("docs/about.md", "title: About", f"sources:\n  - {source}\ntitle: About")
    rules = rules_of(project.root, DAY)
    assert any(passage.entry == program for passage in rules.secrets.passages)
    site = project.build("--as-of", AS_OF)
    assert "pages" in (site / "about/index.html").read_text("utf-8")
    assert [p for p in verify(site, rules).problems if p.code == "not-public"] == []


def test_heavy_page_is_found(site: Path, rules: Rules) -> None:
    """A page over its budget is found; the budget counts what is loaded at once, not later."""
    (site / "assets/large.png").write_bytes(picture("png") + bytes(0))
    (site / "assets/large.js").write_text("// x\n" * 200_000)
    into_body(site, '<script src="../assets/large.js" defer></script>')
    assert found(site, rules) == {(ABOUT, "page-too-heavy")}
    generous = Rules(rules.secrets, rules.hosts, page_budget=5000)
    assert found(site, generous) == set()


@pytest.mark.parametrize("ending", ["gz", "br"])
def test_stale_compressed_form_is_found(site: Path, rules: Rules, ending: str) -> None:
    """A compressed file that holds something else than the file beside it is found."""
    pack: Callable[[bytes], bytes] = {"gz": gzip.compress, "br": brotli.compress}[ending]
    path = f"index.html.{ending}"
    (site / path).write_bytes(pack((site / "index.html").read_bytes()))
    assert found(site, rules) == set()
    (site / path).write_bytes(pack(b"something else"))
    assert found(site, rules) == {(path, "compressed-differs")}
    (site / path).write_bytes((site / path).read_bytes()[:-4])
    assert found(site, rules) == {(path, "unreadable-output")}


def test_changed_file_of_an_old_name_is_found(site: Path, rules: Rules) -> None:
    """A stylesheet, script or font that was changed after the build is found: browsers keep it."""
    for path in (asset(site, "site.css"), asset(site, "list.js")):
        with (site / path).open("a") as file:
            file.write(" ")
        assert found(site, rules) == {(path, "stale-name")}
        (site / path).write_bytes((site / path).read_bytes()[:-1])
    (font, *_) = (site / "assets/fonts").glob("*.woff2")
    font.write_bytes(b"")
    assert found(site, rules) == {(font.relative_to(site).as_posix(), "stale-name")}


def test_several_processes_find_the_same(
    site: Path, secret_rules: Rules, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Large sites are read by several processes, with the same result."""
    into_body(site, f"<p onclick=''>{HIDDEN}</p><a href='no/'>x</a>")
    alone = verify(site, secret_rules)
    monkeypatch.setattr(reading, "FEW", 1)
    together = verify(site, secret_rules)
    assert together.problems == alone.problems
    assert len(alone.problems) == 3
    assert together.files == alone.files


def test_slip_on_every_page_is_told_a_bounded_number_of_times(site: Path, rules: Rules) -> None:
    """A fault in a template does not fill the screen."""
    into_body(site, "".join(f'<a href="no{number}/">x</a>' for number in range(300)))
    problems = verify(site, rules).problems
    assert len(problems) == 201
    assert problems[-1].details["count"] == "100"


def test_command_says_file_place_and_remedy_in_both_languages(project: Project) -> None:
    """`relais verify` prints problems as `relais check` does; the exit status is 1."""
    site = project.build("--as-of", AS_OF)
    assert project.relais("verify", "--as-of", AS_OF).returncode == 0
    into_body(site, '<a href="nowhere/">x</a>')
    done = project.relais("verify", "--as-of", AS_OF)
    assert done.returncode == 1
    assert f"{ABOUT}:" in done.stdout
    assert "error: this leads to nothing in the site: nowhere/" in done.stdout
    french = project.relais("verify", "site", "--as-of", AS_OF, "--lang", "fr")
    assert "erreur: cette adresse ne mène à rien dans le site\xa0: nowhere/" in french.stdout
    (data,) = json.loads(project.relais("verify", "--format", "json", "--as-of", AS_OF).stdout)
    assert data["path"] == ABOUT
    assert data["line"] > 1
    empty = project.relais("verify", str(project.root / "content"))
    assert empty.returncode == 1
    assert "There is no site in" in empty.stderr


# Other sites' pages


@contextmanager
def elsewhere() -> Iterator[tuple[str, list[str]]]:
    """Run another site; yield its address and what it is asked."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_HEAD(self) -> None:
            self.answer()

        def do_GET(self) -> None:
            self.answer()

        def answer(self) -> None:
            asked.append(f"{self.command} {self.path}")
            status = {"/gone": 410, "/moody": 503}.get(self.path, 200)
            if self.path == "/moody" and asked.count("GET /moody") > 1:
                status = 200
            if self.path == "/no-head" and self.command == "HEAD":
                status = 405
            self.send_response(status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name
            del format, args

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}", asked
        finally:
            server.shutdown()
            thread.join()


def test_links_to_other_sites_are_asked_for(tmp_path: Path) -> None:
    """HEAD comes first, GET where HEAD is refused; a fault is a warning; answers are remembered."""
    limits = Limits(pause=0.01, seconds=5)
    with elsewhere() as (address, asked):
        names = ("good", "gone", "no-head", "moody")
        links = {f"{address}/{name}": "index.html" for name in names}
        links[f"{address}/good#part"] = ABOUT
        (problem,) = check_links(links, tmp_path, limits, lambda: 1000.0)
        assert problem.severity is Severity.WARNING
        assert problem.details == {"address": f"{address}/gone", "reason": "410"}
        assert asked.count("HEAD /good") == 1
        assert asked.count("GET /no-head") == 1
        assert asked.count("GET /moody") == 2
        before = len(asked)
        assert check_links(links, tmp_path, limits, lambda: 1500.0) == [problem]
        assert len(asked) == before
        check_links(links, tmp_path, limits, lambda: 1000.0 + limits.remember_bad)
        assert asked[before:] == ["HEAD /gone"]
    (closed,) = check_links({f"{address}/new": "index.html"}, tmp_path, limits)
    assert closed.details["reason"]


def test_other_sites_are_asked_within_limits(tmp_path: Path) -> None:
    """No host is asked for more than its share, nor all together for more than theirs."""
    with elsewhere() as (address, asked):
        links = {f"{address}/{number}": "index.html" for number in range(20)}
        assert check_links(links, tmp_path / "a", Limits(per_host=3)) == []
        assert len(asked) == 3
        check_links(links, tmp_path / "b", Limits(in_all=5))
        assert len(asked) == 8
