package dev.rollback.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** What this JVM has spent and holds. */
final class Jvm {

    private static final int COLLECTIONS = 4;

    private Jvm() {}

    /** CPU nanoseconds of the process so far. */
    static long cpuNanos() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    /** CPU nanoseconds of this thread so far. */
    static long threadNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    /** Bytes of the heap that are in use after a collection. */
    @SuppressWarnings("SystemGc") // what is left after it is what is measured
    static long heapBytes() {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** How many threads there are. */
    static int threads() {
        return ManagementFactory.getThreadMXBean().getThreadCount();
    }

    /** One line on what the figures were measured with. */
    static String describe() {
        return "Java " + Runtime.version() + ", " + Runtime.getRuntime().availableProcessors() + " processors";
    }
}
