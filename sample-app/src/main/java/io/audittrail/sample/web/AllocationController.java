package io.audittrail.sample.web;

import io.audittrail.sample.sam.AllocationView;
import io.audittrail.sample.sam.Allocations;
import io.audittrail.sample.sam.NewAdjustment;
import jakarta.validation.Valid;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/allocations/{id}")
class AllocationController {

    private final Allocations allocations;

    AllocationController(Allocations allocations) {
        this.allocations = allocations;
    }

    @PostMapping("/adjustments")
    @ResponseStatus(HttpStatus.CREATED)
    AllocationView adjust(@PathVariable long id, @Valid @RequestBody NewAdjustment request) {
        return allocations.adjust(id, request);
    }

    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void withdraw(@PathVariable long id) {
        allocations.withdraw(id);
    }
}
