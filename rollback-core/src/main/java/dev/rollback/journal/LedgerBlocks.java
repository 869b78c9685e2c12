package dev.rollback.journal;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the file of a ledger append by append. Each is a line with the CRC-32C of what follows and how many bytes that is, then the lines themselves. One
 * that is cut off or damaged at the end of the file was never answered and is passed over; anywhere else it is refused.
 */
final class LedgerBlocks implements Closeable {

    private static final Pattern HEAD = Pattern.compile("([0-9a-f]{8}) ([0-9]{1,9})");
    private static final int LONGEST_HEAD = 18;

    private final Path file;
    private final long size;
    private final InputStream in;
    private long whole;

    private LedgerBlocks(Path file, long size, InputStream in) {
        this.file = file;
        this.size = size;
        this.in = in;
    }

    /** From the beginning of the file to where it ends now. */
    static LedgerBlocks of(Path file) throws IOException {
        return new LedgerBlocks(file, Files.size(file), new BufferedInputStream(Files.newInputStream(file)));
    }

    /** An append as it stands in the file. */
    static byte[] encoded(List<String> lines) {
        byte[] body = LedgerLines.encoded(lines);
        byte[] head = (Checksum.text(Checksum.of(body, 0, body.length)) + " " + body.length + "\n")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] all = new byte[head.length + body.length];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(body, 0, all, head.length, body.length);
        return all;
    }

    /** How many bytes the appends take that were read so far. */
    long whole() {
        return whole;
    }

    /**
     * The lines of the next append; null when there is none that is whole.
     *
     * @throws JournalException of kind {@code CORRUPT} when something is damaged that others follow
     */
    @Nullable
    List<String> next() throws IOException {
        String head = whole < size ? head() : null;
        if (head == null) {
            return null;
        }
        Matcher parts = HEAD.matcher(head);
        if (!parts.matches()) {
            throw corrupt("it does not begin with a checksum and a length");
        }
        int length = Integer.parseInt(parts.group(2));
        long end = whole + head.length() + 1 + length;
        byte[] body = end > size ? new byte[0] : in.readNBytes(length);
        if (!Checksum.text(Checksum.of(body, 0, body.length)).equals(parts.group(1))) {
            return tornOnlyAt(end);
        }
        whole = end;
        return new String(body, StandardCharsets.UTF_8).lines().toList();
    }

    /** The line in front of an append; null when it was cut off or never reached the disk, and only what follows it did. */
    private @Nullable String head() throws IOException {
        StringBuilder head = new StringBuilder();
        for (int read = in.read(); read != '\n'; read = in.read()) {
            if (read <= 0 || whole + head.length() >= size) {
                return null;
            }
            if (head.length() > LONGEST_HEAD) {
                throw corrupt("it does not begin with a checksum and a length");
            }
            head.append((char) read);
        }
        return head.toString();
    }

    private @Nullable List<String> tornOnlyAt(long end) {
        if (end < size) {
            throw corrupt("its checksum is not that of its content, so it was damaged or changed");
        }
        return null;
    }

    private JournalException corrupt(String detail) {
        return JournalException.corrupt(file + " (byte " + whole + ")", detail);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
