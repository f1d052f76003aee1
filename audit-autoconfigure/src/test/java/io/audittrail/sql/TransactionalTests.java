package io.audittrail.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What PostgreSQL does within a transaction as it does it alone. */
class TransactionalTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "do $$ begin update task set title = 'x'; end $$",
                "prepare p as update task set title = 'x'; execute p; deallocate p",
                "execute p(1)",
                "create table t as with u as (update task set title = 'x' returning *) select * from u"
            })
    void theseGoWithinATransaction(String sql) {
        assertThat(Transactional.is(sql)).isTrue();
    }

    /** They end transactions, or refuse to be in one; and what is not understood might. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "do $$ begin update task set title = 'x'; COMMIT; end $$",
                "do $$ begin rollback; end $$",
                "do 'begin execute ''call p()''; end'",
                "call p()",
                "prepare p as update task set title = 'x'; commit",
                "prepare transaction 'p'",
                "execute p; vacuum",
                "create index concurrently on task (title)",
                "create database d",
                "do $$ begin update task"
            })
    void theseMayNot(String sql) {
        assertThat(Transactional.is(sql)).isFalse();
    }
}
