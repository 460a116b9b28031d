"""`among`: one of many values, bound to the statement as one array, so that there may be any number of them.

Values are bound on the server, where a statement takes at most 65,535; `in` binds each by itself. The text of the
statement is the same for any number too, so that its plan can be kept.
"""

from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Field, ForeignObject, Model
from django.db.models.lookups import In
from django.db.models.sql.compiler import SQLCompiler


@ForeignObject.register_lookup
@Field.register_lookup
class Among(In):
    """`filter(pk__among=ids)`; related fields take rows or their keys, never a query."""

    lookup_name = "among"

    def get_prep_lookup(self) -> Any:  # noqa: ANN401 - as Django's own
        self.rhs = [value.pk if isinstance(value, Model) else value for value in self.rhs]
        return super().get_prep_lookup()

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, tuple[Any, ...]]:
        if not self.rhs:
            raise EmptyResultSet
        column, parameters = self.process_lhs(compiler, connection)
        prepare = self.lhs.output_field.get_db_prep_value
        return f"{column} = ANY(%s)", (*parameters, [prepare(value, connection, prepared=True) for value in self.rhs])
