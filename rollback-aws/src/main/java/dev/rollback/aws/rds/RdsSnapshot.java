package dev.rollback.aws.rds;

import dev.rollback.aws.sdk.AwsScope;
import dev.rollback.aws.sdk.Looked;
import dev.rollback.target.Assessment;
import dev.rollback.target.Attempt;
import dev.rollback.target.Change;
import dev.rollback.target.Finding;
import dev.rollback.target.Look;
import dev.rollback.target.PastChange;
import dev.rollback.target.Position;
import dev.rollback.target.Progress;
import dev.rollback.target.Standing;
import dev.rollback.target.Target;
import dev.rollback.target.TargetException;
import dev.rollback.target.TargetId;
import dev.rollback.target.Version;
import dev.rollback.target.Work;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A DB instance or an Aurora cluster in RDS, rolled back by restoring a snapshot or a point in time into a new one that is the same database but for its
 * data.
 *
 * <p><b>Versions.</b> The id is a snapshot's identifier or a point in time such as {@code 2026-03-02T08:39:00Z}. {@code asOf(instant)} takes the point in
 * time where automated backups reach it or will in some minutes; where they began later, or there are none, the newest snapshot before it, with what lies
 * between as a blocker. No version is ever more than {@code UNPROVEN}: when data went bad is for people to say, so {@code previous()} asks for an override,
 * and shows the snapshots.
 *
 * <p><b>Restoring.</b> RDS never restores over a database. A new one, named after the change, gets every setting of the old one: groups of parameters,
 * options, subnets and security, class, storage, zones, authentication, directory, protection, tags, monitoring, log exports; what a restore cannot be
 * told, roles and the Data API among it, is set afterwards, and then both are compared. Beside it a safety snapshot of the database is taken. Then the step
 * stops at the gate {@value #GATE} for the plan's {@code verifyAt}.
 *
 * <p><b>Cutting over</b> is left to the caller: the step settles with the facts {@code endpoint}, {@code port}, {@code instance}, {@code resourceId},
 * {@code safetySnapshot} if one could be taken and {@code masterUserSecret} where RDS keeps the password, and a later step takes them to where the
 * application looks. With {@link #cutOverByRename} the old database makes room and the restored one takes its name. Neither is ever put back by itself,
 * and nothing is deleted: the old database, the restored one and the snapshots cost until you delete them.
 *
 * <p><b>Data loss.</b> What was written after the restored time is lost. The preview says how much, as a SOFT blocker unless {@link #acceptDataLoss} covers
 * it; it grows while the restore takes its time and is looked at again before the cut-over.
 *
 * <p>Immutable and thread-safe. Made by {@code AwsTargets.rdsSnapshot(instance)} and {@code AwsTargets.rdsClusterSnapshot(cluster)}.
 */
public final class RdsSnapshot implements Target {

    /** The gate between restore and cut-over. */
    public static final String GATE = "restored";

    /** Fact of a version: the resource id, which a database keeps whatever it is called. */
    public static final String RESOURCE = "resource";

    /** Fact of a version: the time up to which it holds data. */
    public static final String DATABASE_TIME = "data until";

    private static final Duration PATIENCE = Duration.ofHours(4);

    private final AwsScope scope;
    private final Fleet fleet;
    private final String name;
    private final Plan plan;

    private RdsSnapshot(AwsScope scope, Fleet fleet, String name, Plan plan) {
        this.scope = scope;
        this.fleet = fleet;
        this.name = name;
        this.plan = plan;
    }

    /**
     * A DB instance.
     *
     * @throws IllegalArgumentException when the name is malformed
     */
    public static RdsSnapshot ofInstance(AwsScope scope, String instance) {
        return new RdsSnapshot(scope, new Instances(scope), Names.checked("DB instance", instance), Plan.DEFAULT);
    }

    /**
     * An Aurora cluster.
     *
     * @throws IllegalArgumentException when the name is malformed
     */
    public static RdsSnapshot ofCluster(AwsScope scope, String cluster) {
        return new RdsSnapshot(scope, new Clusters(scope), Names.checked("DB cluster", cluster), Plan.DEFAULT);
    }

    private RdsSnapshot with(Plan other) {
        return new RdsSnapshot(scope, fleet, name, other);
    }

    /**
     * The same, with the loss of so much data accepted, counted from the restored time to the cut-over.
     *
     * @throws IllegalArgumentException when it is not above zero
     */
    public RdsSnapshot acceptDataLoss(Duration most) {
        if (most.isNegative() || most.isZero()) {
            throw new IllegalArgumentException(
                    "acceptDataLoss(" + most + "): expected a time above zero. Leave it out to accept" + " none.");
        }
        return with(new Plan(Optional.of(most), plan.renames(), plan.stopWrites()));
    }

    /** The same, where the restored database takes over the name; writes that come meanwhile are lost. */
    public RdsSnapshot cutOverByRename() {
        return with(new Plan(plan.accepted(), true, Optional.empty()));
    }

    /** The same, where something stops the writes before the restored database takes over the name. It may run twice, after a crash. */
    public RdsSnapshot cutOverByRename(Work stopWrites) {
        return with(new Plan(plan.accepted(), true, Optional.of(stopWrites)));
    }

    @Override
    public TargetId id() {
        return scope.target(fleet.kind(), name);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Version current(Look look) {
        return RdsVersions.current(found(look));
    }

    private Database found(Look look) {
        return fleet.named(look, name)
                .orElseThrow(() -> TargetException.missing("There is no " + fleet.noun() + " " + name + " in "
                        + scope.region() + ": expected one. Check the name, the account and the region."));
    }

    @Override
    public Stream<Version> history(Look look) {
        return fleet.snapshots(look, found(look)).stream()
                .sorted(Comparator.comparing(Taken::databaseTime).reversed())
                .map(RdsVersions::of);
    }

    /**
     * The point in time, be it one that the backups reach only in some minutes; where they began later, or there are none, the newest snapshot that holds
     * nothing later.
     */
    @Override
    public Optional<Version> versionAt(Instant at, Look look) {
        Database now = found(look);
        if (now.latestRestorable().isPresent() && isRetained(at, now, look)) {
            return Optional.of(RdsVersions.of(at, now.resource()));
        }
        return fleet.snapshots(look, now).stream()
                .filter(Taken::isReady)
                .filter(taken -> !taken.databaseTime().isAfter(at))
                .max(Comparator.comparing(Taken::databaseTime))
                .map(taken -> RdsVersions.insteadOf(at, taken));
    }

    /** The present time, to which the automated backups reach in some minutes, with what a restored database has to have the same of. */
    @Override
    public Version capture(Look look) {
        Database now = found(look);
        Version version = RdsVersions.of(look.now().truncatedTo(ChronoUnit.SECONDS), now.resource());
        for (Map.Entry<String, String> setting : now.settings().entrySet()) {
            version = version.fact(setting.getKey(), setting.getValue());
        }
        return version.fact(RESOURCE, now.resource())
                .fact("engine", now.engine() + " " + now.engineVersion())
                .fact("gibibytes", Integer.toString(now.gibibytes()));
    }

    /** The same point in time, or the newest snapshot that holds nothing later; nothing that can be restored when another database has the name now. */
    @Override
    public Version recall(Version captured, Look look) {
        Database now = found(look);
        boolean replaced = !now.resource().equals(resource(captured));
        if (replaced && !RdsVersions.current(now).sameContent(captured)) {
            return captured.standing(
                    Standing.UNUSABLE,
                    "was captured of " + resource(captured) + ", which is not called " + name
                            + " now; restore that one");
        }
        Optional<Instant> time = RdsVersions.time(captured.id());
        return replaced || time.isEmpty()
                ? captured
                : versionAt(time.get(), look).orElse(captured);
    }

    /** That there are no automated backups to restore a point in time from. */
    @Override
    public List<Finding> perils(Version version, Look look) {
        return found(look).latestRestorable().isPresent()
                ? List.of()
                : List.of(Finding.warning(
                        "NO_BACKUPS",
                        name + " has no automated backups: it can only be brought back to a snapshot.",
                        "Take a snapshot now, or give it a backup retention period."));
    }

    /** A point in time is told in whole seconds. */
    @Override
    public Duration grain() {
        return Duration.ofSeconds(1);
    }

    /** Whether the automated backups reach so far back. Where that cannot be looked at the preview says so, and RDS refuses a restore that they do not. */
    private boolean isRetained(Instant at, Database now, Look look) {
        return Looked.at(look, () -> fleet.earliestRestorable(look, now))
                .answer()
                .flatMap(earliest -> earliest)
                .filter(at::isBefore)
                .isEmpty();
    }

    /** None: RDS keeps no record of what is written, and a snapshot changes nothing. */
    @Override
    public Stream<PastChange> changes(Look look) {
        return Stream.empty();
    }

    /**
     * A point in time, or a snapshot by its identifier or ARN.
     *
     * @return empty if there is no such snapshot
     */
    @Override
    public Optional<Version> version(String id, Look look) {
        Optional<Instant> time = RdsVersions.time(id);
        return time.isPresent()
                ? time.map(at -> RdsVersions.of(at, found(look).resource()))
                : fleet.snapshot(look, id).map(RdsVersions::of);
    }

    @Override
    public Assessment check(Change change, Look look) {
        return change.takesBack().isPresent()
                ? new TakingBackCheck(fleet, change, name).assess(look)
                : new Check(scope, fleet, plan, look, name).assess(change);
    }

    @Override
    public Progress reconcile(Change change, Attempt attempt) {
        return change.takesBack().isPresent()
                ? new TakingBack(fleet, change, attempt, name).step()
                : new Restoration(fleet, change, plan, attempt, name).step();
    }

    /** Not where it takes over the name: what was written since would be gone for users. */
    @Override
    public boolean isPutBackUnasked() {
        return !plan.renames();
    }

    /** By resource id: whose database has the name now. */
    @Override
    public Located locate(Change change, Look look) {
        Optional<Database> now = fleet.named(look, name);
        if (now.isEmpty()) {
            return new Located(Position.BETWEEN, "nothing is called " + name + " now");
        }
        Database database = now.get();
        if (database.resource().equals(resource(change.from()))) {
            return new Located(Position.FROM, name + " is " + database.resource() + " as before");
        }
        boolean wanted = change.to().content().equals(database.tags().get(RdsCalls.CONTENT));
        return new Located(
                wanted ? Position.TO : Position.BETWEEN,
                name + " is " + database.resource()
                        + (wanted ? ", restored from " + change.to().title() : "")
                        + (database.status().isUsable() ? "" : ", and is " + database.status()));
    }

    @Override
    public Duration patience() {
        return PATIENCE;
    }

    static String resource(Version version) {
        return version.facts().getOrDefault(RESOURCE, "");
    }

    static Instant databaseTime(Version version) {
        return Instant.parse(version.facts().getOrDefault(DATABASE_TIME, Instant.EPOCH.toString()));
    }
}
