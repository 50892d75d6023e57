"""Publishing into a bucket, against a real S3 server over HTTP."""

from __future__ import annotations

import gzip
import io
from typing import TYPE_CHECKING, Any

import boto3
import pytest

from relais.assets import FRESH, IMMUTABLE
from relais.errors import OperationError
from relais.publishing.bucket import BucketTarget, open_bucket
from relais.publishing.objects import rank
from relais.stages import Log
from tests.buckets import CuttingProxy, s3_server
from tests.conftest import AS_OF
from tests.releases import accept, write_site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.projects import Project

KEYS = {
    "AWS_ACCESS_KEY_ID": "testing",
    "AWS_SECRET_ACCESS_KEY": "testing",
    "AWS_DEFAULT_REGION": "eu-west-3",
}


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """Run a server for all tests here."""
    with s3_server() as number:
        yield number


@pytest.fixture
def client(port: int, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Return a client of the server; there is an empty bucket `site`."""
    for name, value in KEYS.items():
        monkeypatch.setenv(name, value)
    found = boto3.client("s3", endpoint_url=f"http://127.0.0.1:{port}")
    found.create_bucket(
        Bucket="site", CreateBucketConfiguration={"LocationConstraint": "eu-west-3"}
    )
    yield found
    for each in found.list_objects_v2(Bucket="site").get("Contents", []):
        found.delete_object(Bucket="site", Key=each["Key"])
    found.delete_bucket(Bucket="site")


def target(port: int, name: str = "s3://site/public", attempts: int = 1) -> BucketTarget:
    """Return the target, which tells nobody what it does."""
    endpoint = f"http://127.0.0.1:{port}"
    return open_bucket(name, Log(stream=io.StringIO()), endpoint=endpoint, attempts=attempts)


def visible(client: Any, prefix: str = "public/") -> dict[str, bytes]:  # noqa: ANN401
    """Return what visitors get, by path, unpacked as a browser does."""
    found = {}
    for each in client.list_objects_v2(Bucket="site", Prefix=prefix).get("Contents", []):
        answer = client.get_object(Bucket="site", Key=each["Key"])
        body = answer["Body"].read()
        if answer.get("ContentEncoding") == "gzip":
            body = gzip.decompress(body)
        found[each["Key"].removeprefix(prefix)] = body
    return found


def sent(site: Path) -> dict[str, bytes]:
    """Return the files of a site that a bucket gets."""
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in site.rglob("*")
        if path.is_file() and "_server" not in path.parts
    }


def test_bucket_holds_the_site_with_its_headers(
    client: Any,  # noqa: ANN401
    port: int,
    tmp_path: Path,
) -> None:
    """Each file is there with its kind, its lasting and its encoding."""
    site = write_site(tmp_path / "a", "a")
    done = target(port).publish(site, accept)
    assert done.written == len(sent(site))
    assert visible(client) == sent(site)
    page = client.head_object(Bucket="site", Key="public/page-1/index.html")
    assert page["ContentType"] == "text/html; charset=utf-8"
    assert page["CacheControl"] == FRESH
    assert page["ContentEncoding"] == "gzip"
    picture = client.head_object(Bucket="site", Key="public/assets/pictures/picture.a.png")
    assert picture["ContentType"] == "image/png"
    assert picture["CacheControl"] == IMMUTABLE
    assert "ContentEncoding" not in picture


def test_only_changes_are_sent_and_rollback_brings_back(
    client: Any,  # noqa: ANN401
    port: int,
    tmp_path: Path,
) -> None:
    """The second release sends what is new; the way back needs nothing from here."""
    sites = [write_site(tmp_path / version, version) for version in "ab"]
    first = target(port).publish(sites[0], accept)
    second = target(port).publish(sites[1], accept)
    unchanged = {"assets/fonts/font.11111111.woff2", "assets/made-by-relais.txt"}
    assert second.written == len(sent(sites[1])) - len(unchanged)
    assert not target(port).publish(sites[1], accept).changed
    carried = {"assets/pictures/picture.a.png": b"picture a"}
    assert visible(client) == {**sent(sites[1]), **carried}
    assert target(port).roll_back().id == first.release.id
    carried = {"assets/pictures/picture.b.png": b"picture b"}
    assert visible(client) == {**sent(sites[0]), **carried}
    assert target(port).live() == first.release.id
    assert target(port).before() == second.release.id
    with pytest.raises(OperationError, match="no release before"):
        target(port).roll_back()


def test_only_the_last_releases_stay(client: Any, port: int, tmp_path: Path) -> None:  # noqa: ANN401
    """Contents that no kept release needs are deleted."""
    for version in "abcd":
        target(port).publish(write_site(tmp_path / version, version), accept, keep=2)
    assert len(target(port).releases()) == 2
    needed = {d for each in target(port).releases() for d in each.hashes.values()}
    own = client.list_objects_v2(Bucket="site", Prefix="public.relais/")["Contents"]
    names = {each["Key"].removeprefix("public.relais/") for each in own}
    contents = {n.removeprefix("contents/").removesuffix(".gz") for n in names if "contents/" in n}
    assert contents == needed
    assert {name for name in names if "/" not in name} == {"live"}


def test_files_of_others_are_left_alone(client: Any, port: int, tmp_path: Path) -> None:  # noqa: ANN401
    """In a bucket without a prefix nothing is deleted that Relais did not put there."""
    client.put_object(Bucket="site", Key="precious.txt", Body=b"mine")
    for version in "ab":
        site = write_site(tmp_path / version, version)
        assert target(port, "s3://site").publish(site, accept).changed
    for path, content in {"precious.txt": b"mine", **sent(site)}.items():
        assert visible(client, "")[path] == content
    assert len(target(port, "s3://site").releases()) == 2


def test_visitors_never_see_what_is_not_there_yet() -> None:
    """Assets come first, entry points last."""
    order = ["assets/pictures/a.png", "assets/visit.txt", "partners/ada/index.html", "index.html"]
    assert [rank(path) for path in order] == [0, 1, 2, 3]
    assert rank("fr/index.html") == rank("sitemap.xml") == 3


def test_bucket_that_is_not_there_is_said_in_a_sentence(
    client: Any,  # noqa: ANN401
    port: int,
    tmp_path: Path,
) -> None:
    """A wrong name and a server that does not answer are told without a traceback."""
    del client
    site = write_site(tmp_path / "a", "a")
    with pytest.raises(OperationError, match="The bucket nowhere cannot be used"):
        target(port, "s3://nowhere/x").publish(site, accept)
    with pytest.raises(OperationError, match="The connection to the bucket was lost"):
        target(9).publish(site, accept)


def test_two_do_not_publish_at_once(client: Any, port: int, tmp_path: Path) -> None:  # noqa: ANN401
    """While another one publishes, the bucket is refused; who publishes is said."""
    site = write_site(tmp_path / "a", "a")
    client.put_object(Bucket="site", Key="public.relais/lock", Body=b"this morning")
    with pytest.raises(OperationError, match="Somebody else has been publishing to site since"):
        target(port).publish(site, accept)
    assert visible(client) == {}


@pytest.mark.parametrize("part", [0.15, 0.6, 0.85, 0.95])
def test_lost_connection_does_no_harm(
    client: Any,  # noqa: ANN401
    port: int,
    tmp_path: Path,
    part: float,
) -> None:
    """Wherever the connection breaks, each visible file is whole, and the next run completes it.

    While contents are sent, that is nearly all the time, visitors see the old release alone.
    """
    old, new = (write_site(tmp_path / version, version, pages=8) for version in "ab")
    target(port).publish(old, accept)
    proxy = CuttingProxy(port)
    try:
        measured = CuttingProxy(port)
        target(measured.port, "s3://site/measured").publish(old, accept)
        start = measured.sent
        target(measured.port, "s3://site/measured").publish(new, accept)
        measured.close()
        before = visible(client)
        proxy.left = (measured.sent - start) * part
        with pytest.raises(OperationError):
            target(proxy.port).publish(new, accept)
        seen = visible(client)
        for path, content in seen.items():
            assert content in (sent(old).get(path), sent(new).get(path)), path
        if not client.list_objects_v2(Bucket="site", Prefix="public.relais/switching")["KeyCount"]:
            assert seen == before or seen.items() >= sent(new).items()
    finally:
        proxy.close()
    client.delete_object(Bucket="site", Key="public.relais/lock")  # as after fifteen minutes
    target(port).publish(new, accept)
    assert visible(client).items() >= sent(new).items()
    assert set(visible(client)) - set(sent(new)) <= {"assets/pictures/picture.a.png"}
    own = client.list_objects_v2(Bucket="site", Prefix="public.relais/")["Contents"]
    assert {each["Key"].count("/") for each in own if "live" not in each["Key"]} == {2}


def test_command_publishes_into_a_bucket(client: Any, port: int, project: Project) -> None:  # noqa: ANN401
    """`relais publish s3://…` and the way back work from the command line."""
    endpoint = ("--endpoint-url", f"http://127.0.0.1:{port}")
    done = project.relais("publish", "s3://site", *endpoint, "--as-of", AS_OF)
    assert done.returncode == 0, done.stderr
    page = client.get_object(Bucket="site", Key="about/index.html")["Body"].read()
    assert b"Lantern Fund" in gzip.decompress(page)
    assert "live" in project.relais("releases", "s3://site", *endpoint).stdout
    back = project.relais("rollback", "s3://site", *endpoint)
    assert "There is no release before" in back.stderr
