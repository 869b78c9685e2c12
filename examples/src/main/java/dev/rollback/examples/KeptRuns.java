package dev.rollback.examples;

import dev.rollback.Preview;
import dev.rollback.RollbackEngine;
import dev.rollback.RollbackPlan;
import dev.rollback.Run;
import dev.rollback.run.RunId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;

/** The commands on runs that are kept, read from their arguments. */
final class KeptRuns {

    private static final Set<String> COMMANDS =
            Set.of("runs", "status", "approve", "deny", "override", "break-glass", "cancel", "resume", "undo");
    private static final Set<String> NEED_REASON = Set.of("deny", "override", "break-glass");
    private static final Set<String> ON_STEPS = Set.of("approve", "deny", "override");
    private static final String UNFINISHED = "--unfinished";

    private final RollBackOnAws program;
    private final JournalPlace place;
    private boolean previewOnly;
    private String override = "";
    private String reason = "";
    private String step = "";
    private String run = "";

    KeptRuns(RollBackOnAws program, JournalPlace place) {
        this.program = program;
        this.place = place;
    }

    /** What is done with the runs of a journal; answers the exit code. */
    @FunctionalInterface
    interface Job {
        /** Does it; the plan of a run is made from the command line that began it. */
        int carryOut(
                RollbackEngine engine,
                RunCommands commands,
                Screen screen,
                BiFunction<RunId, List<String>, RollbackPlan> plans);
    }

    static boolean isCommand(List<String> arguments) {
        return !arguments.isEmpty() && COMMANDS.contains(arguments.get(0));
    }

    int carryOut(List<String> arguments) {
        if (place.isMemory()) {
            throw UsageException.of(
                    "--journal memory", "the folder that the run is kept in", arguments.get(0) + " --journal DIR");
        }
        Deque<String> left = new ArrayDeque<>(arguments);
        String command = left.pop();
        while (!left.isEmpty()) {
            take(command, left.pop(), left);
        }
        require(command);
        return program.withRuns(place, job(command));
    }

    private void take(String command, String argument, Deque<String> left) {
        boolean undo = command.equals("undo");
        if (argument.equals("--preview") && undo) {
            previewOnly = true;
        } else if (argument.equals("--override") && undo) {
            override = value(argument, left);
        } else if (argument.equals("--reason") && (undo || command.equals("cancel") || ON_STEPS.contains(command))) {
            reason = value(argument, left);
        } else if (argument.equals("--step") && ON_STEPS.contains(command)) {
            step = value(argument, left);
        } else if (run.isEmpty() && (isRun(command, argument) || isAll(command, argument))) {
            run = argument;
        } else {
            throw UsageException.of(command + " " + argument, "a run and its options", example(command));
        }
    }

    private static boolean isRun(String command, String argument) {
        return !command.equals("runs") && argument.matches("[A-Za-z0-9][A-Za-z0-9-]{0,47}");
    }

    private static boolean isAll(String command, String argument) {
        return command.equals("resume") && argument.equals(UNFINISHED);
    }

    private static String value(String option, Deque<String> left) {
        if (left.isEmpty() || left.peek().startsWith("--")) {
            throw UsageException.of(option, "a value", option + " 'wrong service'");
        }
        return left.pop();
    }

    private void require(String command) {
        if (run.isEmpty() && !command.equals("runs")) {
            throw UsageException.of(command, "a run with it", example(command));
        }
        if (reason.isBlank() && NEED_REASON.contains(command)) {
            throw UsageException.of(command, "--reason TEXT with it", example(command) + " --reason 'wrong service'");
        }
        if (!override.isEmpty() && reason.isEmpty()) {
            throw UsageException.of("--override " + override, "--reason TEXT with it", "--reason 'nobody wrote'");
        }
    }

    private static String example(String command) {
        return command.equals("runs") ? "runs" : command + " 20260302-090001-b1af814a";
    }

    private Job job(String command) {
        return switch (command) {
            case "runs" -> (engine, commands, screen, plans) -> done(commands::list);
            case "status" -> (engine, commands, screen, plans) -> done(() -> commands.status(id()));
            case "approve" -> (engine, commands, screen, plans) -> done(() -> commands.approve(id(), step, reason));
            case "deny" -> (engine, commands, screen, plans) -> done(() -> commands.deny(id(), step, reason));
            case "override" -> (engine, commands, screen, plans) -> done(() -> commands.override(id(), step, reason));
            case "break-glass" -> (engine, commands, screen, plans) -> done(() -> commands.breakGlass(id(), reason));
            case "cancel" -> (engine, commands, screen, plans) -> done(() -> commands.cancel(id(), reason));
            case "resume" -> (engine, commands, screen, plans) -> resume(commands, screen, plans);
            default -> this::undo;
        };
    }

    private RunId id() {
        return new RunId(run);
    }

    private static int done(Runnable what) {
        what.run();
        return RollBackOnAws.SUCCESS;
    }

    private int resume(RunCommands commands, Screen screen, BiFunction<RunId, List<String>, RollbackPlan> plans) {
        List<Run> resumed = run.equals(UNFINISHED) ? commands.resumeAll(plans) : List.of(commands.resume(id(), plans));
        int code = RollBackOnAws.SUCCESS;
        for (Run one : resumed) {
            code = Math.max(code, program.watch(one, screen, ReportFile.open(null)));
        }
        return code;
    }

    private int undo(
            RollbackEngine engine,
            RunCommands commands,
            Screen screen,
            BiFunction<RunId, List<String>, RollbackPlan> plans) {
        Preview preview = commands.undo(id(), plans);
        Preview accepted = override.isEmpty() ? preview : preview.override(override, reason);
        return program.carryOut(engine, accepted, screen, previewOnly, ReportFile.open(null));
    }
}
