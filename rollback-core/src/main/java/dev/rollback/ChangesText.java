package dev.rollback;

import dev.rollback.target.PastChange;
import java.time.Instant;
import java.util.Optional;

/** Puts what changed in words. */
final class ChangesText {

    private final Changes changes;
    private final Page page;

    ChangesText(Changes changes, int width) {
        this.changes = changes;
        this.page = new Page(width);
    }

    String render() {
        page.line(
                "",
                "CHANGED since " + Texts.instant(changes.since()) + ", newest first, as known at "
                        + Texts.instant(changes.at()));
        rows();
        if (changes.more() > 0) {
            page.line("  ", "and " + changes.more() + " older ones");
        }
        changes.notes().forEach(note -> page.line("  NOTE  ", note));
        return page.text();
    }

    private void rows() {
        if (changes.entries().isEmpty()) {
            page.line("  ", "nothing that is known");
        }
        int column = Page.widest(changes.entries().stream().map(Changes.Entry::target));
        Optional<Instant> began = changes.window().incidentStartedAt();
        Optional<Changes.Entry> last = changes.lastBeforeIncident();
        for (Changes.Entry entry : changes.entries()) {
            boolean before = began.isPresent() && !entry.change().at().isAfter(began.get());
            if (before) {
                began.ifPresent(this::incident);
                began = Optional.empty();
            }
            row(entry, column, before && last.filter(entry::equals).isPresent());
        }
        began.ifPresent(this::incident);
    }

    private void incident(Instant began) {
        page.line("  ", "-- incident started " + Texts.instant(began) + " --");
    }

    private void row(Changes.Entry entry, int column, boolean isLast) {
        PastChange change = entry.change();
        String from = change.from().isEmpty() ? "" : change.from() + " -> ";
        String by = change.by().isEmpty() ? "" : ", by " + change.by();
        String remark = entry.remark().isEmpty() ? "" : ", " + entry.remark();
        String mark = isLast ? "; the last before the incident" : "";
        page.line(
                (isLast ? "* " : "  ") + Texts.instant(change.at()) + "  ",
                Page.pad(entry.target(), column) + "  " + from + change.to() + by + remark + " (" + change.source()
                        + ")" + mark);
    }
}
