package io.audittrail.sample.status;

import io.audittrail.sample.InvalidException;
import io.audittrail.sample.NotFoundException;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Outages, announced and ended by people. */
@Service
@Transactional(StatusConfiguration.TRANSACTION_MANAGER)
public class Outages {

    private final OutageRepository outages;

    Outages(OutageRepository outages) {
        this.outages = outages;
    }

    public List<Outage> all() {
        return outages.findAllByOrderByStartedAtDesc().stream()
                .map(SystemOutage::toOutage)
                .toList();
    }

    public Outage announce(Outage request) {
        check(request);
        return outages.save(new SystemOutage(request)).toOutage();
    }

    public Outage update(long id, Outage request) {
        SystemOutage outage = outages.findById(id).orElseThrow(() -> new NotFoundException("outage", id));
        check(request);
        outage.set(request);
        return outage.toOutage();
    }

    private static void check(Outage request) {
        if (request.endedAt() != null && request.endedAt().isBefore(request.startedAt())) {
            throw new InvalidException("endedAt", "must not be before startedAt");
        }
    }
}
