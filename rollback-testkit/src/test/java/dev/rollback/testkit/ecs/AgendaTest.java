package dev.rollback.testkit.ecs;

import static dev.rollback.testkit.ecs.Scene.NOON;
import static dev.rollback.testkit.ecs.Scene.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AgendaTest {
    private final Agenda agenda = new Agenda(NOON);
    private final List<Instant> happened = new ArrayList<>();

    @Test
    void what_fell_due_happens_in_order_and_at_its_own_time() {
        agenda.after(seconds(20), () -> happened.add(agenda.now()));
        agenda.after(seconds(10), () -> happened.add(agenda.now()));
        agenda.after(seconds(40), () -> happened.add(agenda.now()));

        agenda.advance(NOON.plusSeconds(30));

        assertThat(happened).containsExactly(NOON.plusSeconds(10), NOON.plusSeconds(20));
        assertThat(agenda.now()).isEqualTo(NOON.plusSeconds(30));
    }

    @Test
    void what_follows_from_it_happens_in_the_same_advance() {
        agenda.after(seconds(10), () -> agenda.after(seconds(5), () -> happened.add(agenda.now())));

        agenda.advance(NOON.plusSeconds(15));

        assertThat(happened).containsExactly(NOON.plusSeconds(15));
    }

    @Test
    void a_clock_that_jumps_back_does_not_take_time_back() {
        agenda.advance(NOON.plusSeconds(30));

        agenda.advance(NOON);

        assertThat(agenda.now()).isEqualTo(NOON.plusSeconds(30));
    }
}
