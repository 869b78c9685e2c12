package dev.rollback.testkit;

import dev.rollback.target.Look;
import dev.rollback.target.Permission;
import dev.rollback.target.Target;
import dev.rollback.target.TargetException;
import dev.rollback.target.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The clauses of {@link TargetContract} on what a target tells of itself. */
abstract class LookingClauses extends TargetStage {

    private static final List<Mishap.Way> FOR_GOOD = List.of(Mishap.Way.DENIED, Mishap.Way.MISSING, Mishap.Way.REFUSED);
    private static final int SEVERAL = 3;

    @Test
    void calls_itself_the_same_in_another_process() {
        TargetDrive drive = drive();
        Target other = drive.scene().target();

        require(
                other.id().equals(drive.change().target()),
                drive,
                "another object of the target has the same id",
                () -> other.id().toString());
        require(!other.name().isBlank(), drive, "a name for people", () -> "a blank one");
    }

    @Test
    void looks_change_nothing() {
        for (TargetDrive drive : List.of(drive(), plain())) {
            for (TargetLooks.One one : TargetLooks.all(drive.change())) {
                asked(drive, one);
                List<String> strays = drive.looks().strays();
                require(
                        strays.isEmpty(),
                        drive,
                        one.name() + " changes nothing, and makes its calls by look.read",
                        strays::toString);
            }
        }
    }

    /** What a look answers; one that does not answer breaks the contract. */
    static Object asked(TargetDrive drive, TargetLooks.One one) {
        Target target = drive.target();
        ContractLook look = drive.look();
        look.calls().sync();
        drive.world().clock().trace().add("test", () -> "asks " + one.name());
        try {
            Object answer = one.ask().apply(target, look);
            look.calls().outside("in " + one.name());
            return answer;
        } catch (RuntimeException e) {
            throw broken(drive, one.name() + " answers", "it threw " + e);
        }
    }

    @Test
    void history_comes_newest_first() {
        TargetDrive drive = drive();
        Instant newest = Instant.MAX;
        for (Version version : history(drive)) {
            Instant from = version.tenure().liveFrom().orElse(newest);
            Instant before = newest;
            require(
                    !from.isAfter(before),
                    drive,
                    "a history with the newest first",
                    () -> version.title() + ", live since " + from + ", comes after one since " + before);
            newest = from;
        }
    }

    private static List<Version> history(TargetDrive drive) {
        try (Stream<Version> history = drive.target().history(drive.look())) {
            return history.toList();
        }
    }

    @Test
    void history_is_read_no_further_than_asked_for() {
        needs(TargetCapability.PAGED_HISTORY);
        TargetDrive drive = drive();
        int before = drive.looks().made().size();
        try (Stream<Version> history = drive.target().history(drive.look())) {
            Iterator<Version> versions = history.iterator();
            require(versions.hasNext(), drive, "a history of one version at least", () -> "none");
            versions.next();
        }
        int first = drive.looks().made().size() - before;

        int versions = history(drive).size();

        int all = drive.looks().made().size() - before - first;
        require(
                first < all,
                drive,
                "fewer calls for the newest version of " + versions
                        + " than for all of them. If the scene's history fits"
                        + " one page, make it longer; if there are no pages, say without(PAGED_HISTORY, why)",
                () -> first + " calls for the newest and " + all + " for all");
    }

    @Test
    void finds_what_it_lists_by_its_id() {
        TargetDrive drive = drive();
        Version from = drive.change().from();
        for (Version listed : history(drive).stream()
                .filter(version -> !version.sameContent(from))
                .limit(SEVERAL)
                .toList()) {
            Optional<Version> found = drive.target().version(listed.id(), drive.look());
            require(
                    found.filter(listed::sameContent).isPresent(),
                    drive,
                    "version(\"" + listed.id() + "\") finds what the history lists: " + listed,
                    found::toString);
        }
    }

    @Test
    void finds_what_it_lists_by_the_time_that_it_served() {
        needs(TargetCapability.COUNTED_VERSIONS);
        TargetDrive drive = drive();
        for (Version listed : history(drive).stream().limit(SEVERAL).toList()) {
            Optional<Instant> middle = middle(drive.look(), listed);
            if (middle.isPresent()) {
                Optional<Version> found = drive.target().versionAt(middle.get(), drive.look());
                require(
                        found.filter(listed::sameContent).isPresent(),
                        drive,
                        "versionAt(" + middle.get() + ") finds what the history says was live then: " + listed,
                        found::toString);
            }
        }
    }

    private static Optional<Instant> middle(Look look, Version version) {
        return version.tenure()
                .liveFrom()
                .map(from -> from.plus(
                        Duration.between(from, version.tenure().liveTo().orElse(look.now()))
                                .dividedBy(2)));
    }

    @Test
    void names_the_permissions_for_all_that_it_calls() {
        needs(TargetCapability.PERMISSIONS);
        TargetDrive drive = drive();
        TargetLooks.ofPreview(drive.change()).forEach(one -> asked(drive, one));
        requireAllowed(drive, drive.looks().made(), false);

        drive.toTheEnd();

        requireAllowed(drive, drive.calls().made(), true);
    }

    private static void requireAllowed(TargetDrive drive, List<TargetCalls.Made> made, boolean execute) {
        List<Permission> named = drive.assessment().permissions();
        for (TargetCalls.Made call : made) {
            for (String action : drive.scene().allowedBy(call.operation())) {
                boolean allowed = named.stream()
                        .filter(permission -> permission.action().equals(action))
                        .anyMatch(permission -> fits(permission.use(), call.write(), execute));
                Permission.Use use = call.write() ? Permission.Use.EXECUTE : Permission.Use.PREVIEW;
                require(
                        allowed,
                        drive,
                        "the assessment names the permission " + action + " of " + use + ", for " + call.operation()
                                + " is called",
                        () -> "only " + named);
            }
        }
    }

    private static boolean fits(Permission.Use use, boolean write, boolean execute) {
        return write ? use == Permission.Use.EXECUTE : execute || use == Permission.Use.PREVIEW;
    }

    @Test
    void shows_no_secret_in_what_it_tells() {
        needs(TargetCapability.SECRETS);
        TargetDrive drive = plain();
        requireCanary(drive);
        for (TargetLooks.One one : TargetLooks.all(drive.change())) {
            requireNoSecret(drive, one.name(), asked(drive, one).toString());
        }
        requireNoSecret(drive, "id", drive.target().id() + " " + drive.target().name());
    }

    static void requireCanary(TargetDrive drive) {
        require(
                !drive.world().canaries().isEmpty(),
                drive,
                "a scene with a canary, world.canary(\"password\"), where a secret would be; or without(SECRETS, why)",
                () -> "a scene without any");
    }

    static void requireNoSecret(TargetDrive drive, String where, String text) {
        for (String canary : drive.world().canaries()) {
            require(
                    !text.contains(canary),
                    drive,
                    "no secret in what " + where + " answers",
                    () -> text.replace(canary, "<here>"));
        }
    }

    @Test
    void looks_fail_with_target_exceptions_only() {
        TargetDrive plain = drive();
        for (TargetLooks.One one : TargetLooks.all(plain.change())) {
            int before = plain.looks().made().size();
            asked(plain, one);
            int calls = plain.looks().made().size() - before;
            for (int call = 1; call <= calls; call++) {
                for (Mishap.Way way : FOR_GOOD) {
                    requireOrderlyFailure(one, new Mishap(call, way));
                }
            }
        }
    }

    private void requireOrderlyFailure(TargetLooks.One one, Mishap mishap) {
        TargetDrive drive = drive(mishap);
        try {
            Object answer = one.ask().apply(drive.target(), new ContractLook(drive.world(), drive.calls()));
            drive.world().clock().trace().add("test", () -> one.name() + " -> " + answer);
        } catch (TargetException allowed) {
            // The one exception that the port knows.
        } catch (RuntimeException e) {
            throw broken(drive, one.name() + " fails with a TargetException, " + mishap, "it threw " + e);
        }
    }
}
