package io.audittrail.sample.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.audittrail.sample.Api;
import io.audittrail.sample.SampleTest;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@SampleTest
class ProjectApiTests {

    @Autowired
    private Api api;

    @Autowired
    private JdbcTemplate sam;

    @Test
    void projectNcar0001ExistsAtStart() {
        assertThat(api.get("bob", "/api/projects/NCAR0001"))
                .hasStatusOk()
                .bodyJson()
                .isLenientlyEqualTo("""
                {"projcode":"NCAR0001","title":"Old","active":true,"lead":"bob"}""");
        assertThat(api.get("bob", "/api/projects"))
                .bodyJson()
                .extractingPath("$[0].projcode")
                .isEqualTo("NCAR0001");
    }

    @Test
    void aNewProjectCanBeReadWhereItsLocationSays() {
        assertThat(create("P-NEW")).hasStatus(HttpStatus.CREATED).hasHeader("Location", "/api/projects/P-NEW");
        assertThat(api.get("alice", "/api/projects/P-NEW")).bodyJson().isStrictlyEqualTo("""
                {"projcode":"P-NEW","title":"Ice","abstract":"On ice.","active":true,"lead":"bob"}""");
    }

    @Test
    void putReplacesWhatItNamesAndKeepsTheRest() {
        create("P-PUT");
        assertThat(api.put("bob", "/api/projects/P-PUT", """
                {"title":"Snow","lead":"alice","active":false}""")).hasStatusOk();
        assertThat(api.get("bob", "/api/projects/P-PUT")).bodyJson().isStrictlyEqualTo("""
                {"projcode":"P-PUT","title":"Snow","abstract":"On ice.","active":false,"lead":"alice"}""");
    }

    @Test
    void theProjcodeCannotBeChanged() {
        create("P-FIX");
        assertThat(api.put("bob", "/api/projects/P-FIX", """
                {"projcode":"P-OTHER","title":"Snow"}"""))
                .hasStatus(HttpStatus.BAD_REQUEST)
                .bodyJson()
                .hasPath("$.errors.projcode");
        assertThat(api.get("bob", "/api/projects/P-FIX"))
                .bodyJson()
                .extractingPath("title")
                .isEqualTo("Ice");
    }

    @Test
    void invalidFieldsAreNamedInAProblemDetail() {
        assertThat(api.post("bob", "/api/projects", """
                {"projcode":"a b","title":" "}"""))
                .hasStatus(HttpStatus.BAD_REQUEST)
                .hasContentType(MediaType.APPLICATION_PROBLEM_JSON)
                .bodyJson()
                .hasPath("$.errors.projcode")
                .hasPath("$.errors.title")
                .hasPath("$.errors.lead");
        assertThat(api.put("bob", "/api/projects/NCAR0002", "{\"title\":\"\"}"))
                .hasStatus(HttpStatus.BAD_REQUEST)
                .bodyJson()
                .hasPath("$.errors.title");
    }

    @Test
    void aLeadMustBeAUser() {
        assertThat(api.put("bob", "/api/projects/NCAR0002", "{\"lead\":\"nobody\"}"))
                .hasStatus(HttpStatus.BAD_REQUEST)
                .bodyJson()
                .extractingPath("$.errors.lead")
                .asString()
                .contains("nobody");
    }

    @Test
    void bodiesThatAreNotJsonAndDatesThatAreNoneAreBadRequests() {
        assertThat(api.post("bob", "/api/projects", "{"))
                .hasStatus(HttpStatus.BAD_REQUEST)
                .hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
        assertThat(api.post("bob", "/api/projects/expire?before=soon", null))
                .hasStatus(HttpStatus.BAD_REQUEST)
                .hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
        assertThat(api.post("bob", "/api/projects/expire", null)).hasStatus(HttpStatus.BAD_REQUEST);
    }

    @Test
    void whatIsNotThereIsNotFound() {
        assertThat(api.get("bob", "/api/projects/NONE"))
                .hasStatus(HttpStatus.NOT_FOUND)
                .hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
        assertThat(api.put("bob", "/api/projects/NONE", "{}")).hasStatus(HttpStatus.NOT_FOUND);
        assertThat(api.delete("bob", "/api/projects/NONE")).hasStatus(HttpStatus.NOT_FOUND);
        assertThat(api.put("bob", "/api/projects/NCAR0002/members/nobody", null))
                .hasStatus(HttpStatus.NOT_FOUND);
    }

    @Test
    void aProjcodeIsTakenOnce() {
        create("P-TWICE");
        assertThat(create("P-TWICE")).hasStatus(HttpStatus.CONFLICT).hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
    }

    @Test
    void aDeletedProjectIsGone() {
        create("P-GONE");
        assertThat(api.delete("bob", "/api/projects/P-GONE")).hasStatus(HttpStatus.NO_CONTENT);
        assertThat(api.get("bob", "/api/projects/P-GONE")).hasStatus(HttpStatus.NOT_FOUND);
    }

    @Test
    void aProjectWithAccountsCannotBeDeleted() {
        assertThat(api.delete("bob", "/api/projects/NCAR0001")).hasStatus(HttpStatus.CONFLICT);
    }

    @Test
    void theDatabaseHasTheLastWordOnWhatIsInUse() {
        create("P-PARENT");
        create("P-CHILD");
        sam.update("update project set parent_id = (select id from project where projcode = 'P-PARENT')"
                + " where projcode = 'P-CHILD'");
        assertThat(api.delete("bob", "/api/projects/P-PARENT"))
                .hasStatus(HttpStatus.CONFLICT)
                .hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
    }

    @Test
    void membersComeAndGo() {
        create("P-TEAM");
        assertThat(api.put("bob", "/api/projects/P-TEAM/members/alice", null)).hasStatus(HttpStatus.NO_CONTENT);
        assertThat(api.put("bob", "/api/projects/P-TEAM/members/alice", null)).hasStatus(HttpStatus.NO_CONTENT);
        assertThat(members("P-TEAM")).isEqualTo(1);
        assertThat(api.delete("bob", "/api/projects/P-TEAM/members/alice")).hasStatus(HttpStatus.NO_CONTENT);
        assertThat(members("P-TEAM")).isZero();
    }

    @Test
    void deactivationEndsAccountsAndAllocations() {
        createWithAllocation("P-END", "2999-12-31");
        assertThat(api.post("bob", "/api/projects/P-END/deactivate", null)).hasStatus(HttpStatus.NO_CONTENT);
        assertThat(state("P-END")).startsWith("false false").doesNotContain("2999");
    }

    @Test
    void aFailedDeactivationLeavesNothingBehind() {
        createWithAllocation("P-FAIL", "2999-12-31");
        assertThat(api.post("bob", "/api/projects/P-FAIL/deactivate?fail=true", null))
                .hasStatus(HttpStatus.INTERNAL_SERVER_ERROR)
                .hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
        assertThat(state("P-FAIL")).isEqualTo("true true 2999-12-31");
    }

    @Test
    void onlyProjectsWhoseAllocationsHaveAllEndedExpire() {
        createWithAllocation("P-PAST", "2001-12-31");
        createWithAllocation("P-OPEN", "2999-12-31");
        create("P-BARE");
        api.get("bob", "/api/projects"); // kept, from here on
        assertThat(api.post("bob", "/api/projects/expire?before=2002-01-01", null))
                .bodyJson()
                .extractingPath("expired")
                .isEqualTo(1);
        assertThat(api.get("bob", "/api/projects/P-PAST")).bodyText().contains("\"active\":false");
        assertThat(api.get("bob", "/api/projects/P-OPEN")).bodyText().contains("\"active\":true");
        assertThat(api.get("bob", "/api/projects/P-BARE")).bodyText().contains("\"active\":true");
        assertThat(api.get("bob", "/api/projects"))
                .bodyJson()
                .extractingPath("$[?(@.projcode == 'P-PAST')].active")
                .asArray()
                .containsExactly(false);
    }

    private MvcTestResult create(String projcode) {
        return api.post("bob", "/api/projects", """
                {"projcode":"%s","title":"Ice","abstract":"On ice.","active":true,"lead":"bob"}""".formatted(projcode));
    }

    private void createWithAllocation(String projcode, String end) {
        create(projcode);
        assertThat(api.post("bob", "/api/projects/" + projcode + "/allocations", """
                {"resource":"glade","amount":1,"startDate":"2000-01-01","endDate":"%s"}""".formatted(end)))
                .hasStatus(HttpStatus.CREATED);
    }

    private String state(String projcode) {
        return String.valueOf(sam.queryForObject("""
                select concat(p.active, ' ', a.active, ' ', l.end_date) from project p
                join account a on a.project_id = p.id join allocation l on l.account_id = a.id
                where p.projcode = ?""", String.class, projcode)).toLowerCase(Locale.ROOT);
    }

    private int members(String projcode) {
        Integer count = sam.queryForObject("""
                select count(*) from project_members m join project p on p.id = m.project_id
                where p.projcode = ?""", Integer.class, projcode);
        return count == null ? 0 : count;
    }
}
