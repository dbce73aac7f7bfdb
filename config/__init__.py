"""Settings, addresses, middleware: where the apps are put together."""
