/** Who may do what through HTTP: scopes, tokens and callers. Programs have tokens; people are named by a reverse proxy, or sign in with a token. */
@NullMarked
package dev.sluice.access;

import org.jspecify.annotations.NullMarked;
