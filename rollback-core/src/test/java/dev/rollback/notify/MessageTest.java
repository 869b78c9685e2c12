package dev.rollback.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageTest {

    @Test
    void is_plain_text_for_people() {
        assertThat(Messages.of("checkout: rollback started", "Reason: 5xx at 7 %\n")
                        .toText())
                .isEqualTo("""
                        Reason: 5xx at 7 %

                        api: 42 -> 41, running

                        Next: Wait.

                        Status update, ready to paste:
                        12:00 UTC: There is a problem with checkout.

                        incident INC-7, run 20261120-120000-5d81883b of checkout, MAJOR""");
    }

    @Test
    void leaves_out_what_is_empty() {
        Message full = Messages.of("checkout: rolled back", "");
        Message.Head head = new Message.Head(
                "id",
                Occasion.DONE,
                full.head().at(),
                Messages.RUN,
                "checkout",
                full.head().severity(),
                "");

        Message message =
                new Message(head, "checkout: rolled back", "", full.moves().subList(0, 0), "12:00 UTC: Done.", "");

        assertThat(message.toText())
                .isEqualTo("Status update, ready to paste:\n12:00 UTC: Done.\n\nrun " + Messages.RUN
                        + " of checkout, MAJOR");
    }

    @Test
    void is_one_object_of_json_for_programs() {
        assertThat(Messages.of("checkout: \"rollback\" started", "two\nlines").toJson())
                .isEqualTo(
                        "{\"format\":1,\"id\":\"20261120-120000-5d81883b-started\",\"occasion\":\"STARTED\","
                                + "\"at\":\"2026-11-20T12:00:00Z\",\"run\":\"20261120-120000-5d81883b\",\"plan\":\"checkout\","
                                + "\"severity\":\"MAJOR\",\"incident\":\"INC-7\",\"title\":\"checkout: \\\"rollback\\\" started\","
                                + "\"text\":\"two\\nlines\",\"moves\":[{\"step\":\"api\",\"target\":\"prod/api\",\"from\":\"42\","
                                + "\"to\":\"41\",\"state\":\"running\"}],"
                                + "\"statusUpdate\":\"12:00 UTC: There is a problem with checkout.\",\"nextAction\":\"Wait.\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SENT     | 2 |      | 2026-11-20T12:00:01Z DONE sent by chat",
                "GIVEN_UP | 1 | gone | 2026-11-20T12:00:01Z DONE GIVEN UP after 1 try by chat: gone",
                "GIVEN_UP | 9 | gone | 2026-11-20T12:00:01Z DONE GIVEN UP after 9 tries by chat: gone",
                "LEFT_OUT | 0 | old  | 2026-11-20T12:00:01Z DONE left out by chat: old",
            })
    void what_became_of_it_is_a_line_for_people(Delivery.Fate fate, int tries, String why, String line) {
        Instant at = Instant.parse("2026-11-20T12:00:01.234Z");

        Delivery delivery = new Delivery(at, "chat", "id", Occasion.DONE, fate, tries, why == null ? "" : why);

        assertThat(delivery.toText()).isEqualTo(line);
    }
}
