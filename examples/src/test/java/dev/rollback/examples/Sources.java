package dev.rollback.examples;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** Source files as the compiler's parser sees them: sizes of methods and records, and what lacks Javadoc. */
final class Sources {

    private final List<Unit> methods = new ArrayList<>();
    private final List<Unit> records = new ArrayList<>();
    private final List<String> undocumented = new ArrayList<>();

    private Sources() {}

    /** A method or record: where it is, how many lines it has, and how many parameters or components. */
    record Unit(String name, long lines, long parts) {}

    static Sources parse(List<Path> files) {
        Sources sources = new Sources();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, manager, null, List.of("-proc:none"), null, manager.getJavaFileObjectsFromPaths(files));
            DocTrees docs = DocTrees.instance(task);
            task.parse().forEach(unit -> sources.new Reader(docs, unit).scan(unit, null));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot parse the sources", e);
        }
        return sources;
    }

    static String textOf(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    static long linesOf(Path file) {
        return textOf(file).lines().count();
    }

    List<Unit> methods() {
        return List.copyOf(methods);
    }

    List<Unit> records() {
        return List.copyOf(records);
    }

    /** Public types and methods that have no Javadoc; what overrides or implements inherits it. */
    List<String> undocumented() {
        return List.copyOf(undocumented);
    }

    private final class Reader extends TreePathScanner<@Nullable Void, @Nullable Void> {

        private final DocTrees docs;
        private final CompilationUnitTree unit;

        private Reader(DocTrees docs, CompilationUnitTree unit) {
            this.docs = docs;
            this.unit = unit;
        }

        @Override
        public @Nullable Void visitClass(ClassTree type, @Nullable Void none) {
            if (type.getKind() == Tree.Kind.RECORD) {
                records.add(new Unit(nameOf(type.getSimpleName()), linesOf(type), componentsOf(type)));
            }
            if (isPublic(getCurrentPath()) && lacksJavadoc()) {
                undocumented.add(nameOf(type.getSimpleName()));
            }
            return super.visitClass(type, null);
        }

        @Override
        public @Nullable Void visitMethod(MethodTree method, @Nullable Void none) {
            boolean canonical = isCanonical(method);
            int parameters = canonical ? 0 : method.getParameters().size();
            Unit read = new Unit(nameOf(method.getName()), linesOf(method), parameters);
            methods.add(read);
            if (isPublic(getCurrentPath()) && !inherits(method) && !canonical && lacksJavadoc()) {
                undocumented.add(read.name());
            }
            return super.visitMethod(method, null);
        }

        /** Of a record: its parameters are the components, which have a rule of their own, as is the record's Javadoc. */
        private boolean isCanonical(MethodTree method) {
            ClassTree type = (ClassTree) getCurrentPath().getParentPath().getLeaf();
            return type.getKind() == Tree.Kind.RECORD
                    && method.getReturnType() == null
                    && method.getParameters().size() == componentsOf(type);
        }

        private boolean inherits(MethodTree method) {
            return method.getModifiers().getAnnotations().stream()
                    .anyMatch(annotation ->
                            annotation.getAnnotationType().toString().equals("Override"));
        }

        private boolean lacksJavadoc() {
            return docs.getDocComment(getCurrentPath()) == null;
        }

        /** Public itself, by its own modifier or as member of an interface, and so is all around it. */
        private boolean isPublic(TreePath path) {
            TreePath parent = path.getParentPath();
            if (parent == null || parent.getLeaf() instanceof CompilationUnitTree) {
                return declaredPublic(path.getLeaf());
            }
            return parent.getLeaf() instanceof ClassTree around
                    && (declaredPublic(path.getLeaf())
                            || (around.getKind() == Tree.Kind.INTERFACE && !declaredPrivate(path.getLeaf())))
                    && isPublic(parent);
        }

        private boolean declaredPublic(Tree tree) {
            return modifiersOf(tree).contains(Modifier.PUBLIC);
        }

        private boolean declaredPrivate(Tree tree) {
            return modifiersOf(tree).contains(Modifier.PRIVATE);
        }

        private Set<Modifier> modifiersOf(Tree tree) {
            return tree instanceof ClassTree type
                    ? type.getModifiers().getFlags()
                    : ((MethodTree) tree).getModifiers().getFlags();
        }

        private long componentsOf(ClassTree type) {
            return type.getMembers().stream()
                    .filter(VariableTree.class::isInstance)
                    .map(VariableTree.class::cast)
                    .filter(field -> !field.getModifiers().getFlags().contains(Modifier.STATIC))
                    .count();
        }

        private long linesOf(Tree tree) {
            long start = docs.getSourcePositions().getStartPosition(unit, tree);
            long end = docs.getSourcePositions().getEndPosition(unit, tree);
            return end < 0 ? 1 : lineOf(end) - lineOf(start) + 1;
        }

        private long lineOf(long position) {
            return unit.getLineMap().getLineNumber(position);
        }

        private String nameOf(CharSequence simpleName) {
            return House.nameOf(Path.of(unit.getSourceFile().toUri())) + ": " + simpleName;
        }
    }
}
