package io.audittrail.postgres;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the database says of itself. Nothing is changed or locked by asking. */
final class Catalog {

    /** The number of no table. */
    static final long NONE = 0;

    /** Each row of a result. */
    private interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    private static final String CLOSURE = "with recursive ours (oid) as (select unnest(cast(? as bigint[]))::oid"
            + " union select i.inhrelid from ours o join pg_inherits i on i.inhparent = o.oid) ";

    private static final String RELATIONS = CLOSURE
            + "select c.oid, n.nspname, c.relname, c.relkind, c.relispartition,"
            + " array(select i.inhparent::bigint from pg_inherits i where i.inhrelid = c.oid order by i.inhseqno),"
            + " array(select i.inhrelid::bigint from pg_inherits i where i.inhparent = c.oid order by i.inhrelid),"
            + " array(select a.attname::text from pg_index x"
            + " cross join unnest(x.indkey) with ordinality k (number, place)"
            + " join pg_attribute a on a.attrelid = c.oid and a.attnum = k.number"
            + " where x.indrelid = c.oid and x.indisprimary and k.place <= x.indnkeyatts order by k.place)"
            + " from ours o join pg_class c on c.oid = o.oid join pg_namespace n on n.oid = c.relnamespace"
            + " order by c.oid";

    /** With the type behind a domain: what a domain forbids must not keep a row out of the history. */
    private static final String COLUMNS =
            "with recursive spelled (relation, number, name, type, modifier, generated) as ("
                    + "select a.attrelid, a.attnum, a.attname::text, a.atttypid, a.atttypmod, a.attgenerated from pg_attribute a"
                    + " where a.attrelid = any (cast(? as bigint[])::oid[]) and a.attnum > 0 and not a.attisdropped"
                    + " union all select s.relation, s.number, s.name, t.typbasetype, t.typtypmod, s.generated"
                    + " from spelled s join pg_type t on t.oid = s.type where t.typtype = 'd')"
                    + " select s.relation, s.name, format_type(s.type, s.modifier), s.generated = 'v'"
                    + " from spelled s join pg_type t on t.oid = s.type where t.typtype <> 'd' order by s.relation, s.number";

    private static final String FUNCTIONS = "select p.oid, n.nspname, p.proname, oidvectortypes(p.proargtypes),"
            + " pg_get_function_identity_arguments(p.oid), format_type(p.prorettype, null), l.lanname, p.provolatile,"
            + " p.prosecdef, p.proconfig, p.prosrc, coalesce(d.description, ''),"
            + " has_function_privilege('public', p.oid, 'execute'), p.proretset or p.proisstrict or p.prokind <> 'f',"
            + " case when p.prokind in ('f', 'p') then pg_get_functiondef(p.oid) end, quote_ident(r.rolname),"
            + " r.rolsuper"
            + " from pg_proc p join pg_roles r on r.oid = p.proowner join pg_namespace n on n.oid = p.pronamespace join pg_language l on l.oid = p.prolang"
            + " left join pg_description d on d.objoid = p.oid and d.classoid = 'pg_proc'::regclass and d.objsubid = 0"
            + " where n.nspname = ? and p.proname = any (?) or d.description like 'audit-trail %' order by n.nspname, p.proname";

    private static final String TRIGGERS = "select t.tgrelid, n.nspname, c.relname, t.tgname, t.tgtype, t.tgenabled,"
            + " coalesce(t.tgoldtable::text, ''), coalesce(t.tgnewtable::text, ''),"
            + " t.tgqual is not null or t.tgattr <> '' or t.tgdeferrable, t.tgconstraint <> 0, f.nspname, p.proname,"
            + " p.oid, coalesce(d.description like 'audit-trail %', false), case t.tgnargs when 1 then"
            + " convert_from(substr(t.tgargs, 1, octet_length(t.tgargs) - 1), getdatabaseencoding()) else '' end,"
            + " pg_get_triggerdef(t.oid)"
            + " from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace"
            + " join pg_proc p on p.oid = t.tgfoid join pg_namespace f on f.oid = p.pronamespace"
            + " left join pg_description d on d.objoid = p.oid and d.classoid = 'pg_proc'::regclass and d.objsubid = 0"
            + " where not t.tgisinternal and t.tgparentid = 0"
            + " and (t.tgrelid = any (cast(? as bigint[])::oid[]) or d.description like 'audit-trail %')"
            + " order by n.nspname, c.relname, t.tgname";

    /** No superusers themselves. */
    private static final String OWNERS_BEFORE_SUPERUSERS = "select distinct quote_ident(o.rolname) from pg_trigger t"
            + " join pg_proc p on p.oid = t.tgfoid join pg_roles f on f.oid = p.proowner"
            + " join pg_class c on c.oid = t.tgrelid join pg_roles o on o.oid = c.relowner"
            + " where p.prosecdef and f.rolsuper and not o.rolsuper"
            + " and position(convert_to(?, getdatabaseencoding()) in t.tgargs) = 1 order by 1";

    private final Connection connection;

    Catalog(Connection connection) {
        this.connection = connection;
    }

    /**
     * The numbers of tables, in the same order; {@link #NONE} for what is not there.
     *
     * @param names quoted where they have to be
     */
    List<Long> oids(List<String> names) throws SQLException {
        return list(
                "select coalesce(to_regclass(w.name)::oid, 0) from unnest(?) with ordinality as w (name, n) order by w.n",
                row -> row.getLong(1),
                texts(names));
    }

    /** Those, and all that are partitions of them or inherit from them. */
    Map<Long, Relation> relations(Collection<Long> oids) throws SQLException {
        Map<Long, List<Relation.Column>> columns = new LinkedHashMap<>();
        List<Relation> bare = list(
                RELATIONS,
                row -> new Relation(
                        row.getLong(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getBoolean(5),
                        longs(row.getArray(6)),
                        longs(row.getArray(7)),
                        strings(row.getArray(8)),
                        List.of()),
                numbers(oids));
        list(
                COLUMNS,
                row -> columns.computeIfAbsent(row.getLong(1), oid -> new ArrayList<>())
                        .add(new Relation.Column(row.getString(2), row.getString(3), row.getBoolean(4))),
                numbers(bare.stream().map(Relation::oid).toList()));
        Map<Long, Relation> relations = new LinkedHashMap<>();
        for (Relation r : bare) {
            relations.put(
                    r.oid(),
                    new Relation(
                            r.oid(),
                            r.schema(),
                            r.name(),
                            r.kind(),
                            r.isPartition(),
                            r.parents(),
                            r.children(),
                            r.key(),
                            columns.getOrDefault(r.oid(), List.of())));
        }
        return relations;
    }

    /** Those of a schema that have one of the names, and all that are ours. */
    List<FoundFunction> functions(String schema, Collection<String> names) throws SQLException {
        return list(
                FUNCTIONS,
                row -> new FoundFunction(
                        row.getLong(1),
                        new FunctionForm(
                                row.getString(2),
                                row.getString(3),
                                row.getString(4),
                                row.getString(5),
                                row.getString(6),
                                row.getString(7),
                                row.getString(8),
                                row.getBoolean(9),
                                strings(row.getArray(10)).stream()
                                        .map(Catalog::plain)
                                        .toList(),
                                row.getString(11)),
                        row.getString(12),
                        row.getBoolean(13),
                        row.getBoolean(14),
                        row.getString(15),
                        row.getString(16),
                        row.getBoolean(17)),
                schema,
                texts(names));
    }

    /** The names of settings are spelled as whoever made the function did. */
    private static String plain(String configuration) {
        int end = configuration.indexOf('=');
        return configuration.substring(0, end).toLowerCase(Locale.ROOT) + configuration.substring(end);
    }

    /** Of a table. */
    @Nullable
    String owner(String table) throws SQLException {
        return text(
                "select quote_ident(r.rolname) from pg_class c join pg_roles r on r.oid = c.relowner"
                        + " where c.oid = to_regclass(?)",
                table);
    }

    /** Of tables; superusers are left out. */
    Set<String> ordinaryOwners(List<String> tables) throws SQLException {
        return Set.copyOf(list(
                "select distinct quote_ident(r.rolname) from unnest(?) as w (name) join pg_class c"
                        + " on c.oid = to_regclass(w.name) join pg_roles r on r.oid = c.relowner where not r.rolsuper",
                row -> row.getString(1),
                texts(tables)));
    }

    /**
     * Of tables whose triggers run functions with the rights of a superuser.
     *
     * @param argument what that of the triggers begins with
     */
    List<String> ownersBeforeSuperusers(String argument) throws SQLException {
        return list(OWNERS_BEFORE_SUPERUSERS, row -> row.getString(1), argument);
    }

    /** Quoted where he has to be. */
    String currentUser() throws SQLException {
        return Objects.requireNonNull(text("select quote_ident(current_user)"));
    }

    /** Those of some tables, and all that run a function of ours. */
    List<FoundTrigger> triggers(Collection<Long> tables) throws SQLException {
        return list(
                TRIGGERS,
                row -> new FoundTrigger(
                        row.getLong(1),
                        SqlNames.quoted(row.getString(2), row.getString(3)),
                        row.getString(4),
                        row.getInt(5),
                        row.getString(6),
                        row.getString(7),
                        row.getString(8),
                        row.getBoolean(9),
                        row.getBoolean(10),
                        row.getString(11),
                        row.getString(12),
                        row.getLong(13),
                        row.getBoolean(14),
                        row.getString(15),
                        row.getString(16)),
                numbers(tables));
    }

    /** The first of the texts that a query finds; null when there is none, or it is null. */
    @Nullable
    String text(String sql, Object... parameters) throws SQLException {
        List<Optional<String>> found = list(sql, row -> Optional.ofNullable(row.getString(1)), parameters);
        return found.isEmpty() ? null : found.get(0).orElse(null);
    }

    Array texts(Collection<String> values) throws SQLException {
        return connection.createArrayOf("text", values.toArray());
    }

    private Array numbers(Collection<Long> values) throws SQLException {
        return connection.createArrayOf("bigint", values.toArray());
    }

    private <T> List<T> list(String sql, Row<T> reader, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            List<T> found = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(reader.read(rows));
                }
            }
            return found;
        }
    }

    private static List<String> strings(@Nullable Array array) throws SQLException {
        return array == null ? List.of() : List.of((String[]) array.getArray());
    }

    private static List<Long> longs(Array array) throws SQLException {
        return Arrays.asList((Long[]) array.getArray());
    }
}
