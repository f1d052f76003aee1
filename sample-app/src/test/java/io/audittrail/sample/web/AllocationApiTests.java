package io.audittrail.sample.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.audittrail.sample.Api;
import io.audittrail.sample.SampleTest;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.JdbcTemplate;

@SampleTest
class AllocationApiTests {

    private static int projects;

    @Autowired
    private Api api;

    @Autowired
    private JdbcTemplate sam;

    private String projcode = "";

    @BeforeEach
    void aProjectOfItsOwn() {
        projcode = "A" + ++projects;
        api.post("bob", "/api/projects", """
                {"projcode":"%s","title":"Ice","lead":"bob"}""".formatted(projcode));
    }

    @Test
    void anAllocationIsGrantedAndBooked() {
        assertThat(api.post("bob", allocations(), """
                {"resource":"derecho","amount":"100.50","startDate":"2026-01-01","endDate":"2026-12-31"}"""))
                .hasStatus(HttpStatus.CREATED)
                .bodyJson()
                .isLenientlyEqualTo("""
                        {"resource":"derecho","amount":100.50,"startDate":"2026-01-01","endDate":"2026-12-31"}""");
        assertThat(bookings()).containsExactly("NEW 100.50");
    }

    @Test
    void theAccountIsOpenedOnce() {
        allocate();
        allocate();
        assertThat(sam.queryForObject("""
                select count(*) from account a join project p on p.id = a.project_id
                where p.projcode = ?""", Integer.class, projcode)).isEqualTo(1);
    }

    @Test
    void allocationsAreValidated() {
        assertThat(api.post("bob", allocations(), "{\"resource\":\"\",\"amount\":0}"))
                .hasStatus(HttpStatus.BAD_REQUEST)
                .bodyJson()
                .hasPath("$.errors.resource")
                .hasPath("$.errors.amount")
                .hasPath("$.errors.startDate");
        assertThat(api.post("bob", allocations(), """
                {"resource":"abacus","amount":1,"startDate":"2026-01-01"}"""))
                .hasStatus(HttpStatus.BAD_REQUEST)
                .bodyJson()
                .hasPath("$.errors.resource");
        assertThat(api.post("bob", allocations(), """
                {"resource":"glade","amount":1,"startDate":"2026-01-02","endDate":"2026-01-01"}"""))
                .hasStatus(HttpStatus.BAD_REQUEST)
                .bodyJson()
                .hasPath("$.errors.endDate");
    }

    @Test
    void anInactiveProjectGetsNothing() {
        api.post("bob", "/api/projects/" + projcode + "/deactivate", null);
        assertThat(api.post("bob", allocations(), """
                {"resource":"glade","amount":1,"startDate":"2026-01-01"}""")).hasStatus(HttpStatus.CONFLICT);
    }

    @Test
    void anAdjustmentChangesTheAmountAndIsExplained() {
        long id = allocate();
        assertThat(api.post("bob", "/api/allocations/" + id + "/adjustments", """
                {"amount":-4.25,"comment":"refund"}"""))
                .hasStatus(HttpStatus.CREATED)
                .bodyJson()
                .extractingPath("amount")
                .isEqualTo(5.75);
        assertThat(bookings()).containsExactly("NEW 10.00", "ADJUSTMENT -4.25");
        assertThat(sam.queryForList("""
                select c.comment from charge_adjustment c join account a on a.id = c.account_id
                join project p on p.id = a.project_id where p.projcode = ?""", String.class, projcode)).containsExactly("refund");
    }

    @Test
    void nothingGoesBelowZero() {
        long id = allocate();
        assertThat(api.post("bob", "/api/allocations/" + id + "/adjustments", """
                {"amount":-10.01,"comment":"too much"}"""))
                .hasStatus(HttpStatus.CONFLICT);
        assertThat(amount(id)).isEqualByComparingTo("10");
        assertThat(api.post("bob", "/api/allocations/" + id + "/adjustments", "{\"amount\":1,\"comment\":\"\"}"))
                .hasStatus(HttpStatus.BAD_REQUEST);
    }

    @Test
    void whatTheDatabaseCannotHoldIsABadRequest() {
        long id = allocate();
        assertThat(api.post("bob", "/api/allocations/" + id + "/adjustments", """
                {"amount":"9999999999999.99","comment":"too much for numeric(15,2) on top of 10"}"""))
                .hasStatus(HttpStatus.BAD_REQUEST)
                .hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
        assertThat(amount(id)).isEqualByComparingTo("10");
    }

    @Test
    void aWithdrawnAllocationStaysInTheTableOnly() {
        long id = allocate();
        assertThat(api.delete("bob", "/api/allocations/" + id)).hasStatus(HttpStatus.NO_CONTENT);
        assertThat(api.delete("bob", "/api/allocations/" + id)).hasStatus(HttpStatus.NOT_FOUND);
        assertThat(sam.queryForObject("select deleted from allocation where id = ?", Boolean.class, id))
                .isTrue();
        assertThat(bookings()).containsExactly("NEW 10.00", "WITHDRAWAL -10.00");
    }

    @Test
    void anAllocationThatOthersAreTakenFromStays() {
        long whole = allocate();
        long part = allocate();
        sam.update("update allocation set parent_id = ? where id = ?", whole, part);
        assertThat(api.delete("bob", "/api/allocations/" + whole)).hasStatus(HttpStatus.CONFLICT);
    }

    private String allocations() {
        return "/api/projects/" + projcode + "/allocations";
    }

    private long allocate() {
        assertThat(api.post("bob", allocations(), """
                {"resource":"glade","amount":"10.00","startDate":"2026-01-01"}""")).hasStatus(HttpStatus.CREATED);
        Long id = sam.queryForObject("select max(id) from allocation", Long.class);
        return id == null ? -1 : id;
    }

    private BigDecimal amount(long id) {
        Map<String, Object> row = sam.queryForMap("select amount from allocation where id = ?", id);
        return (BigDecimal) row.getOrDefault("amount", BigDecimal.ZERO);
    }

    private List<String> bookings() {
        return sam.query("""
                select t.type, t.amount from allocation_transaction t join account a on a.id = t.account_id
                join project p on p.id = a.project_id where p.projcode = ? order by t.id""", (row, n) -> row.getString(1) + " " + row.getBigDecimal(2), projcode);
    }
}
