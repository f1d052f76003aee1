package io.audittrail.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.audittrail.database.Dialect;
import io.audittrail.testing.MariaServer;
import io.audittrail.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

class OutboxOnMariaIT extends OutboxContract {

    private static final long END_OF_SUMMER_TIME = 1_761_440_400;

    @Override
    TestDatabase newDatabase() {
        return MariaServer.newDatabase();
    }

    @Override
    String script() {
        return "schema-mariadb.sql";
    }

    @Test
    void mySqlGetsTheSameTables() throws Exception {
        assertThat(new ClassPathResource("io/audittrail/outbox/schema-mysql.sql").getContentAsByteArray())
                .isEqualTo(new ClassPathResource("io/audittrail/outbox/" + script()).getContentAsByteArray());
    }

    @Test
    void theClockGoesOnWhenTheHourOfSummerTimeIsRepeated() throws Exception {
        try (var connection = database.getConnection()) {
            JdbcTemplate session = new JdbcTemplate(new SingleConnectionDataSource(connection, true));
            session.execute("replace into mysql.time_zone values (4711, 'N')");
            session.execute("replace into mysql.time_zone_name values ('Test/Zone', 4711)");
            session.execute("replace into mysql.time_zone_transition_type values"
                    + " (4711, 0, 7200, 1, 'CEST'), (4711, 1, 3600, 0, 'CET')");
            session.execute("replace into mysql.time_zone_transition values (4711, 1743296400, 0), (4711, "
                    + END_OF_SUMMER_TIME + ", 1)");
            session.execute("set time_zone = 'Test/Zone'");
            for (long second = END_OF_SUMMER_TIME - 2; second < END_OF_SUMMER_TIME + 3; second++) {
                session.execute("set timestamp = " + second + ".25");
                assertThat(session.queryForObject("select " + Dialect.MARIADB.now(), Long.class))
                        .isEqualTo(second * 1000 + 250);
            }
            session.execute("set timestamp = default");
            session.execute("set time_zone = default");
        }
    }
}
