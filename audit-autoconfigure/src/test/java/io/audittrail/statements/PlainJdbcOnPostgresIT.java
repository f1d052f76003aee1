package io.audittrail.statements;

import static org.assertj.core.api.Assertions.assertThat;

import io.audittrail.StatementRecord.Kind;
import io.audittrail.testing.PostgresServer;
import io.audittrail.testing.TestDatabase;
import org.junit.jupiter.api.Test;

class PlainJdbcOnPostgresIT extends PlainJdbcContract {

    @Override
    TestDatabase newDatabase() {
        return PostgresServer.newDatabase();
    }

    @Test
    void ofAStatementThatHasOthersWithinNobodyKnowsHowManyRowsAllOfThemChanged() {
        jdbc().update("with changed as (update thing set amount = 5 where id = 1 returning id)"
                + " insert into elsewhere select id from changed where id = 99");

        assertThat(only().kind()).isEqualTo(Kind.INSERT);
        assertThat(only().tables()).containsExactlyInAnyOrder("thing", "elsewhere");
        assertThat(only().rows()).isNull();
    }

    @Override
    String procedure() {
        return "create procedure touch() language sql as 'update thing set amount = amount + 1'";
    }
}
