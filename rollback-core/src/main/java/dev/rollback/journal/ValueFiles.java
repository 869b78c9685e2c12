package dev.rollback.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The values of one kind in a folder, a file each: {@code NAME.kind}, the JSON of it. A file is there once it is whole.
 *
 * @param <T> the kind
 */
final class ValueFiles<T> {

    private static final Logger log = LoggerFactory.getLogger(ValueFiles.class);

    private final Path folder;
    private final Form<T> form;

    ValueFiles(Path folder, Form<T> form) {
        this.folder = folder;
        this.form = form;
    }

    /**
     * How a kind of values is kept.
     *
     * @param kind what it is called: the end of the name of its files
     * @param name what one is called
     * @param at when one was made
     * @param json writes one
     * @param parse reads one; is given where it comes from, for messages, and the text
     */
    record Form<T>(
            String kind,
            Function<T, String> name,
            Function<T, Instant> at,
            Function<T, String> json,
            BiFunction<String, String, T> parse) {

        static final Form<Checkpoint> CHECKPOINT =
                new Form<>("checkpoint", Checkpoint::id, Checkpoint::at, Checkpoint::toJson, CheckpointText::read);

        static final Form<Practice.Drilled> DRILL = new Form<>(
                "drill",
                drill -> drill.run().value(),
                Practice.Drilled::at,
                Practice.Drilled::toJson,
                PracticeText::readDrill);

        /** The newest first. */
        Comparator<T> order() {
            return Comparator.comparing(at).thenComparing(name).reversed();
        }
    }

    private Path file(String name) {
        return folder.resolve(name + "." + form.kind());
    }

    void keep(T value) {
        Path whole = file(form.name().apply(value));
        byte[] json = (form.json().apply(value) + "\n").getBytes(UTF_8);
        try {
            DurableFile.replace(whole, folder.resolve(whole.getFileName() + ".part"), json);
        } catch (IOException e) {
            throw JournalException.unavailable(folder.toString(), e);
        }
    }

    /** The one of this name, if there is one. */
    Optional<T> read(String name) {
        Path file = file(name);
        try {
            return Optional.of(form.parse().apply(file.toString(), Files.readString(file)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw JournalException.unreadable(file.toString(), e);
        }
    }

    /** The newest first; one that cannot be read is passed over with a warning. */
    List<T> all() {
        List<T> all = new ArrayList<>();
        String end = "." + form.kind();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + end)) {
            for (Path file : files) {
                String name = String.valueOf(file.getFileName());
                add(name.substring(0, name.length() - end.length()), all);
            }
        } catch (IOException e) {
            throw JournalException.unreadable(folder.toString(), e);
        }
        all.sort(form.order());
        return all;
    }

    private void add(String name, List<T> all) {
        try {
            read(name).ifPresent(all::add);
        } catch (JournalException e) {
            log.warn("A {} is passed over: {}", form.kind(), e.getMessage());
        }
    }
}
