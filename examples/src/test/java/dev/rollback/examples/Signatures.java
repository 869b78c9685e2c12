package dev.rollback.examples;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;
import java.util.stream.Stream;

/** What a caller sees of a class: the types that its public and protected members name. */
final class Signatures {

    private Signatures() {}

    /** Requires that a visible member names only types that a caller may use: public ones, and none of Failsafe. */
    static ArchCondition<JavaClass> nameOnlyTypesThatCallersMayUse() {
        return new ArchCondition<>("name only public types, and none of Failsafe, in public signatures") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                if (visible(type)) {
                    type.getMembers().stream()
                            .filter(Signatures::visible)
                            .forEach(member -> typesOf(member)
                                    .filter(Signatures::hidden)
                                    .forEach(named -> events.add(SimpleConditionEvent.violated(
                                            member, member.getFullName() + " names " + named.getName()))));
                }
            }
        };
    }

    private static Stream<JavaClass> typesOf(JavaMember member) {
        if (member instanceof JavaField field) {
            return field.getAllInvolvedRawTypes().stream();
        }
        return member instanceof JavaCodeUnit unit
                ? Stream.concat(unit.getAllInvolvedRawTypes().stream(), unit.getExceptionTypes().stream())
                : Stream.empty();
    }

    private static boolean visible(JavaMember member) {
        Set<JavaModifier> modifiers = member.getModifiers();
        return !modifiers.contains(JavaModifier.SYNTHETIC)
                && (modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED));
    }

    private static boolean visible(JavaClass type) {
        return type.getModifiers().contains(JavaModifier.PUBLIC)
                && type.getEnclosingClass().map(Signatures::visible).orElse(true);
    }

    private static boolean hidden(JavaClass named) {
        JavaClass type = named.getBaseComponentType();
        return type.getPackageName().startsWith("dev.failsafe")
                || (type.getPackageName().startsWith("dev.rollback") && !visible(type));
    }
}
