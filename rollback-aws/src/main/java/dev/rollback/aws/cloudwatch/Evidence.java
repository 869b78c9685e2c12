package dev.rollback.aws.cloudwatch;

import java.math.BigDecimal;
import java.math.MathContext;

/** How figures and texts of CloudWatch are shown: short and on one line. */
final class Evidence {

    private static final int LONGEST = 200;
    private static final double MOST_WHOLE = 1e15;
    private static final MathContext FOUR = new MathContext(4);

    private Evidence() {}

    static String shortened(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }

    /** Whole numbers as they are; of others four digits say enough. */
    static String number(double value) {
        if (value == Math.rint(value) && Math.abs(value) < MOST_WHOLE) {
            return Long.toString((long) value);
        }
        return Double.isFinite(value)
                ? new BigDecimal(value, FOUR).stripTrailingZeros().toPlainString()
                : Double.toString(value);
    }
}
