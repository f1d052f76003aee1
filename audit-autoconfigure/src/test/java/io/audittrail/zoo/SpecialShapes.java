package io.audittrail.zoo;

import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Id;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import org.hibernate.annotations.TenantId;
import org.hibernate.bytecode.enhance.spi.DefaultEnhancementContext;
import org.hibernate.bytecode.enhance.spi.EnhancementContext;
import org.hibernate.bytecode.enhance.spi.UnloadedClass;
import org.hibernate.bytecode.enhance.spi.UnloadedField;
import org.hibernate.bytecode.internal.BytecodeProviderInitiator;
import org.hibernate.context.spi.CurrentTenantIdentifierResolver;
import org.jspecify.annotations.NullUnmarked;

/** Shapes that need a unit of their own. */
@NullUnmarked
final class SpecialShapes {

    static final String TENANT =
            "spring.jpa.properties.hibernate.tenant_identifier_resolver=" + "io.audittrail.zoo.SpecialShapes$OneTenant";

    private SpecialShapes() {}

    static Shape ofATenant() {
        return Shape.of("of a tenant", Rented.class)
                .then(em -> em.persist(new Rented()), "CREATE Rented 1 {tenant: 'acme', text: null}")
                .then(em -> em.find(Rented.class, 1L).text = "a", "UPDATE Rented 1 {text: [null, 'a']}")
                .then(em -> em.remove(em.find(Rented.class, 1L)), "DELETE Rented 1 {tenant: 'acme', text: 'a'}");
    }

    /** The bytecode of its entity is changed, so that an attribute can be loaded when it is asked for. */
    static Shape loadedLater(ClassLoader enhancing) {
        String create = "CREATE Letter 1 {subject: 's', body: 'long'}";
        String notLoaded = "{unread: 'not loaded'}";
        return Shape.of("an attribute that is loaded later", Letter.class)
                .then(em -> em.persist(newLetter(enhancing)), create)
                .then(em -> letter(em, enhancing).subject("t"), "UPDATE Letter 1 {subject: ['s', 't']}")
                .then(em -> letter(em, enhancing).body("new"), "UPDATE Letter 1 {body: [" + notLoaded + ", 'new']}")
                .then(
                        em -> {
                            Written letter = letter(em, enhancing);
                            letter.body(letter.body() + "er");
                        },
                        "UPDATE Letter 1 {body: ['new', 'newer']}")
                .then(
                        em -> em.remove(letter(em, enhancing)),
                        "DELETE Letter 1 {subject: 't', body: " + notLoaded + "}");
    }

    private static Written newLetter(ClassLoader enhancing) {
        try {
            return (Written) letterType(enhancing).getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Written letter(EntityManager em, ClassLoader enhancing) {
        return (Written) em.find(letterType(enhancing), 1L);
    }

    private static Class<?> letterType(ClassLoader enhancing) {
        try {
            return enhancing.loadClass(Letter.class.getName());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Loads entities as Hibernate's build plugins would have changed them. */
    static ClassLoader enhancing(Class<?>... entities) {
        List<String> names = Arrays.stream(entities).map(Class::getName).toList();
        ClassLoader parent = SpecialShapes.class.getClassLoader();
        return new ClassLoader(parent) {
            @Override
            protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
                synchronized (getClassLoadingLock(name)) {
                    Class<?> known = findLoadedClass(name);
                    if (known != null || !names.contains(name)) {
                        return known != null ? known : super.loadClass(name, resolve);
                    }
                    byte[] bytes = enhanced(name, parent);
                    return defineClass(name, bytes, 0, bytes.length);
                }
            }
        };
    }

    private static byte[] enhanced(String name, ClassLoader loader) {
        EnhancementContext lazily = new DefaultEnhancementContext() {
            @Override
            public ClassLoader getLoadingClassLoader() {
                return loader;
            }

            @Override
            public boolean hasLazyLoadableAttributes(UnloadedClass type) {
                return true;
            }

            @Override
            public boolean isLazyLoadable(UnloadedField field) {
                return true;
            }
        };
        try (InputStream file = loader.getResourceAsStream(name.replace('.', '/') + ".class")) {
            return BytecodeProviderInitiator.buildDefaultBytecodeProvider()
                    .getEnhancer(lazily)
                    .enhance(name, file.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Entity(name = "Rented")
    static class Rented {
        @Id
        Long id = 1L;

        @TenantId
        String tenant;

        String text;
    }

    public static final class OneTenant implements CurrentTenantIdentifierResolver<String> {
        @Override
        public String resolveCurrentTenantIdentifier() {
            return "acme";
        }

        @Override
        public boolean validateExistingCurrentSessions() {
            return false;
        }
    }
}
