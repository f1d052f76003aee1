package io.audittrail.benchmarks.application;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Counts what is executed on the connections that went through it. Thread-safe. */
public final class StatementCount {

    private final LongAdder executed = new LongAdder();
    private final LongAdder batched = new LongAdder();

    public long executed() {
        return executed.sum();
    }

    public long batched() {
        return batched.sum();
    }

    public Connection counted(Connection connection) {
        return proxy(Connection.class, (self, method, arguments) -> {
            Object result = call(connection, method, arguments);
            return result instanceof Statement statement ? counted(statement) : result;
        });
    }

    private Statement counted(Statement statement) {
        InvocationHandler handler = (self, method, arguments) -> {
            count(method.getName());
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

    private void count(String method) {
        if (method.startsWith("execute")) {
            executed.increment();
        } else if (method.equals("addBatch")) {
            batched.increment();
        }
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
