package dev.rollback.examples;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** What a story printed. */
final class Screenshot {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    PrintStream stream() {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
