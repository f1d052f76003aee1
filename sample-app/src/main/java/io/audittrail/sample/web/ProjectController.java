package io.audittrail.sample.web;

import io.audittrail.sample.sam.AllocationView;
import io.audittrail.sample.sam.Allocations;
import io.audittrail.sample.sam.NewAllocation;
import io.audittrail.sample.sam.NewProject;
import io.audittrail.sample.sam.ProjectSummaries;
import io.audittrail.sample.sam.ProjectUpdate;
import io.audittrail.sample.sam.ProjectView;
import io.audittrail.sample.sam.Projects;
import jakarta.validation.Valid;
import java.net.URI;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/projects")
class ProjectController {

    private final Projects projects;
    private final ProjectSummaries summaries;
    private final Allocations allocations;

    ProjectController(Projects projects, ProjectSummaries summaries, Allocations allocations) {
        this.projects = projects;
        this.summaries = summaries;
        this.allocations = allocations;
    }

    @GetMapping
    List<ProjectView> all() {
        return summaries.all();
    }

    @PostMapping
    ResponseEntity<ProjectView> create(@Valid @RequestBody NewProject request) {
        ProjectView created = projects.create(request);
        return ResponseEntity.created(URI.create("/api/projects/" + created.projcode()))
                .body(created);
    }

    @GetMapping("/{projcode}")
    ProjectView find(@PathVariable String projcode) {
        return projects.find(projcode);
    }

    @PutMapping("/{projcode}")
    ProjectView update(@PathVariable String projcode, @Valid @RequestBody ProjectUpdate request) {
        return projects.update(projcode, request);
    }

    @DeleteMapping("/{projcode}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable String projcode) {
        projects.delete(projcode);
    }

    @PutMapping("/{projcode}/members/{username}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void addMember(@PathVariable String projcode, @PathVariable String username) {
        projects.addMember(projcode, username);
    }

    @DeleteMapping("/{projcode}/members/{username}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void removeMember(@PathVariable String projcode, @PathVariable String username) {
        projects.removeMember(projcode, username);
    }

    @PostMapping("/{projcode}/allocations")
    @ResponseStatus(HttpStatus.CREATED)
    AllocationView allocate(@PathVariable String projcode, @Valid @RequestBody NewAllocation request) {
        return allocations.grant(projcode, request);
    }

    @PostMapping("/{projcode}/deactivate")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void deactivate(@PathVariable String projcode, @RequestParam(defaultValue = "false") boolean fail) {
        projects.deactivate(projcode, fail);
    }

    @PostMapping("/expire")
    Map<String, Integer> expire(@RequestParam LocalDate before) {
        int expired = projects.expire(before);
        summaries.forget();
        return Map.of("expired", expired);
    }
}
