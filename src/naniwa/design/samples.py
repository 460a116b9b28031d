"""Sample values for the reference page."""
from typing import Any
from django.http import QueryDict

def sample_page(query: QueryDict) -> dict[str, Any]:
    return {}
