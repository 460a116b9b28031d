"""The only place that knows every service: addresses, middleware, navigation, home and health."""
