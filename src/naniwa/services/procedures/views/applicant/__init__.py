"""Pages for residents and businesses: one topic each, without JavaScript where there is none."""
