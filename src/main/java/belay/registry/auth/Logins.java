package belay.registry.auth;

import belay.net.Http;

/// What logging in takes, shared by all registries of a run.
public record Logins(Http http, CredentialStore credentials, TokenCache cache) {}
