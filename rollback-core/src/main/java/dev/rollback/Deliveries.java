package dev.rollback;

import dev.rollback.journal.Journal;
import dev.rollback.journal.JournalException;
import dev.rollback.notify.Delivery;
import dev.rollback.notify.Occasion;
import dev.rollback.run.Outline;
import dev.rollback.run.RunId;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What became of the messages of a run, in a ledger of the run as a whole, whose place is the one after its last step: a line each, parted by tabs, to which a later version may add.
 *
 * @param journal the journal
 * @param run the run
 * @param place the place of the ledger
 */
record Deliveries(Journal journal, RunId run, int place) {

    private static final Logger log = LoggerFactory.getLogger(Deliveries.class);
    private static final String TAB = "\t";
    private static final int PARTS = 7;

    static Deliveries of(Journal journal, RunId run, Outline outline) {
        return new Deliveries(journal, run, outline.steps().size());
    }

    /** Throws as a journal does that is away. A ledger that was let go of in between, because the run has ended, is asked for again. */
    void append(Delivery delivery) {
        try {
            write(delivery);
        } catch (JournalException e) {
            log.debug("What became of message {} is written again", delivery.message(), e);
            write(delivery);
        }
    }

    private void write(Delivery delivery) {
        journal.ledger(run, place)
                .append(List.of(String.join(
                        TAB,
                        delivery.at().toString(),
                        delivery.fate().name(),
                        delivery.occasion().name(),
                        delivery.message(),
                        Integer.toString(delivery.tries()),
                        delivery.notifier(),
                        line(delivery.why()))));
    }

    private static String line(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ");
    }

    /** Oldest first. Throws as a journal does that is away. */
    List<Delivery> read() {
        try (Stream<String> lines = journal.ledger(run, place).lines()) {
            return lines.flatMap(line -> read(line).stream()).toList();
        }
    }

    private Optional<Delivery> read(String line) {
        String[] parts = line.split(TAB, -1);
        try {
            if (parts.length >= PARTS) {
                return Optional.of(new Delivery(
                        Instant.parse(parts[0]),
                        parts[5],
                        parts[3],
                        Occasion.valueOf(parts[2]),
                        Delivery.Fate.valueOf(parts[1]),
                        Integer.parseInt(parts[4]),
                        parts[6]));
            }
        } catch (DateTimeException | IllegalArgumentException e) {
            log.debug("A line of the messages of run {} is of another version", run, e);
        }
        log.warn("A record of a message of run {} cannot be read and is passed over", run);
        return Optional.empty();
    }
}
