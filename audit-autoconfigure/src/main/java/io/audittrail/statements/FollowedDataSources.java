package io.audittrail.statements;

import java.lang.reflect.Modifier;
import java.sql.Connection;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.aopalliance.intercept.MethodInterceptor;
import org.springframework.aop.RawTargetAccess;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.scope.ScopedObject;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.core.InfrastructureProxy;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Lets the data sources of the application hand out connections that can be followed. To which units they belong is not
 * known when they are made, so each is prepared.
 *
 * <p>A pool of HikariCP stays the object it is: what it pools is followed. Any other data source becomes a proxy of its
 * class, or of its interfaces where that is private. One of a final class is left alone, and followed only where a unit
 * uses it. Thread-safe.
 */
public final class FollowedDataSources implements BeanPostProcessor {

    private static final boolean HIKARI =
            ClassUtils.isPresent("com.zaxxer.hikari.HikariDataSource", FollowedDataSources.class.getClassLoader());

    private static final String GET_CONNECTION = "getConnection";
    private static final String GET_WRAPPED = "getWrappedObject";

    private final Map<DataSource, Watched> prepared = Collections.synchronizedMap(new IdentityHashMap<>());

    /** A transaction's resources are found by the proxy and by what is behind it: to Spring they are the same. */
    public interface StandIn extends InfrastructureProxy, RawTargetAccess {

        @Override
        Object getWrappedObject();
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String beanName) {
        // What stands for the beans of a scope cannot be asked anything before there is one: they are followed
        // themselves.
        boolean isFollowed = bean instanceof DataSource && !(bean instanceof ScopedObject);
        return isFollowed && canStand((DataSource) bean) ? follow((DataSource) bean) : bean;
    }

    /** Not for a final class that the application may ask for by its name: a proxy would be none of it. */
    private static boolean canStand(DataSource source) {
        Class<?> type = source.getClass();
        return canBeExtended(type) || Modifier.isPrivate(type.getModifiers()) || (HIKARI && HikariPools.isPool(source));
    }

    private static boolean canBeExtended(Class<?> type) {
        return !Modifier.isFinal(type.getModifiers()) && !Modifier.isPrivate(type.getModifiers());
    }

    /** The data source to use in its place, most often itself. */
    public DataSource follow(DataSource source) {
        if (isFollowed(source)) {
            return source;
        }
        Watched watched = new Watched();
        boolean isPool = HIKARI && HikariPools.isPool(source);
        DataSource followed = isPool && HikariPools.follow(source, watched) ? source : proxy(source, isPool, watched);
        prepared.put(followed, watched);
        return followed;
    }

    /** From now on the statements on the connections of a followed data source are recorded, unless they are already. */
    public void watch(DataSource source, StatementWatch watch) {
        Watched watched = prepared.get(source);
        if (watched != null) {
            watched.begin(watch);
        } else {
            behind(source).forEach(each -> watch(each, watch));
        }
    }

    /** No longer, where it was done for this unit. */
    public void unwatch(DataSource source, String unit) {
        Watched watched = prepared.get(source);
        if (watched != null) {
            watched.end(unit);
        } else {
            behind(source).forEach(each -> unwatch(each, unit));
        }
    }

    /** Also one that lends what followed ones have. */
    private boolean isFollowed(DataSource source) {
        if (prepared.containsKey(source)) {
            return true;
        }
        Collection<DataSource> behind = behind(source);
        return !behind.isEmpty() && behind.stream().allMatch(this::isFollowed);
    }

    private static Collection<DataSource> behind(DataSource source) {
        if (source instanceof DelegatingDataSource delegating) {
            DataSource target = delegating.getTargetDataSource();
            return target == null ? List.of() : List.of(target);
        }
        try {
            return source instanceof AbstractRoutingDataSource routing
                    ? routing.getResolvedDataSources().values()
                    : List.of();
        } catch (IllegalStateException e) {
            return List.of(); // The application finds them in a way of its own.
        }
    }

    private static DataSource proxy(DataSource source, boolean isPool, Watched watched) {
        ProxyFactory factory = new ProxyFactory(source);
        Class<?> type = source.getClass();
        factory.setProxyTargetClass(canBeExtended(type));
        factory.addInterface(StandIn.class);
        factory.addAdvice((MethodInterceptor) call -> switch (call.getMethod().getName()) {
            case GET_CONNECTION -> AuditedConnection.following((Connection) call.proceed(), watched);
            case GET_WRAPPED -> source;
            default -> call.proceed();
        });
        DataSource proxy = (DataSource) factory.getProxy(type.getClassLoader());
        if (isPool) { // Metrics look at its fields.
            ReflectionUtils.shallowCopyFieldState(source, proxy);
        }
        return proxy;
    }
}
