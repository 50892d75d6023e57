"""A bucket that speaks Amazon's S3 protocol and is delivered as it is.

    PREFIX/…                     the files that visitors see
    PREFIX.relais/contents/HASH  each content of the releases that are kept
    PREFIX.relais/manifests/ID   what belongs to a release
    PREFIX.relais/live           the id of the live release, and of the one before
    PREFIX.relais/switching      the ids between which a switch was begun
    PREFIX.relais/lock           who publishes

A bucket cannot exchange everything at once, so the order protects visitors. First all new contents
are sent, under names that nobody asks for: this takes long, may break at any moment, and goes on
where it stopped. Then they are put in place within the bucket, which is quick: files with lasting
names, other assets, pages, and last the entry points (home pages, feeds, sitemap). Only then what
is not needed any more is deleted. If the switch itself breaks, the next run does all of it again.

What lies in PREFIX.relais/ holds earlier releases too: only PREFIX/ may be readable for everybody.
Text is stored gzip-compressed with its Content-Encoding. Credentials come from the environment.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from relais.errors import OperationError
from relais.precompression import worth_it
from relais.publishing.folder import Published, choose
from relais.publishing.objects import PACKED, headers, is_sent, is_text, rank, stored_name
from relais.publishing.release import (
    CARRIED_FOR,
    KEPT,
    Release,
    carry_over,
    name_release,
    read_manifest,
    to_delete,
)
from relais.publishing.staging import read_site
from relais.stages import Log

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from relais.publishing.folder import Check

AT_ONCE: Final = 8
"""Requests under way."""
DEAD_AFTER: Final = 15 * 60
"""Seconds after which a lock counts as left by a process that was ended."""


def open_bucket(
    name: str,
    log: Log,
    lasting: float = CARRIED_FOR,
    *,
    endpoint: str | None = None,
    attempts: int = 5,
) -> BucketTarget:
    """Return the target with the name s3://bucket/prefix; credentials are in the environment."""
    try:
        import boto3  # noqa: PLC0415 - an extra that few need
        from botocore.config import Config  # noqa: PLC0415
    except ImportError as error:
        raise OperationError(code="bucket-needs-boto") from error
    parts = urlsplit(name)
    retries = {"mode": "standard", "max_attempts": attempts}
    config = Config(
        retries=retries, connect_timeout=10, read_timeout=60, max_pool_connections=AT_ONCE
    )
    try:
        client = boto3.client("s3", endpoint_url=endpoint, config=config)
    except ValueError as error:
        raise OperationError(code="bucket-lost", reason=error) from error
    return BucketTarget(client, parts.netloc, parts.path.strip("/"), log, lasting)


@dataclass(frozen=True)
class BucketTarget:
    """A bucket, or a part of one."""

    client: Any
    """Of boto3, which has no types."""
    bucket: str
    prefix: str
    log: Log = field(default_factory=Log)
    lasting: float = CARRIED_FOR
    clock: Callable[[], float] = time.time

    def releases(self) -> list[Release]:
        """Return the complete releases, oldest first."""
        with self._reachable():
            names = self._list(self._own("manifests/"))
            found = [read_manifest(self._get(name) or b"") for name in names]
        return sorted((each for each in found if each), key=lambda each: each.number)

    def live(self) -> str | None:
        """Return the id of the live release."""
        return self._state("live").get("live")

    def before(self) -> str | None:
        """Return the id of the release that was live before."""
        return self._state("live").get("before")

    def publish(self, site: Path, check: Check, keep: int = KEPT) -> Published:
        """Make a release of the site in a folder, and let it be live.

        Raises `OperationError` if the bucket cannot be used or is lost, or the site changes.
        """
        check(site, ())
        sources = {each.path: each.data for each in read_site(site) if is_sent(each.path)}
        hashes = {path: hashlib.sha256(data).hexdigest() for path, data in sources.items()}
        with self._reachable(), self._held():
            releases = self.releases()
            live = next((each for each in releases if each.id == self.live()), None)
            now = self.clock()
            release = carry_over(name_release(hashes, releases, now), live, now, self.lasting)
            interrupted = bool(self._state("switching"))
            missing = live.hashes.keys() - self._in_place() if live else set()
            same = live and live.hashes.keys() == release.hashes.keys() and not missing
            if live and live.content == release.content and same and not interrupted:
                self._prune(keep)
                return Published(live, changed=False)
            with self.log.stage("upload") as counts:
                written = self._send(sources, hashes)
                counts |= {"files": len(sources), "written": written}
            self._put(self._own(f"manifests/{release.id}"), release.as_json())
            self._switch(release, live)
            with self.log.stage("clean") as counts:
                counts["removed"] = self._prune(keep)
        return Published(release, changed=True, written=written)

    def roll_back(self, to: str | None = None, *, again: bool = False) -> Release:
        """Let an earlier release be live again, the one before unless `to` names one.

        Raises `OperationError` as `relais.publishing.folder.choose` does.
        """
        with self._reachable(), self._held():
            releases = {each.id: each for each in self.releases()}
            live = releases.get(self.live() or "")
            if live is None:
                raise OperationError(code="nothing-published", target=self.bucket)
            wanted = choose(releases, live, to, self.before(), again=again)
            if wanted.id == live.id and not self._state("switching"):
                return live
            lent = carry_over(wanted, live, self.clock(), self.lasting)
            wanted = replace(wanted, carried={**wanted.carried, **lent.carried})
            self._put(self._own(f"manifests/{wanted.id}"), wanted.as_json())
            self._switch(wanted, live)
        return wanted

    def _send(self, sources: dict[str, bytes], hashes: dict[str, str]) -> int:
        """Send every content that is not there yet, and return how many there were."""
        there = self._stored()
        missing = {
            stored_name(hashes[path], packed=worth_it(path, data)): path
            for path, data in sources.items()
        }
        missing = {name: path for name, path in missing.items() if name not in there}

        def send(name: str) -> None:
            data = sources[missing[name]]
            if name.endswith(PACKED):
                data = gzip.compress(data, 9, mtime=0)
            self._put(self._own(f"contents/{name}"), data)

        self._each(send, missing)
        return len(missing)

    def _stored(self) -> frozenset[str]:
        """Return the names of all stored contents."""
        found = self._list(self._own("contents/"))
        return frozenset(name.rpartition("/")[2] for name in found)

    def _switch(self, release: Release, live: Release | None) -> None:
        """Put the contents of `release` in place, in the order that protects visitors."""
        with self.log.stage("switch") as counts:
            interrupted = bool(self._state("switching"))
            marks = {"to": release.id, "from": live.id if live else None}
            self._put(self._own("switching"), json.dumps(marks).encode())
            wanted = release.hashes
            # After a switch that broke nobody knows what is in place, so all is put there again.
            there = self._in_place()
            present = live.hashes if live and not interrupted else {}
            present = {path: digest for path, digest in present.items() if path in there}
            stored = self._stored()
            copied = 0
            for number in range(4):
                paths = [p for p in wanted if rank(p) == number and wanted[p] != present.get(p)]
                self._each(lambda path: self._place(path, wanted[path], stored), sorted(paths))
                copied += len(paths)
            before = live.id if live and live.id != release.id else self.before()
            state = {"live": release.id, "before": before}
            self._put(self._own("live"), json.dumps(state).encode())
            # Only what a release of ours put there: the bucket may hold somebody else's files too.
            ours = {path for each in self.releases() for path in each.hashes}
            superfluous = sorted(
                name
                for name in self._list(self._visible(""))
                if (path := name[len(self._visible("")) :]) in ours and path not in wanted
            )
            self._delete(superfluous)
            self._delete([self._own("switching")])
            counts |= {"copied": copied, "removed": len(superfluous)}

    def _in_place(self) -> set[str]:
        """Return the paths of all files that visitors can ask for."""
        visible = self._visible("")
        return {name[len(visible) :] for name in self._list(visible)}

    def _place(self, path: str, digest: str, stored: frozenset[str]) -> None:
        packed = stored_name(digest, packed=True) in stored and is_text(path)
        name = stored_name(digest, packed=packed)
        self.client.copy_object(
            Bucket=self.bucket,
            Key=self._visible(path),
            CopySource={"Bucket": self.bucket, "Key": self._own(f"contents/{name}")},
            MetadataDirective="REPLACE",
            **headers(path, packed=packed),
        )

    def _prune(self, keep: int) -> int:
        """Delete releases beyond the kept ones, and the contents that no release needs."""
        releases = self.releases()
        superfluous = to_delete(releases, keep, (self.live(), self.before()))
        gone = {each.id for each in superfluous}
        self._delete([self._own(f"manifests/{name}") for name in sorted(gone)])
        needed = {
            digest for each in releases if each.id not in gone for digest in each.hashes.values()
        }
        unneeded = [n for n in self._stored() if n.removesuffix(PACKED) not in needed]
        self._delete([self._own(f"contents/{name}") for name in sorted(unneeded)])
        return len(superfluous)

    @contextmanager
    def _held(self) -> Iterator[None]:
        """Be alone: an object that can only be made where there is none (RFC 9110, If-None-Match).

        One that is older than `DEAD_AFTER` was left by a process that was ended.
        """
        name = self._own("lock")
        since = datetime.now(UTC).isoformat(timespec="seconds")
        if not self._make(name, since.encode()):
            held = self.client.head_object(Bucket=self.bucket, Key=name)
            if (datetime.now(UTC) - held["LastModified"]).total_seconds() < DEAD_AFTER:
                when = (self._get(name) or b"?").decode("utf-8", "replace")
                raise OperationError(code="bucket-locked", target=self.bucket, since=when)
            self._put(name, since.encode())
        try:
            yield
        finally:
            self._delete([name])

    def _make(self, name: str, data: bytes) -> bool:
        from botocore.exceptions import ClientError  # noqa: PLC0415 - see `open_bucket`

        try:
            self.client.put_object(Bucket=self.bucket, Key=name, Body=data, IfNoneMatch="*")
        except ClientError as error:
            if error.response["Error"]["Code"] in {"PreconditionFailed", "412"}:
                return False
            raise
        return True

    @contextmanager
    def _reachable(self) -> Iterator[None]:
        """Turn what the library raises into a sentence."""
        from botocore.exceptions import BotoCoreError, ClientError  # noqa: PLC0415 - see above

        try:
            yield
        except ClientError as error:
            reason = error.response["Error"].get("Message") or str(error)
            raise OperationError(
                code="no-such-bucket", bucket=self.bucket, reason=reason
            ) from error
        except BotoCoreError as error:
            raise OperationError(code="bucket-lost", reason=error) from error

    def _state(self, name: str) -> dict[str, str | None]:
        with self._reachable():
            data = self._get(self._own(name))
        try:
            found: Any = json.loads(data or b"{}")
        except ValueError:
            return {}
        return {str(key): value for key, value in found.items()}

    def _each(self, work: Callable[[str], None], items: Iterable[str]) -> None:
        """Do some work for each of several items, some at once; the first failure ends it."""
        with ThreadPoolExecutor(AT_ONCE) as pool:
            futures = [pool.submit(work, item) for item in items]
            try:
                for future in futures:
                    future.result()
            except BaseException:
                pool.shutdown(cancel_futures=True)
                raise

    def _list(self, prefix: str) -> Iterator[str]:
        pages = self.client.get_paginator("list_objects_v2")
        for page in pages.paginate(Bucket=self.bucket, Prefix=prefix):
            for each in page.get("Contents", []):
                yield each["Key"]

    def _get(self, name: str) -> bytes | None:
        try:
            return bytes(self.client.get_object(Bucket=self.bucket, Key=name)["Body"].read())
        except self.client.exceptions.NoSuchKey:
            return None

    def _put(self, name: str, data: bytes) -> None:
        self.client.put_object(Bucket=self.bucket, Key=name, Body=data)

    def _delete(self, names: list[str]) -> None:
        for start in range(0, len(names), 1000):  # as many as one request may name
            keys = [{"Key": name} for name in names[start : start + 1000]]
            self.client.delete_objects(Bucket=self.bucket, Delete={"Objects": keys, "Quiet": True})

    def _visible(self, path: str) -> str:
        return f"{self.prefix}/{path}" if self.prefix else path

    def _own(self, name: str) -> str:
        return f"{self.prefix}.relais/{name}"
