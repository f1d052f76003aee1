package io.audittrail.sample.web;

import io.audittrail.sample.status.Outage;
import io.audittrail.sample.status.Outages;
import jakarta.validation.Valid;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/outages")
class OutageController {

    private final Outages outages;

    OutageController(Outages outages) {
        this.outages = outages;
    }

    @GetMapping
    List<Outage> all() {
        return outages.all();
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Outage announce(@Valid @RequestBody Outage request) {
        return outages.announce(request);
    }

    @PutMapping("/{id}")
    Outage update(@PathVariable long id, @Valid @RequestBody Outage request) {
        return outages.update(id, request);
    }
}
