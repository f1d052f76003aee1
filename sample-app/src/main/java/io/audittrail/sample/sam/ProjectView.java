package io.audittrail.sample.sam;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.audittrail.sample.sam.domain.Project;
import org.jspecify.annotations.Nullable;

/** A project as the API shows it. */
public record ProjectView(
        String projcode,
        String title,
        @JsonProperty("abstract") @Nullable String abstractText,
        boolean active,
        String lead) {

    static ProjectView of(Project project) {
        return new ProjectView(
                project.projcode(),
                project.title(),
                project.abstractText(),
                project.isActive(),
                project.lead().username());
    }
}
