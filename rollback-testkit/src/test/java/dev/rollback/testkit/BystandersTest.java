package dev.rollback.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.notify.Webhook;
import dev.rollback.run.Outcome;
import dev.rollback.target.Http;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who is told of a run does not matter to it, whatever else goes wrong; and is told of it whatever dies. */
class BystandersTest {
    private static final Pattern ID = Pattern.compile("\"id\":\"[^\"]*-(started|serving|ended|all-clear)\"");

    /** The same in every world of this scene. */
    private static final String TOKEN = token();

    private static final String HOOK = "https://hooks.example.com/services/" + TOKEN;

    private static String token() {
        FakeAws world = FakeAws.builder().build();
        Indexer.scene(world);
        return world.canary("webhook");
    }

    private static RehearsalSettings settings(Consumer<FakeAws> more) {
        return new RehearsalSettings(
                world -> {
                    Indexer.scene(world);
                    more.accept(world);
                },
                Indexer.plan(Indexer.Bug.NONE));
    }

    /** Without anything, with each fault alone, with each crash alone. */
    private static List<Conditions> everywhere(RehearsalSettings settings, Twin twin) {
        PlainRun plain = PlainRun.of(twin.plain());
        List<Conditions> all = new ArrayList<>(List.of(Conditions.of(settings)));
        Stream.concat(plain.all().stream(), plain.crashes().stream())
                .map(place -> Conditions.of(settings).with(List.of(place)))
                .forEach(all::add);
        return all;
    }

    @ParameterizedTest
    @EnumSource(Bystander.class)
    void no_byte_differs_from_the_run_without_under_every_fault_and_crash(Bystander bystander) {
        RehearsalSettings settings = settings(world -> {});
        Twin twin = new Twin(settings);
        List<Conditions> everywhere = everywhere(settings, twin);

        for (Conditions conditions : everywhere) {
            Rehearsed rehearsed = twin.run(conditions.with(bystander));

            assertThat(rehearsed.violations()).as("%s", rehearsed).isEmpty();
        }

        assertThat(everywhere).hasSizeGreaterThan(60);
    }

    @Test
    void a_webhook_is_told_at_least_once_whatever_dies_and_no_token_shows() {
        RehearsalSettings settings = settings(world -> {
            assertThat(world.canary("webhook")).isEqualTo(TOKEN);
            world.http(HOOK).returns(200);
        });
        settings.engine = (options, made) -> options.notifier(Webhook.to(HOOK));
        Twin twin = new Twin(settings);

        for (Conditions conditions : everywhere(settings, twin)) {
            Rehearsed rehearsed = twin.run(conditions);

            assertThat(rehearsed.violations()).as("%s", rehearsed).isEmpty();
            Map<String, Integer> told = told(rehearsed);
            assertThat(told.keySet())
                    .as("%s", conditions)
                    .contains("ended")
                    .matches(keys ->
                            keys.contains("started") || rehearsed.report().outcome() == Outcome.REFUSED);
            assertThat(told.values()).as("%s", conditions).allMatch(times -> times <= 2);
        }
        assertThat(told(twin.plain()).values()).containsOnly(1);
    }

    private static Map<String, Integer> told(Rehearsed rehearsed) {
        Map<String, Integer> told = new TreeMap<>();
        for (Http.Request request : rehearsed.world().http(HOOK).received()) {
            ID.matcher(request.body()).results().forEach(id -> told.merge(id.group(1), 1, Integer::sum));
        }
        return told;
    }

    @Test
    void a_webhook_that_nobody_scripted_is_named_by_its_host_alone() {
        RehearsalSettings settings = settings(world -> world.canary("webhook"));
        settings.engine = (options, made) -> options.notifier(Webhook.to(HOOK));

        Rehearsed rehearsed = new Twin(settings).run(Conditions.of(settings));

        assertThat(rehearsed.violations())
                .extracting(Violation::invariant)
                .containsExactly(Invariants.SCENE_COMPLETE.title());
        assertThat(rehearsed.violations().get(0).what())
                .contains("POST https://hooks.example.com/... is not scripted in this scene.");
    }
}
