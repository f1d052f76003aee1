package io.audittrail.outbox;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** A database whose statements are counted, and fail when the test says so. */
final class FailingDatabase extends DelegatingDataSource {

    private static final String KILLED = "57P01";

    private final List<String> statements = new CopyOnWriteArrayList<>();
    private @Nullable String failAt;
    private int failIn;
    private String state = KILLED;
    private @Nullable String loseAfter;

    FailingDatabase(DataSource database) {
        super(database);
    }

    /** The n-th statement from now on that begins so fails, once; as if the process were killed before it. */
    void failAt(String beginning, int n) {
        failAt = beginning;
        failIn = n;
        state = KILLED;
    }

    /** The next statement that begins so fails with this SQL state. */
    void failAt(String beginning, String state) {
        failAt(beginning, 1);
        this.state = state;
    }

    /** The next commit after such a statement is made, and nobody hears of it. */
    void loseAnswerOfCommitAfter(String beginning) {
        loseAfter = beginning;
    }

    List<String> statements() {
        return statements;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return wrap(super.getConnection());
    }

    Connection wrap(Connection connection) {
        boolean[] mayLose = new boolean[1];
        return proxy(Connection.class, (proxy, method, arguments) -> {
            if (method.getName().equals("prepareStatement")) {
                String sql = (String) arguments[0];
                statements.add(sql);
                mayLose[0] |= loseAfter != null && sql.startsWith(loseAfter);
                return statement(
                        sql, (PreparedStatement) Objects.requireNonNull(invoke(connection, method, arguments)));
            }
            if (method.getName().equals("createStatement")) {
                statements.add("?");
            }
            Object result = invoke(connection, method, arguments);
            if (method.getName().equals("commit") && mayLose[0]) {
                loseAfter = null;
                mayLose[0] = false;
                throw new SQLException("The connection was reset", "08006");
            }
            return result;
        });
    }

    private PreparedStatement statement(String sql, PreparedStatement statement) {
        return proxy(PreparedStatement.class, (proxy, method, arguments) -> {
            if (method.getName().startsWith("execute") && failAt != null && sql.contains(failAt) && --failIn == 0) {
                failAt = null;
                throw new SQLException("Failed on purpose", state);
            }
            return invoke(statement, method, arguments);
        });
    }

    @SuppressWarnings("unchecked")
    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return (T) Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler);
    }

    private static @Nullable Object invoke(Object target, Method method, Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
