package dev.rollback;

import static dev.rollback.HandTime.NOON;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.rollback.target.Action;
import dev.rollback.target.Assessment;
import dev.rollback.target.Attempt;
import dev.rollback.target.Finding;
import dev.rollback.target.Look;
import dev.rollback.target.Permission;
import dev.rollback.target.Progress;
import dev.rollback.target.TargetException;
import dev.rollback.target.TargetException.Kind;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a preview finds, and what may be overridden. */
class PreviewTest {

    private final Bench bench = new Bench();
    private final Lever api = new Lever("api");
    private final Lever web = new Lever("web");

    private Preview preview() {
        return bench.engine.preview(Bench.plan(api, web));
    }

    private static List<String> lines(List<Finding> findings) {
        return findings.stream().map(Finding::toString).toList();
    }

    @Test
    void tells_from_and_to_of_each_step_and_writes_nothing() {
        Preview preview = preview();

        StepPreview step = preview.step("api").orElseThrow();
        assertThat(step.current()).contains(Lever.BAD);
        assertThat(step.to()).get().extracting("id").isEqualTo("good");
        assertThat(preview.steps()).extracting(StepPreview::name).containsExactly("api", "web");
        assertThat(preview.at()).isEqualTo(NOON);
        assertThat(preview.isBlocked()).isFalse();
        assertThat(api.calls).containsExactly("current", "history", "check");
        assertThat(bench.journal.runs()).isEmpty();
    }

    @Test
    void hands_out_looks_that_cannot_write() {
        api.current = look -> {
            assertThat(look).isNotInstanceOf(Attempt.class);
            return api.serving;
        };

        Preview preview = preview();

        assertThat(preview.isBlocked()).isFalse();
    }

    @Test
    void leaves_joins_out_of_what_it_shows() {
        Preview preview = bench.engine.preview(RollbackPlan.named("checkout")
                .inParallel(group -> group.rollBack(api).rollBack(web))
                .inParallel(group -> group.pause("a", ofMinutes(1)).pause("b", ofMinutes(1)))
                .build());

        assertThat(preview.steps()).hasSize(4);
        assertThat(preview.places()).hasSize(5);
        assertThat(preview.step("")).isEmpty();
        assertThat(preview.toText(100)).contains("a  pauses for 1 min\n  after   api, web\n");
    }

    @ParameterizedTest
    @CsvSource({
        "MISSING, MISSING, 'Check the name, the account and the region.'",
        "DENIED, DENIED, Give the caller the permission that the message names.",
        "CREDENTIALS, CREDENTIALS, Make the preview again with valid ones.",
        "INVALID, INVALID, Mend what the message names.",
        "TRANSIENT, CURRENT_UNKNOWN, Make the preview again.",
        "UNKNOWN_OUTCOME, CURRENT_UNKNOWN, Make the preview again.",
        "CONFLICT, CURRENT_UNKNOWN, Make the preview again."
    })
    void is_blocked_where_it_cannot_be_read_what_serves(Kind kind, String code, String remedy) {
        api.current = look -> {
            throw TargetException.of(kind, "ServiceNotFoundException: prod/api");
        };

        Preview preview = preview();

        assertThat(lines(preview.blockers()))
                .containsExactly("HARD " + code
                        + ": What api serves could not be read: ServiceNotFoundException: prod/api. " + remedy);
        assertThat(preview.step("web")).get().matches(step -> step.to().isPresent());
    }

    @Test
    void is_blocked_where_the_history_cannot_be_read() {
        api.history = look -> {
            throw TargetException.of(Kind.DENIED, "AccessDenied: ecs:ListServiceDeployments.");
        };

        assertThat(lines(preview().blockers()))
                .containsExactly("HARD HISTORY_UNKNOWN: What api served before could not be read: AccessDenied:"
                        + " ecs:ListServiceDeployments. Name a version with to(exactly(id)), or give the caller the"
                        + " permission that the message names.");
    }

    @Test
    void warns_where_only_a_check_cannot_be_made() {
        api.check = (change, look) -> {
            throw TargetException.of(Kind.DENIED, "AccessDenied: ecr:DescribeImages");
        };

        Preview preview = preview();

        assertThat(preview.isBlocked()).isFalse();
        assertThat(lines(preview.step("api").orElseThrow().findings()))
                .containsExactly("WARNING CHECK_UNKNOWN: What speaks against step api could not be found out:"
                        + " AccessDenied: ecr:DescribeImages. It can be run all the same.");
    }

    @Test
    void warns_where_the_check_of_an_action_fails() {
        Action purge = new Action() {
            @Override
            public String describe() {
                return "purge";
            }

            @Override
            public Progress reconcile(Attempt attempt) {
                return Progress.done("purged");
            }

            @Override
            public Assessment check(Look look) {
                throw new IllegalStateException("no cache");
            }
        };

        Preview preview = bench.engine.preview(
                RollbackPlan.named("checkout").run("purge", purge).build());

        assertThat(lines(preview.findings()))
                .containsExactly(
                        "WARNING CHECK_UNKNOWN: What speaks against step purge could not be found out: The call"
                                + " for purge failed unexpectedly: java.lang.IllegalStateException: no cache. It can be run all"
                                + " the same.");
    }

    @Test
    void names_targets_that_answer_nothing() {
        api.current = Nulls.one();
        web.check = Nulls.two();

        Preview preview = preview();

        assertThat(lines(preview.findings()))
                .anyMatch(line -> line.startsWith("HARD INVALID: What api serves could not be read: ")
                        && line.contains("api answered null to current()"))
                .anyMatch(line -> line.startsWith("WARNING CHECK_UNKNOWN: What speaks against step web ")
                        && line.contains("The call for web answered null"));
    }

    @Test
    void names_targets_that_throw_what_no_target_may_throw() {
        api.history = look -> {
            throw new IllegalStateException("a fault");
        };

        assertThat(lines(preview().blockers()))
                .singleElement()
                .asString()
                .startsWith("HARD HISTORY_UNKNOWN: What api served before could not be read: The call for api failed"
                        + " unexpectedly: java.lang.IllegalStateException: a fault. ");
    }

    @Test
    void ends_with_an_exception_where_a_target_cannot_even_be_named() {
        Lever nameless = new Lever("nameless") {
            private int asked;

            @Override
            public String name() {
                if (asked++ > 0) {
                    throw new IllegalStateException("no name");
                }
                return name;
            }
        };
        nameless.current = look -> {
            throw TargetException.of(Kind.MISSING, "gone");
        };

        assertThatExceptionOfType(RollbackException.class)
                .isThrownBy(() -> bench.execute(nameless))
                .withMessage(
                        "checkout cannot be previewed, and nothing was written: java.lang.IllegalStateException: no"
                                + " name. If a target of your own is in the plan, mend it; else report this.");
    }

    @Test
    void refuses_to_roll_one_target_back_twice() {
        Preview preview = bench.engine.preview(RollbackPlan.named("checkout")
                .rollBack("one", api)
                .rollBack("two", api)
                .build());

        assertThat(lines(preview.blockers()))
                .containsExactly("HARD SAME_TARGET_TWICE: Steps one and two both roll"
                        + " lever:eu-west-1/123456789012/api back. Leave one of them out.");
    }

    @Test
    void refuses_an_incident_that_begins_in_the_future() {
        Preview preview = bench.engine.preview(RollbackPlan.named("checkout")
                .incidentStartedAt(NOON.plusSeconds(60))
                .rollBack("api", api, step -> step.to(VersionSelector.exactly("good")))
                .build());

        assertThat(lines(preview.blockers()))
                .containsExactly("HARD INCIDENT_IN_FUTURE: incidentStartedAt(2026-11-20T12:01:00Z) is after now,"
                        + " 2026-11-20T12:00:00Z. Give the time when it began, in UTC.");
    }

    @Test
    void notes_that_the_incident_has_no_beginning_only_where_a_version_is_chosen() {
        Preview chosen = preview();
        Preview named = bench.engine.preview(RollbackPlan.named("checkout")
                .rollBack("api", api, step -> step.to(VersionSelector.exactly("good")))
                .build());

        assertThat(lines(chosen.planFindings()))
                .containsExactly("NOTE NO_INCIDENT_START: The plan does not say when the incident began: a bad version"
                        + " that served longer than the soak counts as proven.");
        assertThat(named.planFindings()).isEmpty();
    }

    @Test
    void checks_nothing_where_nothing_is_to_be_done() {
        api.serving = Lever.GOOD;
        api.check = (change, look) -> {
            throw TargetException.of(Kind.INVALID, "nobody asked");
        };

        Preview preview = bench.engine.preview(RollbackPlan.named("checkout")
                .rollBack("api", api, step -> step.to(VersionSelector.exactly("good")))
                .build());

        assertThat(preview.step("api")).get().matches(StepPreview::isThere);
        assertThat(preview.isBlocked()).isFalse();
    }

    @Test
    void overrides_soft_blockers_only() {
        api.check = (change, look) -> Assessment.expecting(ofMinutes(1), ofMinutes(1))
                .finding(Finding.soft("ALARMS", "Alarms may take it back.", "Mute them."))
                .finding(Finding.hard("CODE_DEPLOY", "CodeDeploy drives it.", "Use CodeDeploy."))
                .build();
        Preview preview = bench.engine.preview(Bench.plan(api));

        Preview one = preview.override("ALARMS", "they are muted");
        Preview all = preview.override(Preview.ALL, "I know").override("CODE_DEPLOY", "I insist");

        assertThat(preview.blockers()).extracting(Finding::code).containsExactly("CODE_DEPLOY", "ALARMS");
        assertThat(one.blockers()).extracting(Finding::code).containsExactly("CODE_DEPLOY");
        assertThat(all.blockers()).extracting(Finding::code).containsExactly("CODE_DEPLOY");
        assertThat(one.overrides()).containsExactly(java.util.Map.entry("ALARMS", "they are muted"));
        assertThat(preview.overrides()).isEmpty();
    }

    @Test
    void refuses_overrides_without_a_code_or_a_reason() {
        Preview preview = preview();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> preview.override("ALARMS", " "))
                .withMessage("override(\"ALARMS\") has no reason: say why, it is journaled.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> preview.override("", "because"))
                .withMessage("override names no blocker: give the code of one, or \"all\".");
    }

    @Test
    void lists_each_permission_once() {
        Supplier<Assessment> needs = () -> Assessment.expecting(ofMinutes(1), ofMinutes(1))
                .reads("ecs:DescribeServices", "*")
                .writes("ecs:UpdateService", "*")
                .build();
        api.check = (change, look) -> needs.get();
        web.check = (change, look) -> needs.get();

        Preview preview = preview();

        assertThat(preview.permissions())
                .containsExactly(
                        new Permission("ecs:DescribeServices", "*", Permission.Use.PREVIEW),
                        new Permission("ecs:UpdateService", "*", Permission.Use.EXECUTE));
    }
}
