package dev.rollback.examples;

import dev.rollback.EngineOptions;
import dev.rollback.Preview;
import dev.rollback.RollbackEngine;
import dev.rollback.RollbackException;
import dev.rollback.RollbackPlan;
import dev.rollback.RollbackReport;
import dev.rollback.Run;
import dev.rollback.aws.AwsTargets;
import dev.rollback.journal.Journal;
import dev.rollback.journal.JournalException;
import dev.rollback.run.Outcome;
import dev.rollback.target.Finding;
import dev.rollback.target.TargetException;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Rolls back what its arguments name: {@code RollBackOnAws ecs:prod/checkout-api lambda:search-indexer:live --preview}. Region, credentials and
 * endpoint are those of the SDK's standard settings.
 */
public final class RollBackOnAws {

    static final int SUCCESS = 0;
    static final int FAILURE = 1;
    static final int REFUSED = 2;
    static final int USAGE = 64;

    private static final int WIDTH = 100;

    private static final String HELP = String.join(
            System.lineSeparator(),
            "Usage: RollBackOnAws TARGET... [OPTION]...",
            "       RollBackOnAws runs | status RUN | approve RUN | deny RUN | override RUN | break-glass RUN |",
            "                     cancel RUN | resume RUN | resume --unfinished | undo RUN",
            "Rolls targets on AWS back, in the order given: says what it would do, does it, and says what became of it.",
            "",
            "Targets; without a version the newest one that is proven to be good",
            "  " + Wanted.Kind.ECS.form(),
            "  " + Wanted.Kind.LAMBDA.form(),
            "  " + Wanted.Kind.S3.form() + "  the prefix may be empty; end one with an @ in it with a slash",
            "  " + Wanted.Kind.APPCONFIG.form(),
            "  " + Wanted.Kind.RDS.form() + "  also =INSTANT; the restored one takes over the name",
            "",
            "Options",
            "  --preview                    says what it would do, and writes nothing",
            "  --parallel                   rolls all targets back side by side",
            "  --incident-start INSTANT     when the incident began: what went live later is not taken",
            "  --as-of INSTANT              targets that name no version go back to what was live then",
            "  --accept-unproven            takes the best version where none is proven",
            "  --accept-data-loss DURATION  how much of its newest data a database may lose, such as 30m",
            "  --remove-after DURATION      how long objects that were added stay beside the rest; 10m if not said",
            "  --override CODE|all          overrides soft blockers; needs --reason, may be repeated",
            "  --reason TEXT                why this is done; kept in the journal and the report",
            "  --no-lease REASON            goes on although nobody can say whether another run changes the targets",
            "  --freeze DURATION            notes how long not to deploy again what is rolled away from, such as 24h",
            "  --approvals N                writes nothing before N people have approved the run",
            "  --timeout DURATION           the time for the whole run, such as 30m; 2 hours if not said",
            "  --journal DIR|memory         where runs are kept; .rollback/journal in your home if not said",
            "  --report FILE.json           writes the report there, also of a run that was refused",
            "  --help                       this",
            "",
            "Runs that are kept, with --journal DIR as they were begun",
            "  runs                         lists them, newest first",
            "  status RUN                   shows where it stands",
            "  approve RUN [--step STEP] [--reason TEXT]   lets on a step that waits for an approval",
            "  deny RUN [--step STEP] --reason TEXT        ends it",
            "  override RUN [--step STEP] --reason TEXT    lets on a step without the approval or verification that it waits for",
            "  break-glass RUN --reason TEXT               lets on all of it without the approvals that it waits for, now and later",
            "  cancel RUN [--reason TEXT]   nothing new starts, nothing is undone",
            "  resume RUN|--unfinished      carries on what its process did not survive",
            "  undo RUN [--preview] [--override CODE|all --reason TEXT]   takes it back as one unit",
            "",
            "Messages: " + Notices.SLACK + " and " + Notices.WEBHOOK
                    + " in the environment name webhooks that are told of runs,",
            Notices.TOPIC + " the ARN of a topic. One that is down changes nothing; 'status RUN' shows what was sent.",
            "",
            "Exit codes: 0 done, or nothing in the way of it; 2 refused, or it would be; 1 anything else;",
            "64 arguments that cannot be used.");

    private final Consumer<String> out;
    private final Consumer<String> err;
    private final Supplier<AwsTargets> targets;
    private final Consumer<EngineOptions> options;
    private final String usualJournal;
    private Function<String, Optional<String>> environment = variable -> Optional.empty();

    RollBackOnAws(
            PrintStream out,
            PrintStream err,
            Supplier<AwsTargets> targets,
            Consumer<EngineOptions> options,
            String usualJournal) {
        this.usualJournal = usualJournal;
        this.out = out::println;
        this.err = err::println;
        this.targets = targets;
        this.options = options;
    }

    /** Ends the process with the exit code that the help describes. */
    public static void main(String[] args) {
        RollBackOnAws program =
                new RollBackOnAws(System.out, System.err, AwsTargets::create, options -> {}, JournalPlace.usual());
        System.exit(program.telling(variable -> Optional.ofNullable(System.getenv(variable)))
                .run(args));
    }

    /** Tells whom these variables name. */
    RollBackOnAws telling(Function<String, Optional<String>> variables) {
        environment = variables;
        return this;
    }

    /** The plan that a command line asks for, which is kept with its runs. */
    static RollbackPlan plan(List<String> commandLine, AwsTargets aws) {
        return plan(
                Arguments.parse(commandLine.toArray(String[]::new)),
                aws,
                plan -> plan.note(RunCommands.ARGUMENTS, String.join("\n", commandLine)));
    }

    /** The plan that arguments ask for. */
    static RollbackPlan plan(Arguments arguments, AwsTargets aws) {
        return plan(arguments, aws, plan -> {});
    }

    private static RollbackPlan plan(Arguments arguments, AwsTargets aws, Consumer<RollbackPlan.Builder> more) {
        List<Wanted> wanted = arguments.targets();
        Terms terms = arguments.terms();
        RollbackPlan.Builder plan = RollbackPlan.named(name(wanted));
        if (!arguments.reason().isEmpty()) {
            plan.reason(arguments.reason());
        }
        more.accept(plan);
        times(plan, arguments.times());
        arguments.overrides().forEach(plan::override);
        if (terms.freeze() != null) {
            plan.freeze(terms.freeze());
        }
        if (terms.approvals() != null) {
            plan.approve("approval", terms.approvals());
        }
        if (arguments.has(Arguments.Flag.PARALLEL)) {
            plan.inParallel(group -> wanted.forEach(target -> target.rollBack(group, aws, terms)));
        } else {
            wanted.forEach(target -> target.rollBack(plan, aws, terms));
        }
        return plan.build();
    }

    private static void times(RollbackPlan.Builder plan, Arguments.Times times) {
        if (times.incidentStart() != null) {
            plan.incidentStartedAt(times.incidentStart());
        }
        if (times.asOf() != null) {
            plan.asOf(times.asOf());
        }
        if (times.timeout() != null) {
            plan.timeout(times.timeout());
        }
    }

    private static String name(List<Wanted> wanted) {
        return wanted.size() > 2
                ? wanted.size() + " targets"
                : wanted.stream().map(Wanted::step).collect(Collectors.joining(" and "));
    }

    int run(String... args) {
        try {
            JournalPlace place = JournalPlace.in(usualJournal, args);
            return KeptRuns.isCommand(place.rest()) ? new KeptRuns(this, place).carryOut(place.rest()) : begin(place);
        } catch (UsageException e) {
            err.accept(e.getMessage() + System.lineSeparator() + System.lineSeparator() + HELP);
            return USAGE;
        } catch (JournalException e) {
            boolean away = e.kind() == JournalException.Kind.UNAVAILABLE;
            err.accept(e.getMessage() + (away ? " To go on without keeping runs, add --journal memory." : ""));
            return FAILURE;
        } catch (RollbackException | TargetException | IllegalArgumentException e) {
            err.accept(e.getMessage());
            return FAILURE;
        }
    }

    private int begin(JournalPlace place) {
        Arguments arguments = Arguments.parse(place.rest().toArray(String[]::new));
        if (arguments.has(Arguments.Flag.HELP)) {
            out.accept(HELP);
            return SUCCESS;
        }
        Integer approvals = arguments.terms().approvals();
        if (approvals != null && place.isMemory()) {
            throw UsageException.of(
                    "--approvals " + approvals,
                    "a folder that runs are kept in",
                    "--approvals " + approvals + " --journal rollback-journal");
        }
        Screen screen = new Screen(out, place, WIDTH);
        try (ReportFile file = ReportFile.open(arguments.report());
                AwsTargets aws = targets.get();
                Journal journal = place.open();
                RollbackEngine engine = engine(journal, place, screen, () -> aws)) {
            Preview preview = engine.preview(plan(place.rest(), aws));
            return carryOut(engine, preview, screen, arguments.has(Arguments.Flag.PREVIEW), file);
        }
    }

    /** Shows a preview and, unless that was all that was asked for, carries it out. */
    int carryOut(RollbackEngine engine, Preview preview, Screen screen, boolean previewOnly, ReportFile file) {
        out.accept(preview.toText(WIDTH));
        advise(preview);
        if (previewOnly) {
            return preview.isBlocked() ? REFUSED : SUCCESS;
        }
        if (preview.isBlocked()) {
            screen.quiet();
        }
        return watch(engine.start(preview), screen, file);
    }

    private RollbackEngine engine(Journal journal, JournalPlace place, Screen screen, Supplier<AwsTargets> aws) {
        return RollbackEngine.with(journal, said -> {
            new Notices(environment, aws, place).join(said, err);
            options.accept(said.listener(screen));
        });
    }

    /** Works on runs that are kept, with clients that are made only where a plan needs them. */
    int withRuns(JournalPlace place, KeptRuns.Job job) {
        Screen screen = new Screen(out, place, WIDTH);
        try (LazyTargets aws = new LazyTargets(targets);
                Journal journal = place.open();
                RollbackEngine engine = engine(journal, place, screen, aws::get)) {
            RunCommands commands = new RunCommands(engine, journal, out, WIDTH, new Who(aws::get));
            return job.carryOut(engine, commands, screen, (run, line) -> plan(line, aws.get()));
        }
    }

    /** Made when a plan is. */
    private static final class LazyTargets implements AutoCloseable {
        private final Supplier<AwsTargets> targets;
        private @Nullable AwsTargets made;

        LazyTargets(Supplier<AwsTargets> targets) {
            this.targets = targets;
        }

        synchronized AwsTargets get() {
            AwsTargets aws = made == null ? targets.get() : made;
            made = aws;
            return aws;
        }

        @Override
        public synchronized void close() {
            if (made != null) {
                made.close();
            }
        }
    }

    int watch(Run run, Screen screen, ReportFile file) {
        try (CtrlC ctrlC = CtrlC.cancels(run, screen.goOn(run.id()), err)) {
            RollbackReport report = ctrlC.await();
            boolean refused = report.outcome() == Outcome.REFUSED;
            out.accept(
                    refused
                            ? "REFUSED, run " + report.run() + ": nothing was written, for the reasons above."
                            : System.lineSeparator() + report.toText(WIDTH));
            file.write(report).ifPresent(err);
            return code(report);
        }
    }

    private static int code(RollbackReport report) {
        if (report.outcome() == Outcome.REFUSED) {
            return REFUSED;
        }
        return report.isSuccess() ? SUCCESS : FAILURE;
    }

    /** Says how blockers are overridden from here. */
    private void advise(Preview preview) {
        List<String> soft = preview.blockers().stream()
                .filter(finding -> finding.level() == Finding.Level.SOFT)
                .map(Finding::code)
                .distinct()
                .toList();
        soft.forEach(code -> out.accept(advice(code)));
    }

    private static String advice(String code) {
        return switch (code) {
            case "UNPROVEN" ->
                "To take the best that there is, add --accept-unproven; or name a version with =VERSION.";
            case "LEASE_UNKNOWN" -> "To go on all the same, if nobody else rolls them back, add --no-lease REASON.";
            case "DATA_LOSS" -> "To accept the loss, add --accept-data-loss DURATION.";
            default -> "To do it all the same, add --override " + code + " --reason TEXT.";
        };
    }
}
