"""A site in a versioned bucket: a good release, then a bad one that changes, adds and removes objects."""

import time
import uuid
from datetime import datetime, timezone

from botocore.exceptions import ClientError

from wire.harness import OK, REFUSED, client, missing, roll_back

GOOD = {
    "site/index.html": "good index",
    "site/about.html": "good about",
    "site/assets/app.1.js": "good script",
    "site/robots.txt": "never changed",
    "other/index.html": "another prefix",
}
ALL_THE_SAME = ("--override", "all", "--reason", "releases of a proof are seconds apart")


class Site:
    def __init__(self, endpoint):
        self.s3 = client("s3", endpoint)
        self.bucket = f"site-{uuid.uuid4().hex[:12]}"
        self.s3.create_bucket(Bucket=self.bucket, CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
        self.s3.put_bucket_versioning(Bucket=self.bucket, VersioningConfiguration={"Status": "Enabled"})
        for key, body in GOOD.items():
            self.put(key, body)

    def put(self, key, body):
        self.s3.put_object(
            Bucket=self.bucket,
            Key=key,
            Body=body.encode(),
            ContentType="text/html" if key.endswith(".html") else "text/plain",
            CacheControl="max-age=60",
            Metadata={"release": body.split()[0]},
        )

    def good_until(self):
        """An instant after all that was written so far and before all that will be: versions tell whole seconds."""
        time.sleep(1.1)
        instant = datetime.now(timezone.utc).replace(microsecond=0)
        time.sleep(1.1)
        return instant.strftime("%Y-%m-%dT%H:%M:%SZ")

    def break_it(self):
        self.put("site/index.html", "bad index")
        self.put("site/assets/app.2.js", "bad script")
        self.s3.delete_object(Bucket=self.bucket, Key="site/about.html")
        self.put("other/index.html", "newer and none of ours")

    def live(self):
        """What users get: body, metadata and headers of each key."""
        listed = self.s3.list_objects_v2(Bucket=self.bucket).get("Contents", [])
        return {entry["Key"]: self.object(entry["Key"]) for entry in listed}

    def object(self, key):
        found = self.s3.get_object(Bucket=self.bucket, Key=key)
        return found["Body"].read().decode(), found["Metadata"], found["ContentType"], found.get("CacheControl")

    def entries(self):
        found = self.s3.list_object_versions(Bucket=self.bucket)
        versions = {(entry["Key"], entry["VersionId"]) for entry in found.get("Versions", [])}
        markers = {entry["Key"] for entry in found.get("DeleteMarkers", []) if entry["IsLatest"]}
        return versions, markers

    def live_version(self, key):
        return self.s3.head_object(Bucket=self.bucket, Key=key)["VersionId"]

    def argument(self, instant, prefix="site/"):
        return f"s3:{self.bucket}/{prefix}@{instant}"


def prove(proof, where, endpoint):
    site = Site(endpoint)
    good = site.live()
    instant = site.good_until()
    site.break_it()
    bad, (versions, _) = site.live(), site.entries()
    robots = site.live_version("site/robots.txt")

    preview = roll_back(endpoint, site.argument(instant), "--preview", *ALL_THE_SAME)
    proof.exits(f"s3 on {where}: preview", OK, preview)
    proof.writes(f"s3 on {where}: preview", [], preview)
    proof.same(f"s3 on {where}: preview leaves the site alone", bad, site.live(), preview)
    proof.same(f"s3 on {where}: preview adds no version", versions, site.entries()[0], preview)

    fresh = roll_back(endpoint, site.argument(instant), "--remove-after", "PT0S")
    proof.exits(f"s3 on {where}: written to just now", REFUSED, fresh)
    proof.writes(f"s3 on {where}: written to just now", [], fresh)

    result = roll_back(endpoint, site.argument(instant), "--remove-after", "PT0S", *ALL_THE_SAME)
    proof.exits(f"s3 on {where}: rollback to an instant", OK, result)
    copies = [f"PUT /{site.bucket}/site/{page}.html" for page in ("about", "index")]
    writes = [call["operation"] for call in result.writes]
    # the pages are copied side by side, so in either order; the removal comes last
    expected = copies + [f"POST /{site.bucket}?delete"]
    proof.same(f"s3 on {where}: copies what differs, then removes", expected, sorted(writes[:-1]) + writes[-1:], result)
    live, (left, markers) = site.live(), site.entries()
    for key in sorted(key for key in GOOD if key.startswith("site/")):
        proof.same(f"s3 on {where}: {key} is as it was, with its metadata", good[key], live.get(key), result)
    proof.check(f"s3 on {where}: what the bad release added is gone", "site/assets/app.2.js" not in live, "no such key", live, result)
    proof.check(f"s3 on {where}: by a marker", "site/assets/app.2.js" in markers, "a delete marker", sorted(markers), result)
    proof.same(f"s3 on {where}: what had not changed was not written", robots, site.live_version("site/robots.txt"), result)
    proof.same(f"s3 on {where}: another prefix is left alone", bad["other/index.html"], live.get("other/index.html"), result)
    proof.same(f"s3 on {where}: no version of any object is gone", set(), versions - left, result)

    again = roll_back(endpoint, site.argument(instant), "--remove-after", "PT0S", *ALL_THE_SAME)
    proof.exits(f"s3 on {where}: the same rollback again", OK, again)
    proof.writes(f"s3 on {where}: the same rollback again", [], again)

    whole = roll_back(endpoint, site.argument(instant, prefix=""), "--remove-after", "PT0S", *ALL_THE_SAME)
    proof.exits(f"s3 on {where}: rollback of the whole bucket", OK, whole)
    proof.same(f"s3 on {where}: the whole bucket is as it was", good, site.live(), whole)

    unversioned(proof, where, endpoint, instant)
    missing(proof, endpoint, f"s3 on {where}: missing bucket", f"s3:no-such-{uuid.uuid4().hex[:12]}/@{instant}")


def unversioned(proof, where, endpoint, instant):
    bucket = f"plain-{uuid.uuid4().hex[:12]}"
    s3 = client("s3", endpoint)
    s3.create_bucket(Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    s3.put_object(Bucket=bucket, Key="index.html", Body=b"one")
    missing(proof, endpoint, f"s3 on {where}: a bucket without versions", f"s3:{bucket}/@{instant}")
    try:
        s3.head_object(Bucket=bucket, Key="index.html")
    except ClientError as gone:
        proof.check(f"s3 on {where}: a bucket without versions is left alone", False, "index.html", gone)
