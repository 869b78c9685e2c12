package dev.rollback.benchmarks;

/** All that is measured side by side, one after the other. {@code --quick} shows in a minute or two that all of it works; its figures mean nothing. */
public final class Benchmarks {

    private Benchmarks() {}

    /** Measures. */
    public static void main(String[] args) {
        StepCost.main(args);
        System.out.println();
        WaitingCost.main(args);
        System.out.println();
        RehearsalRate.main(args);
        System.out.println();
        ExplorationRate.main(args);
        System.out.println();
        JournalCost.main(args);
        System.out.println();
        S3Rollback.main(args);
    }
}
