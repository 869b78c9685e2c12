package dev.rollback.aws.rds;

import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a month of storage costs at the list price of US East (N. Virginia), for a sense of proportion: other regions and contracts differ, and instance hours and
 * provisioned IOPS come on top. Source: the pricing pages of Amazon RDS and Amazon Aurora.
 */
final class StoragePrice {

    private StoragePrice() {}

    private static double ofGigabyte(@Nullable String type) {
        return switch (Objects.requireNonNullElse(type, "")) {
            case "io1", "io2" -> 0.125;
            case "standard", "aurora" -> 0.10;
            case "aurora-iopt1" -> 0.225;
            default -> 0.115;
        };
    }

    /** Of a volume of that size, kept twice in two zones. */
    static String of(int gibibytes, @Nullable String type, boolean twice) {
        double gigabyte = ofGigabyte(type) * (twice ? 2 : 1);
        return String.format(
                Locale.ROOT,
                "its storage about %.0f USD a month at the list price of %s USD a GB, its hours on top",
                gibibytes * gigabyte,
                gigabyte);
    }

    /** Of what is used, which is not known. */
    static String asUsed(@Nullable String type) {
        return "its storage at the list price of " + ofGigabyte(type) + " USD a GB and month, its hours on top";
    }
}
