"""Pages on which municipalities lay overlays over bases, agree to them, and are seen side by side."""
