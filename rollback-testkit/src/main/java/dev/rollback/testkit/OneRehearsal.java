package dev.rollback.testkit;

import static java.util.Objects.requireNonNull;

import dev.rollback.ApprovalDesk;
import dev.rollback.EngineOptions;
import dev.rollback.Preview;
import dev.rollback.RollbackEngine;
import dev.rollback.RollbackPlan;
import dev.rollback.RollbackReport;
import dev.rollback.journal.InMemoryJournal;
import dev.rollback.journal.Request;
import dev.rollback.run.RunId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Carries one rehearsal out, from an empty world to the last check. */
final class OneRehearsal {
    /** So much later another process goes on after one that died. */
    private static final Duration AWAY = Duration.ofMinutes(2);

    private static final String IN_STORE = "what the scene has in store for later";

    private final RehearsalSettings settings;
    private final Conditions conditions;

    OneRehearsal(RehearsalSettings settings, Conditions conditions) {
        this.settings = settings;
        this.conditions = conditions;
    }

    Rehearsed run() {
        return run(settings.newWorld());
    }

    /** The same, and each call knows which faults would come to nothing there. */
    Rehearsed examined() {
        FakeAws world = settings.newWorld();
        world.examineCalls();
        return run(world);
    }

    private Rehearsed run(FakeAws world) {
        Long seed = conditions.seed();
        if (seed != null) {
            world.leaveToChance(seed);
        }
        settings.scene.accept(world);
        List<RollbackPlan> plans = plans(world);
        world.forgetCalls();
        conditions.set(world.faults());
        return new Lives(world, plans).live();
    }

    /** A plan for each process: a new one builds its plan anew, from what was there when the first one began. */
    private List<RollbackPlan> plans(FakeAws world) {
        List<RollbackPlan> plans = new ArrayList<>();
        for (int process = 0; process <= conditions.crashes().size(); process++) {
            plans.add(requireNonNull(settings.plan.apply(world), "plan"));
        }
        return plans;
    }

    /** The process that drives the run, and those that go on after its death. */
    private final class Lives {
        private final FakeAws world;
        private final List<RollbackPlan> plans;
        private final Stage stage;
        private final Trace trace;
        private final Watches watches;
        private final Upsets upsets;
        private final WatchedJournal journal;
        private @Nullable Preview preview;
        private int calls;
        private Instant reported = Instant.MIN;

        Lives(FakeAws world, List<RollbackPlan> plans) {
            this.world = world;
            this.plans = plans;
            this.stage = new Stage(world);
            this.trace = world.clock().trace();
            this.watches = new Watches(stage, settings.invariants);
            this.upsets = new Upsets(world.clock(), conditions, watches::interfered);
            this.journal = new WatchedJournal(new InMemoryJournal(), trace, watches, upsets);
            world.observedBy(this::before, this::after);
            world.onceOthersActed(() -> watches.interfered(new Interference(IN_STORE, upsets.calls() + 1)));
        }

        private void before(Call call) {
            upsets.before(call);
            watches.before(call);
        }

        private void after(Call call) {
            watches.after(call);
            upsets.after(call);
        }

        Rehearsed live() {
            RollbackReport report = null;
            for (int process = 0; report == null; process++) {
                report = process(plans.get(process));
            }
            Preview previewed = preview == null ? raise() : preview;
            Rehearsed rehearsed = new Rehearsed(
                    stage,
                    conditions,
                    previewed,
                    report,
                    new Rehearsed.Kept(journal, watches, calls, upsets.appends(), upsets.happened(), reported));
            watches.atEnd(rehearsed);
            return rehearsed;
        }

        private static Preview raise() {
            throw new IllegalStateException("There is a report without a preview.");
        }

        /** What one process comes to; null when it dies. */
        private @Nullable RollbackReport process(RollbackPlan plan) {
            VirtualTime time = world.clock().engineTime();
            upsets.living(time);
            try {
                RollbackEngine engine = RollbackEngine.with(journal, options -> set(options, time));
                RollbackReport report = carryOut(engine, plan);
                reported = world.clock().instant();
                engine.close();
                return report;
            } catch (RuntimeException | Crash e) {
                if (!upsets.isDead()) {
                    time.close();
                    throw RehearsalException.broken(conditions, trace, e);
                }
            }
            world.clock().advance(AWAY);
            return null;
        }

        private void set(EngineOptions options, VirtualTime time) {
            Bystander bad = conditions.bystander();
            if (bad != null) {
                bad.join(options, world.clock());
            }
            settings.approvers.forEach((who, after) ->
                    options.approvals(asked -> world.clock().after(after, () -> approve(asked, who))));
            settings.engine.accept(options, world);
            world.host(options, time);
        }

        private void approve(ApprovalDesk.Approval asked, String who) {
            trace.add("test", () -> who + " approves " + asked.step());
            journal.ask(
                    asked.run(), new Request(world.clock().instant(), Request.Kind.APPROVE, asked.step(), 0, who, ""));
        }

        private RollbackReport carryOut(RollbackEngine engine, RollbackPlan plan) {
            return journal.runs().isEmpty() ? begin(engine, plan) : resume(engine, plan);
        }

        private RollbackReport begin(RollbackEngine engine, RollbackPlan plan) {
            stage.previewing(true);
            trace.add("test", () -> "previews " + plan.name());
            Preview previewed = overridden(engine.preview(plan));
            stage.previewing(false);
            if (preview == null) {
                preview = previewed;
                calls = upsets.calls();
                stage.found(previewed);
                upsets.begin(new Interferers(world, settings.interferers, previewed));
            }
            trace.add("test", () -> "executes " + plan.name());
            return engine.execute(previewed);
        }

        private RollbackReport resume(RollbackEngine engine, RollbackPlan plan) {
            for (RunId run : engine.unfinished()) {
                trace.add("test", () -> "resumes " + run);
                engine.resume(run, plan).await();
            }
            List<RunId> runs = journal.runs();
            runs.forEach(engine::resend);
            return engine.run(runs.get(runs.size() - 1)).status();
        }
    }

    private Preview overridden(Preview preview) {
        Preview all = preview;
        for (Map.Entry<String, String> override : settings.overrides.entrySet()) {
            all = all.override(override.getKey(), override.getValue());
        }
        return all;
    }
}
