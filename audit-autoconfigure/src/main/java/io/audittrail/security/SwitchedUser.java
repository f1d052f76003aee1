package io.audittrail.security;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.web.authentication.switchuser.SwitchUserGrantedAuthority;

/** The only class that needs spring-security-web. */
final class SwitchedUser {

    private SwitchedUser() {}

    static @Nullable Authentication originalOf(Authentication authentication) {
        Collection<? extends GrantedAuthority> authorities = authentication.getAuthorities();
        if (authorities instanceof List<? extends GrantedAuthority> list) {
            // By index: this runs for every change, and an iterator would be garbage each time.
            for (int i = 0; i < list.size(); i++) {
                if (list.get(i) instanceof SwitchUserGrantedAuthority switched) {
                    return switched.getSource();
                }
            }
            return null;
        }
        for (GrantedAuthority authority : authorities) {
            if (authority instanceof SwitchUserGrantedAuthority switched) {
                return switched.getSource();
            }
        }
        return null;
    }
}
