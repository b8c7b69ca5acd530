package belay.registry;

import belay.net.Http;

/// What logging in takes, shared by all registries of a run.
record Logins(Http http, Credentials credentials, TokenCache cache) {}
