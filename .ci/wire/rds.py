"""A database in RDS: a snapshot is taken, the data goes bad, and the snapshot is restored in the place of the database.

On moto, because ministack renames no instance. moto keeps no data and is in every state at once, so what is proven is which requests are sent
and what they leave behind. One thing is set right on the way: moto gives all instances the same resource id.
"""

import re
import urllib.parse
import uuid

from wire.harness import OK, REFUSED, client, missing, roll_back

INSTANCE = re.compile(rb"<DBInstance>.*?</DBInstance>", re.S)
RESOURCE = re.compile(rb"<DbiResourceId>.*?</DbiResourceId>")
MADE = re.compile(rb"<InstanceCreateTime>(.*?)</InstanceCreateTime>")


def resource_ids(body, send):
    """Gives each instance a resource id of its own, by the time it was made, which no renaming changes; and finds instances by it."""
    form = urllib.parse.parse_qsl(body.decode())
    wanted = dict(form).get("Filters.Filter.1.Values.Value.1") if (b"dbi-resource-id" in body) else None
    sent = urllib.parse.urlencode([pair for pair in form if not pair[0].startswith("Filters.")]).encode() if wanted else body

    def amended(match):
        made = MADE.search(match[0])
        own = f"db-{uuid.uuid5(uuid.NAMESPACE_OID, made[1].decode()).hex[:26].upper()}" if made else ""
        if wanted and own != wanted:
            return b""
        return RESOURCE.sub(f"<DbiResourceId>{own}</DbiResourceId>".encode(), match[0])

    return INSTANCE.sub(amended, send(sent))


KEPT = (
    "DBInstanceClass",
    "Engine",
    "EngineVersion",
    "AllocatedStorage",
    "StorageType",
    "DBSubnetGroup",
    "VpcSecurityGroups",
    "DBParameterGroups",
    "OptionGroupMemberships",
    "BackupRetentionPeriod",
    "DeletionProtection",
    "CopyTagsToSnapshot",
    "IAMDatabaseAuthenticationEnabled",
    "MultiAZ",
    "PubliclyAccessible",
)


class Database:
    def __init__(self, endpoint):
        self.rds = client("rds", endpoint)
        self.name = f"orders-{uuid.uuid4().hex[:8]}"
        self.rds.create_db_parameter_group(DBParameterGroupName=self.name, DBParameterGroupFamily="mysql8.0", Description="proof")
        self.rds.create_option_group(
            OptionGroupName=self.name, EngineName="mysql", MajorEngineVersion="8.0", OptionGroupDescription="proof"
        )
        self.rds.create_db_instance(
            DBInstanceIdentifier=self.name,
            DBInstanceClass="db.t3.medium",
            Engine="mysql",
            EngineVersion="8.0.36",
            AllocatedStorage=20,
            StorageType="gp2",
            MasterUsername="owner",
            MasterUserPassword="not-a-secret",
            DBParameterGroupName=self.name,
            OptionGroupName=self.name,
            BackupRetentionPeriod=7,
            DeletionProtection=True,
            CopyTagsToSnapshot=True,
            EnableIAMDatabaseAuthentication=True,
            MultiAZ=True,
            PubliclyAccessible=False,
            Tags=[{"Key": "team", "Value": "shop"}],
        )

    def snapshot(self):
        name = f"{self.name}-before"
        self.rds.create_db_snapshot(DBInstanceIdentifier=self.name, DBSnapshotIdentifier=name)
        return name

    def described(self, name=None):
        return self.rds.describe_db_instances(DBInstanceIdentifier=name or self.name)["DBInstances"][0]

    def settings(self):
        found = self.described()
        return {name: found.get(name) for name in KEPT}

    def tags(self):
        return {tag["Key"]: tag["Value"] for tag in self.described().get("TagList", [])}

    def all(self):
        """The names of all instances, by when each was made."""
        return {found["InstanceCreateTime"]: found["DBInstanceIdentifier"] for found in self.rds.describe_db_instances()["DBInstances"]}

    def argument(self, snapshot=None):
        return f"rds:{self.name}" + (f"={snapshot}" if snapshot else "")


def prove(proof, endpoint):
    database = Database(endpoint)
    snapshot = database.snapshot()
    made, settings, tags, all_before = database.described()["InstanceCreateTime"], database.settings(), database.tags(), database.all()

    def program(*arguments):
        return roll_back(endpoint, database.argument(snapshot), *arguments, amends=resource_ids)

    preview = program("--accept-data-loss", "2h", "--preview")
    proof.exits("rds: preview", OK, preview)
    proof.writes("rds: preview", [], preview)
    proof.same("rds: preview leaves all databases alone", all_before, database.all(), preview)

    refused = program()
    proof.exits("rds: a loss that nobody accepted", REFUSED, refused)
    proof.writes("rds: a loss that nobody accepted", [], refused)

    result = program("--accept-data-loss", "2h")
    proof.exits("rds: rollback to a snapshot", OK, result)
    sent = ["RestoreDBInstanceFromDBSnapshot", "CreateDBSnapshot", "ModifyDBInstance", "ModifyDBInstance"]
    proof.writes("rds: rollback to a snapshot: restores, saves, renames both", sent, result)
    proof.check("rds: another database has the name", database.described()["InstanceCreateTime"] != made, "a younger one", made, result)
    proof.same("rds: it has the settings of the old one", settings, database.settings(), result)
    proof.same("rds: and its tags", tags, {key: database.tags().get(key) for key in tags}, result)
    proof.check("rds: the old one is kept", made in database.all(), "the old one under another name", database.all(), result)

    missing(proof, endpoint, "rds: missing instance", "rds:no-such-orders=before")
    missing(proof, endpoint, "rds: missing snapshot", database.argument("no-such-snapshot"))
