package io.audittrail.sample.sam;

import io.audittrail.sample.ConflictException;
import io.audittrail.sample.InvalidException;
import io.audittrail.sample.NotFoundException;
import io.audittrail.sample.sam.domain.Account;
import io.audittrail.sample.sam.domain.Allocation;
import io.audittrail.sample.sam.domain.Project;
import io.audittrail.sample.sam.domain.User;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Projects, their members and their end. */
@Service
@Transactional
public class Projects {

    private final ProjectRepository projects;
    private final UserRepository users;
    private final AccountRepository accounts;
    private final AllocationRepository allocations;
    private final Clock clock;

    Projects(
            ProjectRepository projects,
            UserRepository users,
            AccountRepository accounts,
            AllocationRepository allocations,
            Clock clock) {
        this.projects = projects;
        this.users = users;
        this.accounts = accounts;
        this.allocations = allocations;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public List<ProjectView> all() {
        return projects.findAllByOrderByProjcode().stream().map(ProjectView::of).toList();
    }

    @Transactional(readOnly = true)
    public ProjectView find(String projcode) {
        return ProjectView.of(project(projcode));
    }

    public ProjectView create(NewProject request) {
        if (projects.findByProjcode(request.projcode()).isPresent()) {
            throw new ConflictException("There is a project '" + request.projcode() + "' already.");
        }
        Project project = new Project(request.projcode(), request.title(), lead(request.lead()));
        project.setAbstractText(request.abstractText());
        project.setActive(request.active() == null || request.active());
        return ProjectView.of(projects.save(project));
    }

    public ProjectView update(String projcode, ProjectUpdate request) {
        Project project = project(projcode);
        if (request.projcode() != null && !request.projcode().equals(projcode)) {
            throw new InvalidException("projcode", "cannot be changed: the address says '" + projcode + "'");
        }
        if (request.title() != null) {
            project.setTitle(request.title());
        }
        if (request.abstractText() != null) {
            project.setAbstractText(request.abstractText());
        }
        if (request.active() != null) {
            project.setActive(request.active());
        }
        if (request.lead() != null) {
            project.setLead(lead(request.lead()));
        }
        return ProjectView.of(project);
    }

    public void delete(String projcode) {
        Project project = project(projcode);
        if (accounts.existsByProject(project)) {
            throw new ConflictException("Project '" + projcode + "' has accounts: deactivate it instead.");
        }
        projects.delete(project);
    }

    public void addMember(String projcode, String username) {
        project(projcode).members().add(user(username));
    }

    public void removeMember(String projcode, String username) {
        project(projcode).members().remove(user(username));
    }

    /**
     * Ends a project with all it has.
     *
     * @param fail throws an exception after everything was sent to the database, to show that nothing of it remains
     */
    public void deactivate(String projcode, boolean fail) {
        Project project = project(projcode);
        project.setActive(false);
        for (Account account : accounts.findByProject(project)) {
            account.setActive(false);
        }
        LocalDate today = LocalDate.now(clock);
        for (Allocation allocation : allocations.findByAccountProject(project)) {
            allocation.endBy(today);
        }
        if (fail) {
            projects.flush();
            throw new DeactivationFailedException(projcode);
        }
    }

    /** Deactivates, in one statement, the projects whose allocations have all ended before this day. */
    public int expire(LocalDate before) {
        return projects.expire(before);
    }

    private Project project(String projcode) {
        return projects.findByProjcode(projcode).orElseThrow(() -> new NotFoundException("project", projcode));
    }

    private User user(String username) {
        return users.findByUsername(username).orElseThrow(() -> new NotFoundException("user", username));
    }

    private User lead(String username) {
        return users.findByUsername(username)
                .orElseThrow(() -> new InvalidException("lead", "must be a user; there is no '" + username + "'"));
    }
}
