package dev.rollback.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** That each answer is the other journal's shows in the contract of journals, which the testkit's tests hold against it. */
class ForwardingJournalTest {

    @Test
    void overrides_every_method_of_a_journal() {
        List<Method> methods = List.of(Journal.class.getMethods());

        List<Method> forwarded =
                methods.stream().filter(ForwardingJournalTest::isForwarded).toList();

        assertThat(forwarded).isNotEmpty().isEqualTo(methods);
    }

    private static boolean isForwarded(Method method) {
        return Arrays.stream(ForwardingJournal.class.getDeclaredMethods())
                .anyMatch(mine -> mine.getName().equals(method.getName())
                        && Arrays.equals(mine.getParameterTypes(), method.getParameterTypes()));
    }
}
