"""What building and publishing say to operators, in English: whole sentences."""

from typing import Final

SENTENCES: Final[dict[str, str]] = {
    "no-project": "There is no Relais project here: no folder with mkdocs.yml and content/.",
    "waiting": "Waiting: process {process} has been at work here since {since}.",
    "locked": (
        "Process {process} has been at work here since {since}. Try again later, or with --wait."
    ),
    "built": "Built {pages} pages in {seconds} s: {folder}",
    "built-preview": "Preview them:    make serve    or    relais serve",
    "built-as-it-is": (
        "Or as they are:  python3 -m http.server --bind 127.0.0.1 --directory {folder}"
    ),
    "build-stopped": "The build stopped. {output}/ is as it was.",
    "source-changed": "{path} changed while the site was read. Nothing was published; try again.",
    "strange-file": "{path} is not an ordinary file. Nothing was published.",
    "no-site": "There is no site that Relais made in {folder}.",
    "strange-target": "{target} holds files that Relais did not put there. Choose another folder.",
    "inside-target": (
        "This is what visitors see, not the target: publish into the folder above, {target}."
    ),
    "remote-target": (
        "{target} is neither a folder of this computer nor s3://BUCKET/PREFIX. Publish into a "
        "folder and send it, or run relais where the site is served."
    ),
    "disk-full": (
        "The disk is full{place}. What visitors see is as it was. Make room and try again; "
        "relais publish --keep 1 keeps fewer releases."
    ),
    "not-permitted": (
        "{reason}{place}. Run relais as the user to whom the folder belongs, or give it to "
        "this one."
    ),
    "system-error": "{reason}{place}",
    "not-verified": "The site has {count} errors, so it was not published.",
    "nothing-published": "Nothing was ever published to {target}.",
    "no-release": "There is no release {id}. These are there: {choices}",
    "no-earlier-release": "There is no release before {id}. relais releases lists others for --to.",
    "shown-again": (
        "The release {id} shows pages that are not shown any more ({count}: {pages}). Somebody may "
        "have withdrawn their consent. If they may be seen again: --again."
    ),
    "damaged-release": "{path} of the release {id} was changed after its publication.",
    "no-such-bucket": "The bucket {bucket} cannot be used: {reason}",
    "bucket-lost": "The connection to the bucket was lost: {reason}",
    "bucket-needs-boto": "Buckets need one more package: pip install 'relais[s3]'",
    "bucket-locked": "Somebody else has been publishing to {target} since {since}.",
    "published": "Published the release {id}: {files} files, {written} of them new.",
    "unchanged": "Nothing has changed since the release {id}, which is live.",
    "rolled-back": "The release {id} is live again.",
    "already-live": "The release {id} is live already.",
    "reload-server": (
        "The server's rules changed. Reload it: sudo nginx -s reload, or caddy reload."
    ),
    "still-live": "The release {id} is still live.",
    "nothing-live": "Nothing is live.",
    "live-unknown": "It cannot be said what is live.",
    "live": "live",
    "before": "live before",
    "files": "files",
    "stage-done": "{stage}: {seconds} s{counts}",
    "stage-failed": "{stage}: failed after {seconds} s.",
    "stage-build": "Building",
    "stage-copy": "Copying",
    "stage-verify": "Verifying",
    "stage-switch": "Switching",
    "stage-clean": "Tidying up",
    "stage-upload": "Uploading",
    "count-pages": "pages",
    "count-files": "files",
    "count-written": "new",
    "count-linked": "unchanged",
    "count-compressed": "compressed",
    "count-carried": "kept from before",
    "count-errors": "errors",
    "count-removed": "removed",
    "count-copied": "put in place",
}
