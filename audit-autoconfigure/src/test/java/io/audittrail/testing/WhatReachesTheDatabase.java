package io.audittrail.testing;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Keeps what is asked of a database, whoever asks and by whatever means: each statement when it is executed or put into a
 * batch, and each beginning and end of a transaction or savepoint.
 */
public final class WhatReachesTheDatabase {

    private static final Set<String> TRANSACTION_CALLS =
            Set.of("setAutoCommit", "commit", "rollback", "setSavepoint", "releaseSavepoint");

    private final List<String> calls = Collections.synchronizedList(new ArrayList<>());

    public List<String> calls() {
        synchronized (calls) {
            return List.copyOf(calls);
        }
    }

    public void clear() {
        calls.clear();
    }

    /** The same database, watched. */
    public DataSource watched(DataSource database) {
        return new DelegatingDataSource(database) {
            @Override
            public Connection getConnection() throws SQLException {
                return watched(super.getConnection());
            }
        };
    }

    private Connection watched(Connection connection) {
        return proxy(Connection.class, (self, method, arguments) -> {
            if (TRANSACTION_CALLS.contains(method.getName())) {
                calls.add(method.getName());
            }
            Object result = call(connection, method, arguments);
            return result instanceof Statement statement
                    ? watched((Connection) self, statement, text(arguments))
                    : result;
        });
    }

    private Statement watched(Connection connection, Statement statement, @Nullable String prepared) {
        InvocationHandler handler = (self, method, arguments) -> {
            String name = method.getName();
            if (name.equals("getConnection")) {
                return connection;
            }
            if (name.startsWith("execute") || name.equals("addBatch")) {
                String text = text(arguments);
                calls.add(name + " " + (text == null ? prepared : text));
            }
            return call(statement, method, arguments);
        };
        if (statement instanceof CallableStatement) {
            return proxy(CallableStatement.class, handler);
        }
        if (statement instanceof PreparedStatement) {
            return proxy(PreparedStatement.class, handler);
        }
        return proxy(Statement.class, handler);
    }

    private static @Nullable String text(Object @Nullable [] arguments) {
        return arguments != null && arguments.length > 0 && arguments[0] instanceof String sql ? sql : null;
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static @Nullable Object call(Object target, Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }
}
