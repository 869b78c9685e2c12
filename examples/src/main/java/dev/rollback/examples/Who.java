package dev.rollback.examples;

import dev.rollback.aws.AwsTargets;
import dev.rollback.target.TargetException;
import java.util.function.Supplier;

/** Who gives a command: whoever AWS says that the credentials belong to, else the user of the machine, which is said to be no more than that. */
final class Who implements Supplier<String> {

    private final Supplier<AwsTargets> aws;

    Who(Supplier<AwsTargets> aws) {
        this.aws = aws;
    }

    /** The user of the machine, without asking AWS. */
    static String byMachine() {
        return System.getProperty("user.name", "somebody") + " (as their machine says)";
    }

    @Override
    public String get() {
        try {
            return aws.get().caller();
        } catch (TargetException e) {
            return byMachine();
        }
    }
}
