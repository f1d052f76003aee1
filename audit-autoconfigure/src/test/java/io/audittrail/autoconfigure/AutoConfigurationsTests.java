package io.audittrail.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.context.annotation.Bean;
import org.springframework.util.ClassUtils;

/** What holds for every auto-configuration, also for those that come later. */
class AutoConfigurationsTests {

    static List<String> ours() {
        List<String> names = new ArrayList<>();
        ImportCandidates.load(AutoConfiguration.class, AutoConfigurationsTests.class.getClassLoader())
                .forEach(names::add);
        names.removeIf(name -> !name.startsWith("io.audittrail."));
        return names;
    }

    @Test
    void theyAreFoundByBoot() {
        assertThat(ours()).contains(AuditAutoConfiguration.class.getName());
    }

    @ParameterizedTest
    @MethodSource("ours")
    void classIsPublicAndFinal(String name) throws Exception {
        int modifiers = Class.forName(name).getModifiers();
        assertThat(Modifier.isPublic(modifiers) && Modifier.isFinal(modifiers)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("ours")
    void beanMethodsArePackagePrivate(String name) throws Exception {
        for (Method method : Class.forName(name).getDeclaredMethods()) {
            if (method.isAnnotationPresent(Bean.class)) {
                assertThat(method.getModifiers() & (Modifier.PUBLIC | Modifier.PROTECTED | Modifier.PRIVATE))
                        .as(method.toString())
                        .isZero();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("ours")
    void classesReferredToByNameExist(String name) throws Exception {
        AutoConfiguration annotation = Class.forName(name).getAnnotation(AutoConfiguration.class);
        assertThat(annotation).isNotNull();
        for (String other : annotation.afterName()) {
            assertThat(ClassUtils.isPresent(other, null)).as(other).isTrue();
        }
        for (String other : annotation.beforeName()) {
            assertThat(ClassUtils.isPresent(other, null)).as(other).isTrue();
        }
    }
}
