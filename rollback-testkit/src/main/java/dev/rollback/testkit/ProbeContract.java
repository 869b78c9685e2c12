package dev.rollback.testkit;

import dev.rollback.health.Health;
import dev.rollback.health.Health.Verdict;
import dev.rollback.health.Probe;
import dev.rollback.target.TargetException;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every {@link dev.rollback.health.Probe} has to do, as tests: extend it, and set up a scene with one.
 *
 * <pre>{@code
 * class HealthPageTest extends ProbeContract {
 *     @Override
 *     protected ProbeScene scene(FakeAws world) {
 *         HttpScript page = world.http("https://shop.example.com/health");
 *         return ProbeScene.of(http("https://shop.example.com/health"))
 *                 .healthy(() -> page.returns(200))
 *                 .unhealthy(() -> page.returns(503))
 *                 .without(NO_DATA, "a status is always an answer")
 *                 .without(SECRETS, "the page is public");
 *     }
 * }
 * }</pre>
 *
 * <p>The probe is given HTTP, processes and calls of the world, and some where nothing answers. What a probe cannot do by its nature is said with
 * {@link ProbeScene#without} and reported as skipped. A clause that does not hold says what was expected, what is there, and ends with the trace
 * of the world.
 */
public abstract class ProbeContract {

    /** The longest description, in characters. */
    public static final int LONGEST_DESCRIPTION = 200;

    /** The longest evidence, in characters. */
    public static final int LONGEST_EVIDENCE = 1_000;

    private static final int CHANCES = 3;
    private static final String FLOOD = "all is broken\n\tand says so at length ".repeat(20_000);

    private FakeAws world = FakeAws.builder().build();
    private ProbeScene scene = ProbeScene.of(Probe.of("nothing", look -> Health.unknown("nothing")));

    /** For subclasses. */
    protected ProbeContract() {}

    /** An empty world, asked for before each test. By default {@link FakeAws#builder()} as it is. */
    protected FakeAws world() {
        return FakeAws.builder().build();
    }

    /** Sets the scene up in an empty world. Asked for before each test. */
    protected abstract ProbeScene scene(FakeAws world);

    @BeforeEach
    void begin() {
        world = world();
        scene = scene(world);
    }

    private void needs(ProbeCapability capability) {
        Optional<String> why = scene.lacks(capability);
        why.ifPresent(reason -> Assumptions.abort("without " + capability + ": " + reason));
    }

    @Test
    void says_what_it_looks_at_in_a_few_words() {
        String description = scene.probe().describe();

        require(!description.isBlank(), "a description", "a blank one");
        require(
                isOneLine(description, LONGEST_DESCRIPTION),
                "a description on one line of at most " + LONGEST_DESCRIPTION + " characters",
                description.length() + " characters, " + description.lines().count() + " lines");
        require(
                description.equals(scene.probe().describe()),
                "the same description each time, " + description,
                scene.probe().describe());
    }

    @Test
    void finds_well_what_is_well() {
        scene.makeHealthy();

        requireVerdict(Verdict.HEALTHY, look(here()), "what is well");
    }

    @Test
    void finds_unwell_what_is_unwell() {
        scene.makeUnhealthy();

        requireVerdict(Verdict.UNHEALTHY, look(here()), "what is unwell");
    }

    @Test
    void sees_a_change_at_its_next_look() {
        scene.makeHealthy();
        requireVerdict(Verdict.HEALTHY, look(here()), "what is well");

        scene.makeUnhealthy();
        requireVerdict(Verdict.UNHEALTHY, look(here()), "what is no longer well");
        scene.makeHealthy();

        requireVerdict(Verdict.HEALTHY, look(here()), "what is well again");
    }

    @Test
    void does_not_know_what_has_no_data() {
        needs(ProbeCapability.NO_DATA);
        scene.takeData();

        requireVerdict(Verdict.UNKNOWN, look(here()), "what answers without data");
    }

    @Test
    void finds_nothing_well_that_does_not_answer() {
        scene.makeHealthy();
        for (Outage outage : Outage.values()) {
            Health health = looked(during(outage));
            require(!health.isHealthy(), "nothing is found well while nothing answers: " + outage, health.toString());
        }
    }

    /** As the engine takes it: an exception means that nothing is known. */
    private Health looked(ProbeLook look) {
        try {
            return look(look);
        } catch (RuntimeException e) {
            return Health.unknown(String.valueOf(e.getMessage()));
        }
    }

    @Test
    void fails_with_target_exceptions_only() {
        scene.makeHealthy();
        for (Outage outage : Outage.values()) {
            try {
                look(during(outage));
            } catch (TargetException allowed) {
                world.clock().trace().add("test", () -> "it threw " + allowed.kind());
            } catch (RuntimeException e) {
                throw broken("a verdict or a TargetException while nothing answers: " + outage, "it threw " + e);
            }
        }
    }

    @Test
    void gives_up_within_its_time() {
        scene.makeHealthy();
        ProbeLook hanging = during(Outage.HANGS);

        Health health = looked(hanging);

        require(
                hanging.waited().compareTo(scene.within()) <= 0,
                "an answer within " + scene.within() + " while nothing answers: give requests and processes a time-out",
                "it waits for " + hanging.waited() + ": " + health);
    }

    @Test
    void never_waits_between_looks() {
        scene.makeHealthy();
        for (int chance = 1; ; chance++) {
            long waits = waits();
            Health health = looked(here());
            long waited = waits() - waits;
            // Others of this JVM may have held a lock that is awaited; a probe that waits does so each time.
            if (waited == 0) {
                return;
            }
            require(
                    chance < CHANCES,
                    "one look without waiting: the engine looks again",
                    "the thread waited " + waited + " times: " + health);
        }
    }

    private static long waits() {
        long thread = Thread.currentThread().getId();
        return ManagementFactory.getThreadMXBean().getThreadInfo(thread).getWaitedCount();
    }

    @Test
    void looks_and_changes_nothing() {
        for (Runnable situation : situations()) {
            situation.run();
            ProbeLook look = here();
            int before = world.calls().writes().count();
            Health health = looked(look);
            List<Call> calls = world.calls().writes().list();
            require(
                    look.writing().isEmpty() && calls.size() == before,
                    "a probe that only reads: GET, HEAD or OPTIONS, and no call that changes something",
                    look.writing() + " and " + calls.subList(before, calls.size()) + ": " + health);
        }
    }

    private List<Runnable> situations() {
        return List.of(scene::makeHealthy, scene::makeUnhealthy);
    }

    @Test
    void looks_with_what_it_is_given() {
        scene.makeHealthy();
        ProbeLook look = here();

        Health health = looked(look);

        require(
                !look.asked().isEmpty(),
                "a look by look.http(), look.processes() or look.read(...), so that it can be rehearsed",
                "none of them was asked, and it says " + health);
    }

    @Test
    void gives_its_evidence_on_one_short_line() {
        for (Runnable situation : situations()) {
            situation.run();
            requireShort(looked(here()));
        }
        requireShort(looked(ProbeLook.flooded(FLOOD, world, scene.within())));
        for (Outage outage : Outage.values()) {
            requireShort(looked(during(outage)));
        }
    }

    private void requireShort(Health health) {
        String evidence = health.evidence();
        require(
                !evidence.isBlank() && isOneLine(evidence, LONGEST_EVIDENCE),
                "evidence on one line of at most " + LONGEST_EVIDENCE + " characters",
                evidence.length() + " characters, " + evidence.lines().count() + " lines: "
                        + evidence.substring(0, Math.min(LONGEST_DESCRIPTION, evidence.length())));
    }

    private static boolean isOneLine(String text, int longest) {
        return text.length() <= longest && text.chars().noneMatch(Character::isISOControl);
    }

    @Test
    void shows_no_secret() {
        needs(ProbeCapability.SECRETS);
        require(
                !world.canaries().isEmpty(),
                "a scene with a canary, world.canary(\"token\"), where a secret would be; or without(SECRETS, why)",
                "a scene without any");
        requireNoSecret("its description", scene.probe().describe());
        for (Runnable situation : situations()) {
            situation.run();
            requireNoSecret("its evidence", looked(here()).evidence());
        }
        for (Outage outage : Outage.values()) {
            requireNoSecret("its evidence", looked(during(outage)).evidence());
        }
    }

    private void requireNoSecret(String where, String text) {
        for (String canary : world.canaries()) {
            require(!text.contains(canary), "no secret in " + where, text.replace(canary, "<here>"));
        }
    }

    private ProbeLook here() {
        return ProbeLook.in(world, scene.within());
    }

    private ProbeLook during(Outage outage) {
        return ProbeLook.during(outage, world, scene.within());
    }

    private Health look(ProbeLook look) {
        Health health = scene.probe().look(look);
        world.clock().trace().add("probe", health::toString);
        return health;
    }

    private void requireVerdict(Verdict expected, Health health, String of) {
        require(health.verdict() == expected, "the verdict " + expected + " on " + of, health.toString());
    }

    private void require(boolean holds, String expected, String actual) {
        if (!holds) {
            throw broken(expected, actual);
        }
    }

    private AssertionError broken(String expected, String actual) {
        return new AssertionError(scene.probe().describe() + "\nExpected: " + expected + "\nThere is: " + actual
                + "\nTrace:\n" + world.clock().trace());
    }
}
