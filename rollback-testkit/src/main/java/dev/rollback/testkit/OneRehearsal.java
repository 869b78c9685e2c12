package dev.rollback.testkit;

import dev.rollback.EngineOptions;
import dev.rollback.Preview;
import dev.rollback.RollbackEngine;
import dev.rollback.RollbackPlan;
import dev.rollback.RollbackReport;
import dev.rollback.journal.InMemoryJournal;
import java.util.Map;

/** Carries one rehearsal out, from an empty world to the last check. */
final class OneRehearsal {
    private final RehearsalSettings settings;
    private final Conditions conditions;

    OneRehearsal(RehearsalSettings settings, Conditions conditions) {
        this.settings = settings;
        this.conditions = conditions;
    }

    Rehearsed run() {
        FakeAws world = settings.newWorld();
        if (conditions.seed() != null) {
            world.leaveToChance(conditions.seed());
        }
        settings.scene.accept(world);
        RollbackPlan plan = settings.plan.apply(world);
        world.forgetCalls();
        conditions.set(world.faults());
        Stage stage = new Stage(world);
        Watches watches = new Watches(stage, settings.invariants);
        world.observedBy(watches);
        Rehearsed rehearsed = rehearse(plan, stage, watches);
        watches.atEnd(rehearsed);
        return rehearsed;
    }

    private Rehearsed rehearse(RollbackPlan plan, Stage stage, Watches watches) {
        Trace trace = stage.world().clock().trace();
        WatchedJournal watched = new WatchedJournal(new InMemoryJournal(), trace, watches);
        try (RollbackEngine engine = RollbackEngine.with(watched, options -> set(options, stage.world()))) {
            stage.previewing(true);
            trace.add("test", () -> "previews " + plan.name());
            Preview preview = overridden(engine.preview(plan));
            stage.previewing(false);
            trace.add("test", () -> "executes " + plan.name());
            RollbackReport report = engine.execute(preview);
            return new Rehearsed(
                    stage.world(), conditions, preview, report, new Rehearsed.Kept(watched, watches.violations()));
        } catch (RuntimeException e) {
            throw RehearsalException.broken(conditions, trace, e);
        }
    }

    private void set(EngineOptions options, FakeAws world) {
        BadListener.Manner bad = conditions.listener();
        if (bad != null) {
            options.listener(new BadListener(world.clock(), bad));
        }
        settings.engine.accept(options);
        world.host(options);
    }

    private Preview overridden(Preview preview) {
        Preview all = preview;
        for (Map.Entry<String, String> override : settings.overrides.entrySet()) {
            all = all.override(override.getKey(), override.getValue());
        }
        return all;
    }
}
