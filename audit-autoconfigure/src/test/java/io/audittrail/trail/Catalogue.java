package io.audittrail.trail;

import io.audittrail.Masked;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MapKeyEnumerated;
import jakarta.persistence.OrderColumn;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Year;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** Types whose attributes are of many types. */
final class Catalogue {

    private Catalogue() {}

    static final Class<?>[] TYPES = {Specimen.class, Site.class, Tool.class, Brush.class, Lamp.class};

    enum Stage {
        FOUND,
        CLEANED
    }

    @Embeddable
    record SiteKey(
            LocalDate opened, @Enumerated(EnumType.STRING) Stage stage, int number) implements Serializable {}

    @Entity(name = "Site")
    static class Site {
        @EmbeddedId
        @Nullable
        SiteKey id;

        @Nullable
        String name;

        Site() {}

        Site(SiteKey id) {
            this.id = id;
        }
    }

    @Embeddable
    record Span(
            @Nullable @Column(name = "since_day") LocalDate since,
            @Nullable @Column(name = "until_amount") BigDecimal until) {}

    record Weight(long grams) {

        static final class Grams implements AttributeConverter<@Nullable Weight, @Nullable Long> {
            @Override
            public @Nullable Long convertToDatabaseColumn(@Nullable Weight weight) {
                return weight == null ? null : weight.grams();
            }

            @Override
            public @Nullable Weight convertToEntityAttribute(@Nullable Long grams) {
                if (grams != null && grams < 0) {
                    throw new IllegalArgumentException("lighter than nothing");
                }
                return grams == null ? null : new Weight(grams);
            }
        }
    }

    record Whisper(String text) {

        static final class Reversed implements AttributeConverter<@Nullable Whisper, @Nullable String> {
            @Override
            public @Nullable String convertToDatabaseColumn(@Nullable Whisper whisper) {
                return whisper == null
                        ? null
                        : new StringBuilder(whisper.text()).reverse().toString();
            }

            @Override
            public @Nullable Whisper convertToEntityAttribute(@Nullable String text) {
                return text == null
                        ? null
                        : new Whisper(new StringBuilder(text).reverse().toString());
            }
        }
    }

    @Entity(name = "Tool")
    @Inheritance(strategy = InheritanceType.TABLE_PER_CLASS)
    abstract static class Tool {
        @Id
        long id;
    }

    @Entity(name = "Brush")
    static class Brush extends Tool {
        @Nullable
        LocalDate power;
    }

    @Entity(name = "Lamp")
    static class Lamp extends Tool {
        @Nullable
        BigDecimal power;
    }

    record Settings(String mode, BigDecimal gain) {}

    @Entity(name = "Specimen")
    static class Specimen {

        @Id
        UUID id = new UUID(1, 2);

        @Column(precision = 12, scale = 2)
        @Nullable
        BigDecimal mass;

        @Nullable
        LocalDate found;

        @Nullable
        LocalTime foundAt;

        @Nullable
        LocalDateTime cleaned;

        @Nullable
        Instant stored;

        @Nullable
        OffsetDateTime lent;

        @Nullable
        Year published;

        @Nullable
        Duration exposure;

        @Nullable
        Timestamp scanned;

        @Nullable
        UUID origin;

        int pieces;
        short shelf;
        byte drawer;
        long seen;
        double ratio;
        float factor;
        boolean lost;
        char grade = 'A';

        @Nullable
        BigInteger serial;

        byte @Nullable [] image;

        @Enumerated(EnumType.STRING)
        @Nullable
        Stage stage;

        @Enumerated(EnumType.ORDINAL)
        @Nullable
        Stage next;

        @JdbcTypeCode(SqlTypes.JSON)
        @Nullable
        Map<String, Object> tags;

        @JdbcTypeCode(SqlTypes.JSON)
        @Nullable
        Settings settings;

        @Embedded
        @Nullable
        Span span;

        @ManyToOne
        @Nullable
        Site site;

        @Convert(converter = Weight.Grams.class)
        @Nullable
        Weight weight;

        @Convert(converter = Whisper.Reversed.class)
        @Nullable
        Whisper whisper;

        @Masked
        @Nullable
        BigDecimal price;

        @ElementCollection
        Set<LocalDate> visits = new HashSet<>();

        @ElementCollection
        @OrderColumn(name = "place")
        List<BigDecimal> readings = new ArrayList<>();

        @ElementCollection
        @MapKeyEnumerated(EnumType.STRING)
        Map<Stage, BigDecimal> costs = new HashMap<>();

        @ElementCollection
        Set<Span> spans = new HashSet<>();

        @ManyToMany
        Set<Site> others = new HashSet<>();
    }
}
