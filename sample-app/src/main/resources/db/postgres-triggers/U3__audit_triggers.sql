-- Takes back what was done about this for the triggers of persistence unit 'sam':
-- Column line of table "public"."audit_activity" must not be null, and rows of triggers have none.
-- There is no function "public"."audit_trigger_shown"(jsonb, text[]).
-- There is no function "public"."audit_trigger_id"(jsonb, jsonb).
-- There is no function "public"."audit_trigger_changed"(jsonb, jsonb).
-- There is no function "public"."audit_trigger_words"(text).
-- There is no function "public"."audit_trigger_masked"(jsonb, oid).
-- There is no function "public"."audit_trigger_needed"(jsonb, text[], oid).
-- There is no function "public"."audit_trigger_told"(jsonb, boolean).
-- There is no function "public"."audit_trigger_uuid"(text).
-- There is no function "public"."audit_trigger_transaction"().
-- There is no function "public"."audit_trigger_object"(text).
-- There is no function "public"."audit_trigger_paused"(jsonb).
-- There is no function "public"."audit_trigger_open"(jsonb, timestamp with time zone).
-- There is no function "public"."audit_trigger_one"(jsonb, oid, timestamp with time zone, text[], jsonb, jsonb).
-- There is no function "public"."audit_trigger_pause"(jsonb, timestamp with time zone).
-- There is no function "public"."audit_trigger_shadow"().
-- There is no function "public"."audit_trigger_insert"().
-- There is no function "public"."audit_trigger_update"().
-- There is no function "public"."audit_trigger_delete"().
-- There is no function "public"."audit_trigger_row"().
-- There is no function "public"."audit_trigger_truncate"().
-- There is no function "public"."audit_trigger_required"(text[]).
-- There is no function "public"."audit_trigger_rename_table"(text, text, text, text).
-- There is no function "public"."audit_trigger_rename_column"(text, text, text, text).
-- There is no function "public"."audit_trigger_add_column"(text, text, text, jsonb).
-- There is no function "public"."audit_trigger_drop_column"(text, text, text).
-- There is no function "public"."audit_trigger_convert_column"(text, text, text, regtype).
-- There is no function "public"."audit_trigger_convert_column"(text, text, text, regprocedure, text).
-- There is no function "public"."audit_trigger_convert_each"(text, text, text, text, text).
-- There is no trigger "audit_insert" of table "public"."account".
-- There is no trigger "audit_update" of table "public"."account".
-- There is no trigger "audit_delete" of table "public"."account".
-- There is no trigger "audit_truncate" of table "public"."account".
-- There is no trigger "audit_insert" of table "public"."allocation".
-- There is no trigger "audit_update" of table "public"."allocation".
-- There is no trigger "audit_delete" of table "public"."allocation".
-- There is no trigger "audit_truncate" of table "public"."allocation".
-- There is no trigger "audit_insert" of table "public"."allocation_transaction".
-- There is no trigger "audit_update" of table "public"."allocation_transaction".
-- There is no trigger "audit_delete" of table "public"."allocation_transaction".
-- There is no trigger "audit_truncate" of table "public"."allocation_transaction".
-- There is no trigger "audit_insert" of table "public"."charge_adjustment".
-- There is no trigger "audit_update" of table "public"."charge_adjustment".
-- There is no trigger "audit_delete" of table "public"."charge_adjustment".
-- There is no trigger "audit_truncate" of table "public"."charge_adjustment".
-- There is no trigger "audit_insert" of table "public"."resource".
-- There is no trigger "audit_update" of table "public"."resource".
-- There is no trigger "audit_delete" of table "public"."resource".
-- There is no trigger "audit_truncate" of table "public"."resource".
-- There is no trigger "audit_insert" of table "public"."compute_resource".
-- There is no trigger "audit_update" of table "public"."compute_resource".
-- There is no trigger "audit_delete" of table "public"."compute_resource".
-- There is no trigger "audit_truncate" of table "public"."compute_resource".
-- There is no trigger "audit_insert" of table "public"."contract".
-- There is no trigger "audit_update" of table "public"."contract".
-- There is no trigger "audit_delete" of table "public"."contract".
-- There is no trigger "audit_truncate" of table "public"."contract".
-- There is no trigger "audit_insert" of table "public"."email_address".
-- There is no trigger "audit_update" of table "public"."email_address".
-- There is no trigger "audit_delete" of table "public"."email_address".
-- There is no trigger "audit_truncate" of table "public"."email_address".
-- There is no trigger "audit_insert" of table "public"."organization".
-- There is no trigger "audit_update" of table "public"."organization".
-- There is no trigger "audit_delete" of table "public"."organization".
-- There is no trigger "audit_truncate" of table "public"."organization".
-- There is no trigger "audit_insert" of table "public"."project".
-- There is no trigger "audit_update" of table "public"."project".
-- There is no trigger "audit_delete" of table "public"."project".
-- There is no trigger "audit_truncate" of table "public"."project".
-- There is no trigger "audit_insert" of table "public"."project_members".
-- There is no trigger "audit_update" of table "public"."project_members".
-- There is no trigger "audit_delete" of table "public"."project_members".
-- There is no trigger "audit_truncate" of table "public"."project_members".
-- There is no trigger "audit_insert" of table "public"."project_code".
-- There is no trigger "audit_update" of table "public"."project_code".
-- There is no trigger "audit_delete" of table "public"."project_code".
-- There is no trigger "audit_truncate" of table "public"."project_code".
-- There is no trigger "audit_insert" of table "public"."role".
-- There is no trigger "audit_update" of table "public"."role".
-- There is no trigger "audit_delete" of table "public"."role".
-- There is no trigger "audit_truncate" of table "public"."role".
-- There is no trigger "audit_insert" of table "public"."storage_resource".
-- There is no trigger "audit_update" of table "public"."storage_resource".
-- There is no trigger "audit_delete" of table "public"."storage_resource".
-- There is no trigger "audit_truncate" of table "public"."storage_resource".
-- There is no trigger "audit_insert" of table "public"."users".
-- There is no trigger "audit_update" of table "public"."users".
-- There is no trigger "audit_delete" of table "public"."users".
-- There is no trigger "audit_truncate" of table "public"."users".
-- There is no trigger "audit_insert" of table "public"."users_roles".
-- There is no trigger "audit_update" of table "public"."users_roles".
-- There is no trigger "audit_delete" of table "public"."users_roles".
-- There is no trigger "audit_truncate" of table "public"."users_roles".

drop trigger if exists "audit_truncate" on "public"."users_roles";

drop trigger if exists "audit_delete" on "public"."users_roles";

drop trigger if exists "audit_update" on "public"."users_roles";

drop trigger if exists "audit_insert" on "public"."users_roles";

drop trigger if exists "audit_truncate" on "public"."users";

drop trigger if exists "audit_delete" on "public"."users";

drop trigger if exists "audit_update" on "public"."users";

drop trigger if exists "audit_insert" on "public"."users";

drop trigger if exists "audit_truncate" on "public"."storage_resource";

drop trigger if exists "audit_delete" on "public"."storage_resource";

drop trigger if exists "audit_update" on "public"."storage_resource";

drop trigger if exists "audit_insert" on "public"."storage_resource";

drop trigger if exists "audit_truncate" on "public"."role";

drop trigger if exists "audit_delete" on "public"."role";

drop trigger if exists "audit_update" on "public"."role";

drop trigger if exists "audit_insert" on "public"."role";

drop trigger if exists "audit_truncate" on "public"."project_code";

drop trigger if exists "audit_delete" on "public"."project_code";

drop trigger if exists "audit_update" on "public"."project_code";

drop trigger if exists "audit_insert" on "public"."project_code";

drop trigger if exists "audit_truncate" on "public"."project_members";

drop trigger if exists "audit_delete" on "public"."project_members";

drop trigger if exists "audit_update" on "public"."project_members";

drop trigger if exists "audit_insert" on "public"."project_members";

drop trigger if exists "audit_truncate" on "public"."project";

drop trigger if exists "audit_delete" on "public"."project";

drop trigger if exists "audit_update" on "public"."project";

drop trigger if exists "audit_insert" on "public"."project";

drop trigger if exists "audit_truncate" on "public"."organization";

drop trigger if exists "audit_delete" on "public"."organization";

drop trigger if exists "audit_update" on "public"."organization";

drop trigger if exists "audit_insert" on "public"."organization";

drop trigger if exists "audit_truncate" on "public"."email_address";

drop trigger if exists "audit_delete" on "public"."email_address";

drop trigger if exists "audit_update" on "public"."email_address";

drop trigger if exists "audit_insert" on "public"."email_address";

drop trigger if exists "audit_truncate" on "public"."contract";

drop trigger if exists "audit_delete" on "public"."contract";

drop trigger if exists "audit_update" on "public"."contract";

drop trigger if exists "audit_insert" on "public"."contract";

drop trigger if exists "audit_truncate" on "public"."compute_resource";

drop trigger if exists "audit_delete" on "public"."compute_resource";

drop trigger if exists "audit_update" on "public"."compute_resource";

drop trigger if exists "audit_insert" on "public"."compute_resource";

drop trigger if exists "audit_truncate" on "public"."resource";

drop trigger if exists "audit_delete" on "public"."resource";

drop trigger if exists "audit_update" on "public"."resource";

drop trigger if exists "audit_insert" on "public"."resource";

drop trigger if exists "audit_truncate" on "public"."charge_adjustment";

drop trigger if exists "audit_delete" on "public"."charge_adjustment";

drop trigger if exists "audit_update" on "public"."charge_adjustment";

drop trigger if exists "audit_insert" on "public"."charge_adjustment";

drop trigger if exists "audit_truncate" on "public"."allocation_transaction";

drop trigger if exists "audit_delete" on "public"."allocation_transaction";

drop trigger if exists "audit_update" on "public"."allocation_transaction";

drop trigger if exists "audit_insert" on "public"."allocation_transaction";

drop trigger if exists "audit_truncate" on "public"."allocation";

drop trigger if exists "audit_delete" on "public"."allocation";

drop trigger if exists "audit_update" on "public"."allocation";

drop trigger if exists "audit_insert" on "public"."allocation";

drop trigger if exists "audit_truncate" on "public"."account";

drop trigger if exists "audit_delete" on "public"."account";

drop trigger if exists "audit_update" on "public"."account";

drop trigger if exists "audit_insert" on "public"."account";

drop function if exists "public"."audit_trigger_convert_each"(text, text, text, text, text);

drop function if exists "public"."audit_trigger_convert_column"(text, text, text, regprocedure, text);

drop function if exists "public"."audit_trigger_convert_column"(text, text, text, regtype);

drop function if exists "public"."audit_trigger_drop_column"(text, text, text);

drop function if exists "public"."audit_trigger_add_column"(text, text, text, jsonb);

drop function if exists "public"."audit_trigger_rename_column"(text, text, text, text);

drop function if exists "public"."audit_trigger_rename_table"(text, text, text, text);

drop function if exists "public"."audit_trigger_required"(text[]);

drop function if exists "public"."audit_trigger_truncate"();

drop function if exists "public"."audit_trigger_row"();

drop function if exists "public"."audit_trigger_delete"();

drop function if exists "public"."audit_trigger_update"();

drop function if exists "public"."audit_trigger_insert"();

drop function if exists "public"."audit_trigger_shadow"();

drop function if exists "public"."audit_trigger_pause"(jsonb, timestamp with time zone);

drop function if exists "public"."audit_trigger_one"(jsonb, oid, timestamp with time zone, text[], jsonb, jsonb);

drop function if exists "public"."audit_trigger_open"(jsonb, timestamp with time zone);

drop function if exists "public"."audit_trigger_paused"(jsonb);

drop function if exists "public"."audit_trigger_object"(text);

drop function if exists "public"."audit_trigger_transaction"();

drop function if exists "public"."audit_trigger_uuid"(text);

drop function if exists "public"."audit_trigger_told"(jsonb, boolean);

drop function if exists "public"."audit_trigger_needed"(jsonb, text[], oid);

drop function if exists "public"."audit_trigger_masked"(jsonb, oid);

drop function if exists "public"."audit_trigger_words"(text);

drop function if exists "public"."audit_trigger_changed"(jsonb, jsonb);

drop function if exists "public"."audit_trigger_id"(jsonb, jsonb);

drop function if exists "public"."audit_trigger_shown"(jsonb, text[]);

-- Unless triggers have written rows.
do $audit$
begin
    if not exists (select from "public"."audit_activity" where line is null) then
        alter table "public"."audit_activity" alter column line set not null;
    end if;
end
$audit$;
