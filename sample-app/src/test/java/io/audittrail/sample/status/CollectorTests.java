package io.audittrail.sample.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.audittrail.sample.SampleTest;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

@SampleTest
class CollectorTests {

    @Autowired
    private NodeStatusRepository nodes;

    @Autowired
    private QueueStatusRepository queues;

    @Autowired
    @Qualifier("systemStatusDataSource")
    private DataSource systemStatus;

    @Autowired
    private ApplicationContext context;

    @Test
    void measurementsOverwriteTheOnesBefore() {
        Instant now = Instant.parse("2026-11-20T08:00:00Z");
        for (Instant time : new Instant[] {now, now.plusSeconds(5)}) {
            new Collector(nodes, queues, Clock.fixed(time, ZoneOffset.UTC)).collect();
        }
        JdbcTemplate jdbc = new JdbcTemplate(systemStatus);
        assertThat(jdbc.queryForObject(
                        "select count(*) from node_status where measured_at > ?", Integer.class, Timestamp.from(now)))
                .isEqualTo(3);
        assertThat(jdbc.queryForObject("select count(*) from queue_status", Integer.class))
                .isEqualTo(2);
    }

    @Test
    void theCollectorCanBeSwitchedOff() {
        assertThat(context.getBeansOfType(Collector.class)).isEmpty();
    }
}
