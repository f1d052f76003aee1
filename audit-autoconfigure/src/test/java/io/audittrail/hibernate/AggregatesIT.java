package io.audittrail.hibernate;

import static org.assertj.core.api.Assertions.assertThat;

import io.audittrail.ChangeRecord;
import io.audittrail.Masked;
import io.audittrail.Unaudited;
import io.audittrail.testing.PostgresServer;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.Struct;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Embeddables that are stored in one column, parts of which must not be shown. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AggregatesIT {

    private static final AuditRules RULES =
            new AuditRules(false, List.of(), List.of(), List.of("pin"), List.of(), List.of("pin"));

    private final CapturedUnit unit =
            CapturedUnit.unheard(PostgresServer.newDatabase(), RULES, List.of(), Person.class);

    @AfterAll
    void close() {
        unit.close();
    }

    @Embeddable
    @NullUnmarked
    public static class Open {
        public String street = "Main";
    }

    @Embeddable
    @NullUnmarked
    public static class Half {
        public String street = "Main";

        @Unaudited
        public String draft = "SECRET";
    }

    @Embeddable
    @NullUnmarked
    public static class Card {
        public String street = "Main";
        public String pin = "SECRET";
    }

    @Embeddable
    @Struct(name = "card")
    @NullUnmarked
    public static class Wallet {
        public String street = "Main";

        @Masked
        public String code = "SECRET";
    }

    @Embeddable
    @Struct(name = "note")
    @NullUnmarked
    public static class Note {
        public String street = "Main";

        @Unaudited
        public String draft = "SECRET";
    }

    @Embeddable
    @Struct(name = "plain")
    @NullUnmarked
    public static class Plain {
        public String street = "Main";
    }

    @NullUnmarked
    public static class Document {
        public String street = "Main";
        public List<Sheet> sheets = List.of(new Sheet());
    }

    @NullUnmarked
    public static class Sheet {
        @Masked
        public String code = "SECRET";

        public List<Sheet> further = List.of();
    }

    @Entity(name = "Person")
    @NullUnmarked
    public static class Person {
        @Id
        public Long id = 1L;

        @Embedded
        @JdbcTypeCode(SqlTypes.JSON)
        public Open openAsJson = new Open();

        @Embedded
        @JdbcTypeCode(SqlTypes.JSON)
        public Half halfAsJson = new Half();

        @Embedded
        @JdbcTypeCode(SqlTypes.JSON)
        public Card cardAsJson = new Card();

        @Embedded
        public Plain plain = new Plain();

        @Embedded
        public Wallet wallet = new Wallet();

        @Embedded
        public Note note = new Note();

        @Unaudited
        @Embedded
        @JdbcTypeCode(SqlTypes.SQLXML)
        public Card gone = new Card();

        @JdbcTypeCode(SqlTypes.JSON_ARRAY)
        public List<Open> opens = new ArrayList<>(List.of(new Open()));

        @JdbcTypeCode(SqlTypes.JSON_ARRAY)
        public List<Half> halves = new ArrayList<>(List.of(new Half()));

        @JdbcTypeCode(SqlTypes.JSON_ARRAY)
        public List<Card> cards = new ArrayList<>(List.of(new Card()));

        public List<Wallet> wallets = new ArrayList<>(List.of(new Wallet()));

        @JdbcTypeCode(SqlTypes.JSON)
        public Document document = new Document();

        @ElementCollection
        @JdbcTypeCode(SqlTypes.JSON)
        public List<Sheet> sheets = new ArrayList<>(List.of(new Sheet()));

        @JdbcTypeCode(SqlTypes.JSON)
        public Map<String, String> words = Map.of("a", "b");
    }

    @Test
    void aColumnIsAsSecretAsItsParts() {
        MappedTable table = Objects.requireNonNull(unit.mapped).tables().get(0);

        assertThat(table.masked())
                .containsExactlyInAnyOrder(
                        "halfasjson", "cardasjson", "wallet", "note", "halves", "cards", "wallets", "document");
        assertThat(table.without()).containsExactly("gone");
        assertThat(table.known())
                .containsExactlyInAnyOrder(
                        "id",
                        "openasjson",
                        "halfasjson",
                        "cardasjson",
                        "plain",
                        "wallet",
                        "note",
                        "gone",
                        "opens",
                        "halves",
                        "cards",
                        "wallets",
                        "document",
                        "words");
    }

    @Test
    void theLogShowsNoSecretPart() {
        unit.commit(em -> em.persist(new Person()));

        ChangeRecord created = unit.committed.get(0).changes().get(0);
        assertThat(created.toString()).contains("Main").doesNotContain("SECRET");
    }
}
