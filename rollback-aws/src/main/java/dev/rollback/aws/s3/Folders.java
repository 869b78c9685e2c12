package dev.rollback.aws.s3;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Counts by the next part of keys below the prefix; of these the ones with most to do by name, the others together. To be used by one thread. */
final class Folders {

    private static final int MOST = 12;

    private final Span span;
    private final Tally directly = new Tally();
    private final Tally others = new Tally();
    private final List<Folder> largest = new ArrayList<>();
    private @Nullable Folder open;
    private int unnamed;

    private record Folder(String name, Tally tally) {}

    Folders(Span span) {
        this.span = span;
    }

    void add(KeyState state) {
        String name = name(state.key());
        if (name.isEmpty()) {
            directly.add(state);
            return;
        }
        Folder folder = open;
        if (folder == null || !folder.name().equals(name)) {
            close();
            folder = new Folder(name, new Tally());
            open = folder;
        }
        folder.tally().add(state);
    }

    private String name(String key) {
        int slash = key.indexOf('/', span.prefix().length());
        return slash < 0 ? "" : key.substring(0, slash + 1);
    }

    /** Keys come sorted, so a folder is over when another begins. */
    private void close() {
        if (open == null || open.tally().changes() == 0) {
            return;
        }
        largest.add(open);
        if (largest.size() > MOST) {
            largest.sort(
                    Comparator.comparingLong((Folder folder) -> folder.tally().changes())
                            .reversed());
            others.add(largest.remove(MOST).tally());
            unnamed++;
        }
    }

    /** A line for each that has something to do. */
    List<String> lines() {
        close();
        open = null;
        largest.sort(Comparator.comparing(Folder::name, Utf8Order.OF_KEYS));
        List<String> lines = new ArrayList<>();
        largest.forEach(folder -> lines.add(folder.name() + " " + folder.tally()));
        if (directly.changes() > 0) {
            lines.add("directly in " + span.title() + " " + directly);
        }
        if (unnamed > 0) {
            lines.add(unnamed + " more folders " + others);
        }
        return lines;
    }
}
