package dev.rollback;

import dev.rollback.target.Check;
import dev.rollback.target.Finding;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a plan requires before its first change. Immutable.
 *
 * @param checks by their names, as written
 */
record Required(List<Named> checks, MigrationRisk risk) {

    static final Required NOTHING = new Required(List.of(), MigrationRisk.LOW);

    /** The code of a risk that nobody has looked at. */
    private static final String RISK = "MIGRATION_RISK";

    Required {
        checks = List.copyOf(checks);
    }

    /** A check as the plan calls it. */
    record Named(String name, Check check) {

        /** What it looks at, beside its name. */
        String describe() {
            return check.describe().equals(name) ? "" : check.describe();
        }
    }

    static Required of(Map<String, Check> checks, MigrationRisk risk) {
        Map<String, Check> copy = new LinkedHashMap<>(checks);
        return new Required(
                copy.entrySet().stream()
                        .map(entry -> new Named(entry.getKey(), entry.getValue()))
                        .toList(),
                risk);
    }

    /** What is missing where the risk is high; whoever overrides it says why. */
    Optional<Finding> missing() {
        boolean looked = checks.stream().anyMatch(named -> named.check().isOnMigrations());
        return risk == MigrationRisk.LOW || looked
                ? Optional.empty()
                : Optional.of(Finding.soft(
                        RISK,
                        "The risk that the release has migrated a database is high, and no check of the plan looks at that.",
                        "Require one, for example migrationMarker(...) or one on the migration history; or override "
                                + RISK + " and say why the version that is put back can live with the database."));
    }
}
