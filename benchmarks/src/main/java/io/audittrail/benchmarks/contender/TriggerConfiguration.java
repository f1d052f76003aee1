package io.audittrail.benchmarks.contender;

import io.audittrail.benchmarks.contender.TableData.Records;
import io.audittrail.benchmarks.contender.plain.Project;
import io.audittrail.benchmarks.workload.Model;
import io.audittrail.benchmarks.workload.Model.Told;
import java.util.List;
import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;

/** A row trigger of PostgreSQL that keeps the old and the new row in one table for all. */
@Configuration(proxyBeanMethods = false)
@EntityScan(basePackageClasses = Project.class)
class TriggerConfiguration {

    @Bean
    Model model() {
        return PlainEntities.model(Told.NOTHING);
    }

    /** By then there are tables to put triggers on. */
    @Bean
    @DependsOn("entityManagerFactory")
    AuditData auditData(Tables tables) {
        tables.run("""
                create table if not exists row_audit (
                    id bigint generated always as identity primary key,
                    at timestamptz not null default now(),
                    actor text not null default current_user,
                    operation text not null,
                    table_name text not null,
                    row_id text not null,
                    old_row jsonb,
                    new_row jsonb
                );
                create index if not exists row_audit_row on row_audit (table_name, row_id);
                create index if not exists row_audit_at on row_audit using brin (at);
                create or replace function keep_row() returns trigger language plpgsql as $$
                declare
                    before jsonb := case when tg_op <> 'INSERT' then to_jsonb(old) end;
                    after jsonb := case when tg_op <> 'DELETE' then to_jsonb(new) end;
                begin
                    insert into row_audit (operation, table_name, row_id, old_row, new_row)
                    values (tg_op, tg_table_name, coalesce(after, before) ->> tg_argv[0], before, after);
                    return null;
                end $$;
                """);
        keep(tables, "project", "id");
        keep(tables, "team", "id");
        keep(tables, "team_members", "team_id");
        return new TableData(tables, List.of(new Records("row_audit", "id")));
    }

    private static void keep(Tables tables, String table, String id) {
        tables.run("create or replace trigger keep_row after insert or update or delete on " + table
                + " for each row execute function keep_row('" + id + "')");
    }
}
