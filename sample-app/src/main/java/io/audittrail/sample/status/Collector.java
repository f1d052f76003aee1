package io.audittrail.sample.status;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Writes what nodes and queues report every few seconds. The numbers are made up; the many writes are the point. */
@Component
@ConditionalOnBooleanProperty(name = "sample.collector.enabled", matchIfMissing = true)
class Collector {

    private static final List<String> NODES = List.of("dec0001", "dec0002", "dec0003");
    private static final List<String> QUEUES = List.of("main", "develop");

    private final NodeStatusRepository nodes;
    private final QueueStatusRepository queues;
    private final Clock clock;
    private final RandomGenerator random = RandomGenerator.getDefault();

    Collector(NodeStatusRepository nodes, QueueStatusRepository queues, Clock clock) {
        this.nodes = nodes;
        this.queues = queues;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "${sample.collector.interval:5s}")
    @Transactional(StatusConfiguration.TRANSACTION_MANAGER)
    public void collect() {
        Instant now = clock.instant();
        for (String node : NODES) {
            nodes.save(new NodeStatus(node, random.nextDouble(), now));
        }
        for (String queue : QUEUES) {
            queues.save(new QueueStatus(queue, random.nextInt(500), random.nextInt(2_000), now));
        }
    }
}
