package belay.cli;

import belay.host.Host;

/// What a command gets to work with: the world, and the terminal that talks for it.
record Session(Host host, Terminal terminal) {}
