package dev.rollback.examples.killed;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/** Starts virtual machines quickly: the classes of this one, in jars, and an archive of them as the first left them in memory. */
final class Launcher {

    private static final String MAIN = Child.class.getName();

    private final String classPath;
    private final Path archive;

    private Launcher(String classPath, Path archive) {
        this.classPath = classPath;
        this.archive = archive;
    }

    /** Puts its jars there. */
    static Launcher in(Path folder) throws IOException {
        List<String> parts = new ArrayList<>();
        for (String part : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            Path path = Path.of(part);
            parts.add(Files.isDirectory(path) ? jar(path, folder.resolve(parts.size() + ".jar")) : part);
        }
        return new Launcher(String.join(File.pathSeparator, parts), folder.resolve("classes.jsa"));
    }

    /** Folders cannot be archived. */
    private static String jar(Path classes, Path jar) throws IOException {
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file);
                Stream<Path> files = Files.walk(classes)) {
            for (Path path : files.filter(Files::isRegularFile).sorted().toList()) {
                out.putNextEntry(
                        new JarEntry(classes.relativize(path).toString().replace(File.separatorChar, '/')));
                Files.copy(path, out);
                out.closeEntry();
            }
        }
        return jar.toString();
    }

    Process start(int port, Path journal, Path output) throws IOException {
        Files.createDirectories(journal);
        String archiving = Files.exists(archive) ? "-XX:SharedArchiveFile=" : "-XX:ArchiveClassesAtExit=";
        return new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xshare:auto",
                        "-Xmx256m",
                        "-Xlog:disable",
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                        archiving + archive,
                        "-cp",
                        classPath,
                        MAIN,
                        Integer.toString(port),
                        journal.toString()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
                .start();
    }
}
