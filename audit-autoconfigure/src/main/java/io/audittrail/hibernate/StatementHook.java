package io.audittrail.hibernate;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.sql.PreparedStatement;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.hibernate.ScrollMode;
import org.hibernate.boot.registry.StandardServiceInitiator;
import org.hibernate.boot.registry.StandardServiceRegistryBuilder;
import org.hibernate.engine.jdbc.connections.spi.JdbcConnectionAccess;
import org.hibernate.engine.jdbc.internal.JdbcServicesImpl;
import org.hibernate.engine.jdbc.spi.JdbcServices;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.metamodel.mapping.EntityMappingType;
import org.hibernate.metamodel.mapping.internal.MappingModelCreationProcess;
import org.hibernate.query.NativeQuery;
import org.hibernate.query.spi.DomainQueryExecutionContext;
import org.hibernate.query.spi.QueryOptions;
import org.hibernate.query.spi.ScrollableResultsImplementor;
import org.hibernate.query.sqm.internal.DomainParameterXref;
import org.hibernate.query.sqm.internal.SqmJdbcExecutionContextAdapter;
import org.hibernate.query.sqm.mutation.internal.SqmMultiTableMutationStrategyProviderStandard;
import org.hibernate.query.sqm.mutation.spi.MultiTableHandler;
import org.hibernate.query.sqm.mutation.spi.MultiTableHandlerBuildResult;
import org.hibernate.query.sqm.mutation.spi.SqmMultiTableInsertStrategy;
import org.hibernate.query.sqm.mutation.spi.SqmMultiTableMutationStrategy;
import org.hibernate.query.sqm.mutation.spi.SqmMultiTableMutationStrategyProvider;
import org.hibernate.query.sqm.tree.SqmDeleteOrUpdateStatement;
import org.hibernate.query.sqm.tree.insert.SqmInsertStatement;
import org.hibernate.service.spi.ServiceRegistryImplementor;
import org.hibernate.sql.exec.internal.JdbcSelectExecutorStandardImpl;
import org.hibernate.sql.exec.spi.ExecutionContext;
import org.hibernate.sql.exec.spi.JdbcMutationExecutor;
import org.hibernate.sql.exec.spi.JdbcOperationQueryMutation;
import org.hibernate.sql.exec.spi.JdbcParameterBindings;
import org.hibernate.sql.exec.spi.JdbcSelect;
import org.hibernate.sql.exec.spi.JdbcSelectExecutor;
import org.hibernate.sql.results.spi.ResultsConsumer;
import org.hibernate.sql.results.spi.RowTransformer;
import org.hibernate.sql.results.spi.ScrollableResultsConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Where Hibernate executes what a query changes. All of its internals that this takes are here; {@link StatementServices}
 * sees to it that a version which has others costs no more than these statements.
 */
final class StatementHook {

    /** Stands around the execution of one statement. */
    interface Around {

        /**
         * @param query what is executed, with its parameters
         * @param sql null when there are several, of which the database sees more than the statement does
         * @return how many rows were changed
         */
        int execute(DomainQueryExecutionContext query, @Nullable String sql, IntSupplier execution);

        /** The same for SQL of the application that returns rows; those that it changed, for instance. */
        <T> T query(DomainQueryExecutionContext query, Supplier<T> execution);

        /** Before a query is executed of which nothing is recorded. */
        void asked(DomainQueryExecutionContext query);
    }

    /** The query that is about to be streamed on this thread: the context of that does not say so. */
    private static final ThreadLocal<@Nullable DomainQueryExecutionContext> STREAMING = new ThreadLocal<>();

    private final Around around;
    private final VarHandle queryOf;

    /** A statement on several tables is many to the database, and one to whoever reads of it. */
    private final Set<DomainQueryExecutionContext> inSeveralSteps = ConcurrentHashMap.newKeySet();

    private StatementHook(Around around) {
        this.around = around;
        try {
            this.queryOf = MethodHandles.privateLookupIn(SqmJdbcExecutionContextAdapter.class, MethodHandles.lookup())
                    .findVarHandle(
                            SqmJdbcExecutionContextAdapter.class,
                            "sqmExecutionContext",
                            DomainQueryExecutionContext.class);
        } catch (NoSuchFieldException e) {
            throw (LinkageError) new NoSuchFieldError("sqmExecutionContext").initCause(e);
        } catch (IllegalAccessException e) {
            throw (LinkageError) new IllegalAccessError("sqmExecutionContext").initCause(e);
        }
    }

    /** Puts itself before the services of one unit, which are not built yet. */
    static void install(StandardServiceRegistryBuilder registry, Around around) {
        StatementHook hook = new StatementHook(around);
        registry.addInitiator(hook.new JdbcInitiator());
        registry.addInitiator(hook.new StrategyInitiator());
    }

    private int inOneStep(DomainQueryExecutionContext query, IntSupplier execution) {
        return around.execute(query, null, () -> {
            inSeveralSteps.add(query);
            try {
                return execution.getAsInt();
            } finally {
                inSeveralSteps.remove(query);
            }
        });
    }

    private final class JdbcInitiator implements StandardServiceInitiator<JdbcServices> {
        @Override
        public Class<JdbcServices> getServiceInitiated() {
            return JdbcServices.class;
        }

        @Override
        public JdbcServices initiateService(Map<String, Object> settings, ServiceRegistryImplementor registry) {
            return new Services();
        }
    }

    private final class StrategyInitiator implements StandardServiceInitiator<SqmMultiTableMutationStrategyProvider> {
        @Override
        public Class<SqmMultiTableMutationStrategyProvider> getServiceInitiated() {
            return SqmMultiTableMutationStrategyProvider.class;
        }

        @Override
        public SqmMultiTableMutationStrategyProvider initiateService(
                Map<String, Object> settings, ServiceRegistryImplementor registry) {
            return new Strategies();
        }
    }

    /** Null where it is Hibernate's own. */
    private @Nullable DomainQueryExecutionContext queryOf(ExecutionContext context) {
        return context instanceof SqmJdbcExecutionContextAdapter
                ? (DomainQueryExecutionContext) queryOf.get(context)
                : null;
    }

    private final class Services extends JdbcServicesImpl {
        private transient @Nullable JdbcMutationExecutor executor;
        private final transient JdbcSelectExecutor selects = new Selects();

        @Override
        public JdbcMutationExecutor getJdbcMutationExecutor() {
            JdbcMutationExecutor known = executor;
            if (known == null) {
                known = new Executor(super.getJdbcMutationExecutor());
                executor = known;
            }
            return known;
        }

        @Override
        public JdbcSelectExecutor getJdbcSelectExecutor() {
            return selects;
        }
    }

    private final class Selects extends JdbcSelectExecutorStandardImpl {

        @Override
        public <T, R> T executeQuery(
                JdbcSelect select,
                JdbcParameterBindings bindings,
                ExecutionContext context,
                RowTransformer<R> transformer,
                Class<R> type,
                int estimate,
                StatementCreator statements,
                ResultsConsumer<T, R> results) {
            DomainQueryExecutionContext streamed =
                    results instanceof ScrollableResultsConsumer ? STREAMING.get() : null;
            DomainQueryExecutionContext query = streamed == null ? queryOf(context) : streamed;
            if (query == null) {
                return super.executeQuery(select, bindings, context, transformer, type, estimate, statements, results);
            }
            if (streamed == null && query instanceof NativeQuery<?>) {
                return around.query(
                        query,
                        () -> super.executeQuery(
                                select, bindings, context, transformer, type, estimate, statements, results));
            }
            StatementCreator asking = (asked, sql) -> {
                around.asked(query);
                return statements.createStatement(asked, sql);
            };
            return super.executeQuery(select, bindings, context, transformer, type, estimate, asking, results);
        }

        /** What is streamed is not executed before somebody asks for the first row. */
        @Override
        public <R> ScrollableResultsImplementor<R> scroll(
                JdbcSelect select,
                ScrollMode mode,
                JdbcParameterBindings bindings,
                ExecutionContext context,
                RowTransformer<R> transformer,
                int estimate) {
            STREAMING.set(queryOf(context));
            try {
                return super.scroll(select, mode, bindings, context, transformer, estimate);
            } finally {
                STREAMING.remove();
            }
        }
    }

    private final class Executor implements JdbcMutationExecutor {
        private final JdbcMutationExecutor delegate;

        private Executor(JdbcMutationExecutor delegate) {
            this.delegate = delegate;
        }

        @Override
        public int execute(
                JdbcOperationQueryMutation mutation,
                JdbcParameterBindings bindings,
                Function<String, PreparedStatement> statements,
                BiConsumer<Integer, PreparedStatement> check,
                ExecutionContext context) {
            IntSupplier execution = () -> delegate.execute(mutation, bindings, statements, check, context);
            DomainQueryExecutionContext query = queryOf(context);
            return query == null || inSeveralSteps.contains(query)
                    ? execution.getAsInt()
                    : around.execute(query, mutation.getSqlString(), execution);
        }
    }

    private final class Strategies extends SqmMultiTableMutationStrategyProviderStandard {
        @Override
        @SuppressWarnings("NullAway") // there may be none, and Hibernate does not say so
        public SqmMultiTableMutationStrategy createMutationStrategy(
                EntityMappingType type, MappingModelCreationProcess process) {
            SqmMultiTableMutationStrategy strategy = super.createMutationStrategy(type, process);
            return strategy == null ? null : new MutationStrategy(strategy);
        }

        @Override
        @SuppressWarnings("NullAway") // as above
        public SqmMultiTableInsertStrategy createInsertStrategy(
                EntityMappingType type, MappingModelCreationProcess process) {
            SqmMultiTableInsertStrategy strategy = super.createInsertStrategy(type, process);
            return strategy == null ? null : new InsertStrategy(strategy);
        }
    }

    private final class MutationStrategy implements SqmMultiTableMutationStrategy {
        private final SqmMultiTableMutationStrategy delegate;

        private MutationStrategy(SqmMultiTableMutationStrategy delegate) {
            this.delegate = delegate;
        }

        @Override
        public void prepare(MappingModelCreationProcess process, JdbcConnectionAccess access) {
            delegate.prepare(process, access);
        }

        @Override
        public void prepare(MappingModelCreationProcess process) {
            delegate.prepare(process);
        }

        @Override
        public void release(SessionFactoryImplementor factory, JdbcConnectionAccess access) {
            delegate.release(factory, access);
        }

        @Override
        public MultiTableHandlerBuildResult buildHandler(
                SqmDeleteOrUpdateStatement<?> statement,
                DomainParameterXref parameters,
                DomainQueryExecutionContext query) {
            return heard(delegate.buildHandler(statement, parameters, query));
        }
    }

    private final class InsertStrategy implements SqmMultiTableInsertStrategy {
        private final SqmMultiTableInsertStrategy delegate;

        private InsertStrategy(SqmMultiTableInsertStrategy delegate) {
            this.delegate = delegate;
        }

        @Override
        public void prepare(MappingModelCreationProcess process, JdbcConnectionAccess access) {
            delegate.prepare(process, access);
        }

        @Override
        public void prepare(MappingModelCreationProcess process) {
            delegate.prepare(process);
        }

        @Override
        public void release(SessionFactoryImplementor factory, JdbcConnectionAccess access) {
            delegate.release(factory, access);
        }

        @Override
        public MultiTableHandlerBuildResult buildHandler(
                SqmInsertStatement<?> statement, DomainParameterXref parameters, DomainQueryExecutionContext query) {
            return heard(delegate.buildHandler(statement, parameters, query));
        }
    }

    private MultiTableHandlerBuildResult heard(MultiTableHandlerBuildResult built) {
        return new MultiTableHandlerBuildResult(
                new Handler(built.multiTableHandler()), built.firstJdbcParameterBindings());
    }

    private final class Handler implements MultiTableHandler {
        private final MultiTableHandler delegate;

        private Handler(MultiTableHandler delegate) {
            this.delegate = delegate;
        }

        @Override
        public JdbcParameterBindings createJdbcParameterBindings(DomainQueryExecutionContext query) {
            return delegate.createJdbcParameterBindings(query);
        }

        @Override
        public boolean dependsOnParameterBindings() {
            return delegate.dependsOnParameterBindings();
        }

        @Override
        public boolean isCompatibleWith(JdbcParameterBindings bindings, QueryOptions options) {
            return delegate.isCompatibleWith(bindings, options);
        }

        @Override
        public int execute(JdbcParameterBindings bindings, DomainQueryExecutionContext query) {
            return inOneStep(query, () -> delegate.execute(bindings, query));
        }
    }
}
