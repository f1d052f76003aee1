package io.audittrail.statements;

import java.sql.Array;
import java.sql.Blob;
import java.sql.CallableStatement;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.NClob;
import java.sql.PreparedStatement;
import java.sql.SQLClientInfoException;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.SQLXML;
import java.sql.Savepoint;
import java.sql.ShardingKey;
import java.sql.Statement;
import java.sql.Struct;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Executor;
import org.jspecify.annotations.NullUnmarked;

/**
 * Hands everything on to another connection. By hand and not by reflection: Hibernate calls it several times in each
 * transaction.
 */
@NullUnmarked // as the interface is
abstract class ForwardingConnection implements Connection {

    private final Connection behind;

    ForwardingConnection(Connection behind) {
        this.behind = behind;
    }

    public Connection behind() {
        return behind;
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        return type.isInstance(behind) ? type.cast(behind) : behind.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return type.isInstance(this) || type.isInstance(behind) || behind.isWrapperFor(type);
    }

    @Override
    public Statement createStatement() throws SQLException {
        return behind.createStatement();
    }

    @Override
    public PreparedStatement prepareStatement(String sql) throws SQLException {
        return behind.prepareStatement(sql);
    }

    @Override
    public CallableStatement prepareCall(String sql) throws SQLException {
        return behind.prepareCall(sql);
    }

    @Override
    public String nativeSQL(String sql) throws SQLException {
        return behind.nativeSQL(sql);
    }

    @Override
    public void setAutoCommit(boolean autoCommit) throws SQLException {
        behind.setAutoCommit(autoCommit);
    }

    @Override
    public boolean getAutoCommit() throws SQLException {
        return behind.getAutoCommit();
    }

    @Override
    public void commit() throws SQLException {
        behind.commit();
    }

    @Override
    public void rollback() throws SQLException {
        behind.rollback();
    }

    @Override
    public void close() throws SQLException {
        behind.close();
    }

    @Override
    public boolean isClosed() throws SQLException {
        return behind.isClosed();
    }

    @Override
    public DatabaseMetaData getMetaData() throws SQLException {
        return behind.getMetaData();
    }

    @Override
    public void setReadOnly(boolean readOnly) throws SQLException {
        behind.setReadOnly(readOnly);
    }

    @Override
    public boolean isReadOnly() throws SQLException {
        return behind.isReadOnly();
    }

    @Override
    public void setCatalog(String catalog) throws SQLException {
        behind.setCatalog(catalog);
    }

    @Override
    public String getCatalog() throws SQLException {
        return behind.getCatalog();
    }

    @Override
    public void setTransactionIsolation(int level) throws SQLException {
        behind.setTransactionIsolation(level);
    }

    @Override
    public int getTransactionIsolation() throws SQLException {
        return behind.getTransactionIsolation();
    }

    @Override
    public SQLWarning getWarnings() throws SQLException {
        return behind.getWarnings();
    }

    @Override
    public void clearWarnings() throws SQLException {
        behind.clearWarnings();
    }

    @Override
    public Statement createStatement(int type, int concurrency) throws SQLException {
        return behind.createStatement(type, concurrency);
    }

    @Override
    public PreparedStatement prepareStatement(String sql, int type, int concurrency) throws SQLException {
        return behind.prepareStatement(sql, type, concurrency);
    }

    @Override
    public CallableStatement prepareCall(String sql, int type, int concurrency) throws SQLException {
        return behind.prepareCall(sql, type, concurrency);
    }

    @Override
    public Map<String, Class<?>> getTypeMap() throws SQLException {
        return behind.getTypeMap();
    }

    @Override
    public void setTypeMap(Map<String, Class<?>> map) throws SQLException {
        behind.setTypeMap(map);
    }

    @Override
    public void setHoldability(int holdability) throws SQLException {
        behind.setHoldability(holdability);
    }

    @Override
    public int getHoldability() throws SQLException {
        return behind.getHoldability();
    }

    @Override
    public Savepoint setSavepoint() throws SQLException {
        return behind.setSavepoint();
    }

    @Override
    public Savepoint setSavepoint(String name) throws SQLException {
        return behind.setSavepoint(name);
    }

    @Override
    public void rollback(Savepoint savepoint) throws SQLException {
        behind.rollback(savepoint);
    }

    @Override
    public void releaseSavepoint(Savepoint savepoint) throws SQLException {
        behind.releaseSavepoint(savepoint);
    }

    @Override
    public Statement createStatement(int type, int concurrency, int holdability) throws SQLException {
        return behind.createStatement(type, concurrency, holdability);
    }

    @Override
    public PreparedStatement prepareStatement(String sql, int type, int concurrency, int holdability)
            throws SQLException {
        return behind.prepareStatement(sql, type, concurrency, holdability);
    }

    @Override
    public CallableStatement prepareCall(String sql, int type, int concurrency, int holdability) throws SQLException {
        return behind.prepareCall(sql, type, concurrency, holdability);
    }

    @Override
    public PreparedStatement prepareStatement(String sql, int generatedKeys) throws SQLException {
        return behind.prepareStatement(sql, generatedKeys);
    }

    @Override
    public PreparedStatement prepareStatement(String sql, int[] keyColumns) throws SQLException {
        return behind.prepareStatement(sql, keyColumns);
    }

    @Override
    public PreparedStatement prepareStatement(String sql, String[] keyColumns) throws SQLException {
        return behind.prepareStatement(sql, keyColumns);
    }

    @Override
    public Clob createClob() throws SQLException {
        return behind.createClob();
    }

    @Override
    public Blob createBlob() throws SQLException {
        return behind.createBlob();
    }

    @Override
    public NClob createNClob() throws SQLException {
        return behind.createNClob();
    }

    @Override
    public SQLXML createSQLXML() throws SQLException {
        return behind.createSQLXML();
    }

    @Override
    public boolean isValid(int timeout) throws SQLException {
        return behind.isValid(timeout);
    }

    @Override
    public void setClientInfo(String name, String value) throws SQLClientInfoException {
        behind.setClientInfo(name, value);
    }

    @Override
    public void setClientInfo(Properties properties) throws SQLClientInfoException {
        behind.setClientInfo(properties);
    }

    @Override
    public String getClientInfo(String name) throws SQLException {
        return behind.getClientInfo(name);
    }

    @Override
    public Properties getClientInfo() throws SQLException {
        return behind.getClientInfo();
    }

    @Override
    public Array createArrayOf(String typeName, Object[] elements) throws SQLException {
        return behind.createArrayOf(typeName, elements);
    }

    @Override
    public Struct createStruct(String typeName, Object[] attributes) throws SQLException {
        return behind.createStruct(typeName, attributes);
    }

    @Override
    public void setSchema(String schema) throws SQLException {
        behind.setSchema(schema);
    }

    @Override
    public String getSchema() throws SQLException {
        return behind.getSchema();
    }

    @Override
    public void abort(Executor executor) throws SQLException {
        behind.abort(executor);
    }

    @Override
    public void setNetworkTimeout(Executor executor, int milliseconds) throws SQLException {
        behind.setNetworkTimeout(executor, milliseconds);
    }

    @Override
    public int getNetworkTimeout() throws SQLException {
        return behind.getNetworkTimeout();
    }

    @Override
    public void beginRequest() throws SQLException {
        behind.beginRequest();
    }

    @Override
    public void endRequest() throws SQLException {
        behind.endRequest();
    }

    @Override
    public boolean setShardingKeyIfValid(ShardingKey shardingKey, ShardingKey superShardingKey, int timeout)
            throws SQLException {
        return behind.setShardingKeyIfValid(shardingKey, superShardingKey, timeout);
    }

    @Override
    public boolean setShardingKeyIfValid(ShardingKey shardingKey, int timeout) throws SQLException {
        return behind.setShardingKeyIfValid(shardingKey, timeout);
    }

    @Override
    public void setShardingKey(ShardingKey shardingKey, ShardingKey superShardingKey) throws SQLException {
        behind.setShardingKey(shardingKey, superShardingKey);
    }

    @Override
    public void setShardingKey(ShardingKey shardingKey) throws SQLException {
        behind.setShardingKey(shardingKey);
    }
}
