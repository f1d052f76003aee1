package io.audittrail.hibernate.model;

import jakarta.persistence.Convert;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.ManyToOne;
import java.io.Serializable;
import java.util.Objects;
import java.util.UUID;

/** Every kind of identifier. */
public final class Keys {

    private Keys() {}

    @Embeddable
    public record CodeId(String area, int number) implements Serializable {}

    @Entity(name = "WithEmbeddedId")
    public static class WithEmbeddedId {
        @EmbeddedId
        public CodeId id;

        public String text;
    }

    @Embeddable
    public record WordId(
            @Convert(converter = Unusual.Backwards.class) String word, int number) implements Serializable {}

    @Entity(name = "WithConvertedId")
    public static class WithConvertedId {
        @EmbeddedId
        public WordId id;

        public String text;
    }

    public static class MembershipId implements Serializable {
        public Long person;
        public String role;

        @Override
        public boolean equals(Object other) {
            return other instanceof MembershipId that
                    && Objects.equals(person, that.person)
                    && Objects.equals(role, that.role);
        }

        @Override
        public int hashCode() {
            return Objects.hash(person, role);
        }
    }

    @Entity(name = "WithIdClass")
    @IdClass(MembershipId.class)
    public static class WithIdClass {
        @Id
        @ManyToOne
        public Person person;

        @Id
        public String role;

        public String text;
    }

    @Entity(name = "WithUuid")
    public static class WithUuid {
        @Id
        public UUID id;

        public String text;
    }

    @Entity(name = "WithAssignedText")
    public static class WithAssignedText {
        @Id
        public String id;

        public String text;
    }
}
