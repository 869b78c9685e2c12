package dev.rollback.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IncidentTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://ann:pw1@wiki.example.com/p   | …@wiki.example.com/p\" holds a user or password",
                "ftp://wiki.example.com/p?token=pw1   | does not start with http:// or https://",
                "wiki.example.com/p                   | does not start with http:// or https://",
                "https:///p                           | has no host",
                "https://wiki.example.com/a b?x=pw1   | has a character that a URL cannot have",
            })
    void a_link_that_is_none_is_refused_without_showing_a_secret(String url, String problem) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Incident.of(facts -> facts.runbook(url)))
                .withMessageContaining(problem)
                .withMessageNotContaining("pw1");
    }

    @ParameterizedTest
    @CsvSource({
        "https://g.example.com/d/7?from=now-1h&var-service=checkout, https://g.example.com/d/7?from=now-1h&var-service=checkout",
        "https://g.example.com/d/7?from=now-1h&auth_token=pw1,       https://g.example.com/d/7?from=now-1h&auth_token=hidden",
        "https://g.example.com/d/7#access_token=pw1&x=2,             https://g.example.com/d/7#access_token=hidden&x=2",
        "https://b.example.com/o?X-Amz-Signature=ab12&X-Amz-Date=20261120, https://b.example.com/o?X-Amz-Signature=hidden&X-Amz-Date=20261120",
        "https://g.example.com/d/7?s=0123456789abcdef0123456789abcdef, https://g.example.com/d/7?s=hidden",
        "https://g.example.com/d/7?key=pw1;sig=pw1,                  https://g.example.com/d/7?key=hidden;sig=hidden",
    })
    void a_link_is_kept_without_what_may_be_a_secret(String url, String kept) {
        Incident incident =
                Incident.of(facts -> facts.dashboard(url).runbook(url).logs(url));

        assertThat(incident.links().dashboards()).containsExactly(kept);
        assertThat(incident.links().runbook()).isEqualTo(kept);
        assertThat(incident.links().logs()).containsExactly(kept);
    }

    @Test
    void all_that_is_wrong_is_said_at_once() {
        Consumer<Incident.Builder> facts = said -> said.id(" ")
                .rto(Duration.ZERO)
                .rpo(Duration.ofDays(400))
                .owner("payments")
                .owner("shop")
                .contacts("Ann", "Ann", "")
                .label("", "x");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Incident.of(facts))
                .withMessageContaining("id is blank: say it, or leave it out")
                .withMessageContaining("rto PT0S: expected a time above zero, 365 days at the most")
                .withMessageContaining("rpo PT9600H: expected a time above zero")
                .withMessageContaining("owner is said twice: say it once")
                .withMessageContaining("contacts names \"Ann\" twice: name it once")
                .withMessageContaining("contacts is blank")
                .withMessageContaining("a label has no key");
    }

    @Test
    void its_recovery_is_due_from_when_it_began_or_else_the_run() {
        Incident incident = Incident.of(facts -> facts.rto(Duration.ofMinutes(30)));

        assertThat(incident.recoveryDue(HandRun.START)).contains(HandRun.START.plusSeconds(1800));
        assertThat(incident.startedAt(HandRun.START.minusSeconds(600)).recoveryDue(HandRun.START))
                .contains(HandRun.START.plusSeconds(1200));
        assertThat(Incident.unknown().recoveryDue(HandRun.START)).isEmpty();
    }

    @Test
    void a_log_group_is_no_link() {
        assertThat(Incident.of(facts -> facts.logs("/ecs/checkout")).links().logs())
                .containsExactly("/ecs/checkout");
    }
}
