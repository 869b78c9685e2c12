package dev.rollback.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimersTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 15, 16, 17, 1000})
    void gives_them_back_by_time_and_then_by_step(int size) {
        SplittableRandom random = new SplittableRandom(size);
        Timers timers = new Timers();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            int time = 1000 + random.nextInt(50);
            int step = 1000 + random.nextInt(50);
            timers.add(time, step);
            expected.add(time + " " + step);
        }

        List<String> taken = drain(timers);

        assertThat(taken).isEqualTo(expected.stream().sorted().toList());
    }

    @Test
    void takes_in_new_ones_between_two_that_are_taken() {
        Timers timers = new Timers();
        timers.add(30, 3);
        timers.add(10, 1);
        assertThat(timers.take()).isEqualTo(1);
        timers.add(20, 2);

        List<String> taken = drain(timers);

        assertThat(taken).containsExactly("20 2", "30 3");
    }

    @Test
    void does_not_keep_what_never_comes() {
        Timers timers = new Timers();

        timers.add(StepState.NEVER, 1);

        assertThat(timers.isEmpty()).isTrue();
    }

    private static List<String> drain(Timers timers) {
        List<String> taken = new ArrayList<>();
        while (!timers.isEmpty()) {
            long time = timers.nextTime();
            taken.add(time + " " + timers.take());
        }
        return taken;
    }
}
