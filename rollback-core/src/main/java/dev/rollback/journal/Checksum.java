package dev.rollback.journal;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/** The checksum in front of a line: eight hexadecimal digits and a blank. */
final class Checksum {

    /** How many bytes stand in front of the JSON. */
    static final int HEAD = 9;

    private static final int DIGITS = 8;
    private static final String HEX = "0123456789abcdef";

    private Checksum() {}

    static int of(byte[] bytes, int from, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, from, length);
        return (int) crc.getValue();
    }

    static void write(int sum, byte[] bytes, int from) {
        for (int i = 0; i < DIGITS; i++) {
            bytes[from + i] = (byte) HEX.charAt(sum >>> (28 - 4 * i) & 0xf);
        }
        bytes[from + DIGITS] = ' ';
    }

    /** Whether a checksum and a blank stand here. */
    static boolean isAt(byte[] bytes, int from) {
        for (int i = 0; i < DIGITS; i++) {
            if (HEX.indexOf(bytes[from + i]) < 0) {
                return false;
            }
        }
        return bytes[from + DIGITS] == ' ';
    }

    static int read(byte[] bytes, int from) {
        int sum = 0;
        for (int i = 0; i < DIGITS; i++) {
            sum = sum << 4 | HEX.indexOf(bytes[from + i]);
        }
        return sum;
    }

    static String text(int sum) {
        byte[] digits = new byte[HEAD];
        write(sum, digits, 0);
        return new String(digits, 0, DIGITS, StandardCharsets.US_ASCII);
    }
}
