package dev.rollback.journal;

import dev.rollback.lease.Acquisition;
import dev.rollback.lease.Claim;
import dev.rollback.lease.Holder;
import dev.rollback.lease.Kept;
import dev.rollback.lease.Lease;
import dev.rollback.lease.LeaseException;
import dev.rollback.lease.LeaseOwner;
import dev.rollback.lease.Leases;
import dev.rollback.lease.Renewal;
import dev.rollback.lease.Severity;
import dev.rollback.lease.Terms;
import dev.rollback.target.TargetId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leases in a folder, for all processes of one machine that use it: a file a target, each replaced as a whole under a lock of the operating system. What a process holds is free as
 * soon as that process is gone, however it died. Thread-safe.
 *
 * <p>A lease that cannot be read is set aside, and its target counts as held by somebody unknown as long as a lease lasts; then it is free. A lease of a newer format is refused and not
 * touched. Network file systems whose locks do nothing are no place for it.
 */
public final class FileLeases implements Leases {

    private static final Logger log = LoggerFactory.getLogger(FileLeases.class);

    private static final LeaseOwner NOBODY =
            new LeaseOwner("nobody", "none", "none", "only looks", Severity.INFORMATIONAL);

    private final LeaseFolder folder;
    private final Duration lasts;
    private @Nullable Instance instance;

    private FileLeases(LeaseFolder folder, Duration lasts) {
        this.folder = folder;
        this.lasts = Terms.checked(lasts);
    }

    /**
     * Leases in this folder, which is made when it is not there. They last {@link Leases#DEFAULT_LASTS}.
     *
     * @throws LeaseException when the folder cannot be made, is no folder, or cannot be written to
     */
    public static FileLeases in(Path folder) {
        return in(folder, DEFAULT_LASTS);
    }

    /** In the folder of a journal, which is there. */
    static FileLeases beside(Path folder) {
        return new FileLeases(new LeaseFolder(folder), DEFAULT_LASTS);
    }

    /**
     * The same, where they last so long unless they are renewed.
     *
     * @throws IllegalArgumentException when it is less than a second
     * @throws LeaseException as {@link #in(Path)} does
     */
    public static FileLeases in(Path folder, Duration lasts) {
        try {
            Path made = Files.createDirectories(folder).toRealPath();
            if (!Files.isWritable(made)) {
                throw new IOException("the folder is read-only for this user");
            }
            return new FileLeases(new LeaseFolder(made), lasts);
        } catch (IOException e) {
            throw LeaseException.unavailable(folder.toString(), e);
        }
    }

    @Override
    public Acquisition acquire(TargetId target, LeaseOwner owner, Instant now) {
        return turn(claim(target, owner, now), kept -> kept.acquire(claim(target, owner, now)));
    }

    @Override
    public Renewal renew(Lease lease, Instant now) {
        Claim claim = claim(lease.target(), lease.owner(), now);
        return turn(claim, kept -> kept.renew(lease, claim));
    }

    @Override
    public void release(Lease lease) {
        Claim claim = new Claim(lease.target(), lease.owner(), lease.since(), lasts, "");
        Boolean unused = turn(claim, kept -> new Kept.Turn<>(kept.released(lease), true));
    }

    @Override
    public boolean ask(TargetId target, LeaseOwner owner, Instant now) {
        return turn(claim(target, owner, now), kept -> kept.ask(claim(target, owner, now)));
    }

    @Override
    public Lease breakGlass(TargetId target, LeaseOwner owner, String why, Instant now) {
        Terms.requireReason(target, why);
        Optional<Holder> before = holder(target, now);
        Lease taken = turn(claim(target, owner, now), kept -> kept.force(claim(target, owner, now), why));
        log.warn(Terms.forced(taken, why, before));
        return taken;
    }

    @Override
    public Optional<Holder> holder(TargetId target, Instant now) {
        Claim look = new Claim(target, NOBODY, now, lasts, "");
        return turn(look, kept -> new Kept.Turn<>(kept, kept.holder(now)));
    }

    /**
     * What shows others that whoever holds something lives.
     *
     * @param name of its file, which names it
     * @param lock of that file
     */
    private record Instance(String name, RunLock lock) {}

    private Claim claim(TargetId target, LeaseOwner owner, Instant now) {
        return new Claim(target, owner, now, lasts, name());
    }

    /** Shows others that this process lives, from the first time on that it wants something. */
    private synchronized String name() {
        try {
            Instance here = instance == null ? open() : instance;
            instance = here;
            return here.name();
        } catch (IOException e) {
            throw LeaseException.unavailable(folder.toString(), e);
        }
    }

    private Instance open() throws IOException {
        Path file = folder.newAlive();
        RunLock lock = RunLock.take(file).orElseThrow(() -> new IOException(file + " is locked by somebody else"));
        return new Instance(String.valueOf(file.getFileName()), lock);
    }

    /** Reads what is kept of a target, lets something become of it, and keeps that; nobody else gets in between. */
    private synchronized <T> T turn(Claim claim, Function<Kept, Kept.Turn<T>> rule) {
        try {
            return FolderLock.alone(folder.mutex(), () -> {
                Kept kept = read(claim);
                Kept.Turn<T> turn = rule.apply(kept);
                if (!turn.next().equals(kept)) {
                    write(claim.target(), turn.next());
                }
                return turn.answer();
            });
        } catch (IOException e) {
            throw LeaseException.unavailable(folder.toString(), e);
        }
    }

    private Kept read(Claim claim) throws IOException {
        Path file = folder.lease(claim.target());
        if (Files.notExists(file)) {
            return Kept.NOTHING;
        }
        Kept kept = KeptLeaseText.read(file.toString(), claim.target(), Files.readAllBytes(file));
        if (kept == null) {
            Path aside = folder.aside(file);
            Files.copy(file, aside);
            log.warn(
                    "The lease of {} cannot be read; it is set aside as {}, and held by somebody unknown for {}",
                    claim.target(),
                    aside,
                    lasts);
            Kept unreadable = Kept.unreadable(claim);
            write(claim.target(), unreadable);
            return unreadable;
        }
        return isDead(kept.holds()) ? kept.abandoned() : kept;
    }

    /** Whether the process is gone that holds something: then nobody has the lock on its file. */
    private boolean isDead(String holder) throws IOException {
        if (holder.isEmpty() || (instance != null && holder.equals(instance.name()))) {
            return false;
        }
        Path file = folder.alive(holder);
        if (Files.notExists(file)) {
            return true;
        }
        Optional<RunLock> lock = RunLock.take(file);
        if (lock.isPresent()) {
            lock.get().closeAndDelete();
        }
        return lock.isPresent();
    }

    private void write(TargetId target, Kept kept) throws IOException {
        DurableFile.replace(folder.lease(target), folder.part(), KeptLeaseText.write(target, kept));
    }

    @Override
    public Duration lasts() {
        return lasts;
    }

    /** The folder. */
    @Override
    public String describe() {
        return folder.toString();
    }

    /** What is held is free from now on, as when the process ends. */
    @Override
    public synchronized void close() {
        if (instance != null) {
            try {
                instance.lock().closeAndDelete();
            } catch (IOException e) {
                log.warn("A file of the leases in {} could not be closed", folder, e);
            }
            instance = null;
        }
    }
}
