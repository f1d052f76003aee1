package io.audittrail.sample.security;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.switchuser.SwitchUserFilter;

/** HTTP Basic. Members change data, the administrator also as somebody else, the auditor only looks. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    @Bean
    SecurityFilterChain securityFilterChain(HttpSecurity http, UserDetailsService users) {
        return http.authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(DispatcherType.ERROR)
                        .permitAll()
                        .requestMatchers("/actuator/health/**")
                        .permitAll()
                        .requestMatchers("/actuator/**")
                        .hasRole("AUDITOR")
                        .requestMatchers("/login/impersonate")
                        .hasRole("ADMIN")
                        .requestMatchers("/logout/impersonate")
                        .hasRole("PREVIOUS_ADMINISTRATOR")
                        .requestMatchers(HttpMethod.GET, "/api/**")
                        .authenticated()
                        .requestMatchers("/api/**")
                        .hasAnyRole("MEMBER", "ADMIN")
                        .anyRequest()
                        .denyAll())
                .httpBasic(Customizer.withDefaults())
                // Callers are programs that send a password with each request; there is no page of ours to hold a
                // token. Where people's browsers call, this protection stays on.
                .csrf(AbstractHttpConfigurer::disable)
                // A refused request must not begin a session only to be remembered in it.
                .requestCache(AbstractHttpConfigurer::disable)
                .addFilter(switchUserFilter(users))
                .build();
    }

    /**
     * POST /login/impersonate?username=bob begins to act as bob and POST /logout/impersonate ends it. The session cookie
     * of the answer stands for the two users; it is the only state kept between requests.
     */
    private static SwitchUserFilter switchUserFilter(UserDetailsService users) {
        SwitchUserFilter filter = new SwitchUserFilter();
        filter.setUserDetailsService(users);
        filter.setSuccessHandler(
                (request, response, authentication) -> response.setStatus(HttpServletResponse.SC_NO_CONTENT));
        filter.setFailureHandler((request, response, failure) -> response.sendError(
                HttpServletResponse.SC_BAD_REQUEST, "username must be a user: " + failure.getMessage()));
        return filter;
    }

    @Bean
    UserDetailsService users() {
        return new InMemoryUserDetailsManager(
                user("bob", "MEMBER"), user("alice", "MEMBER"), user("admin", "ADMIN"), user("auditor", "AUDITOR"));
    }

    /** The password is the name, in plain text: there is nothing to protect in a sample. */
    private static UserDetails user(String name, String role) {
        return User.withUsername(name).password("{noop}" + name).roles(role).build();
    }
}
