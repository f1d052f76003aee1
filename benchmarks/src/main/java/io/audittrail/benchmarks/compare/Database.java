package io.audittrail.benchmarks.compare;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;

/** Where the workloads run. Those of one kind share their JVMs. */
enum Database {
    H2("h2", "H2 in memory", Kind.H2),
    POSTGRES_ASYNC("postgres-async", "PostgreSQL, synchronous_commit=off", Kind.POSTGRES),
    POSTGRES_SYNC("postgres-sync", "PostgreSQL, synchronous_commit=on", Kind.POSTGRES);

    enum Kind {
        H2,
        POSTGRES
    }

    private final String id;
    private final String title;
    private final Kind kind;

    Database(String id, String title, Kind kind) {
        this.id = id;
        this.title = title;
        this.kind = kind;
    }

    @JsonValue
    String id() {
        return id;
    }

    String title() {
        return title;
    }

    Kind kind() {
        return kind;
    }

    /** What a child is to set before it is measured here. */
    List<String> settings() {
        return switch (this) {
            case H2 -> List.of();
            case POSTGRES_ASYNC -> List.of("synchronous_commit off");
            case POSTGRES_SYNC -> List.of("synchronous_commit on");
        };
    }

    static List<String> ids() {
        return Arrays.stream(values()).map(Database::id).toList();
    }
}
