package dev.rollback.examples.mutants;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All of them. */
final class Mutants {

    private Mutants() {}

    static List<Mutant> all() {
        return Stream.of(
                        EcsMutants.all(),
                        LambdaMutants.all(),
                        S3Mutants.all(),
                        AppConfigMutants.all(),
                        RdsMutants.all(),
                        EngineMutants.all())
                .flatMap(List::stream)
                .toList();
    }

    /** What {@code docs/mutants.md} says of one. */
    static String row(Mutant mutant) {
        String where = mutant.bugs().stream().map(bug -> "`" + bug + "`").collect(Collectors.joining(", "));
        return "| " + mutant.name() + " | " + mutant.broken() + " | " + where + " | "
                + mutant.hunt().how() + " of `" + mutant.hunt().story() + "` | "
                + mutant.cause().invariant().title() + " |";
    }
}
