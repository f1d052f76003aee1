package io.audittrail.statements;

import io.audittrail.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

class PlainJdbcOnH2Tests extends PlainJdbcContract {

    @Override
    TestDatabase newDatabase() {
        return TestDatabase.h2();
    }

    @Override
    String procedure() {
        return "create alias touch for '" + Procedures.class.getName() + ".touch'";
    }

    /** As H2 has them. */
    public static final class Procedures {

        private Procedures() {}

        public static void touch(Connection connection) throws SQLException {
            try (Statement statement = connection.createStatement()) {
                statement.executeUpdate("update thing set amount = amount + 1");
            }
        }
    }
}
