"""The JSON Schema with which editors complete and check definitions while they are written."""

import json

from naniwa.services.procedures.definitions.schema import Procedure


def json_schema() -> str:
    """The schema as text, as it stands in docs/reference/procedure.schema.json."""
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **Procedure.model_json_schema()}
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
