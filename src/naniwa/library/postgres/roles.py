"""The roles of an installation and the databases they own, created when absent."""

from psycopg import Connection, sql

OWNER = "naniwa_owner"
APPLICATION = "naniwa_app"
ATTRIBUTES = {
    OWNER: "LOGIN CREATEDB NOSUPERUSER NOCREATEROLE NOBYPASSRLS",
    APPLICATION: "LOGIN NOCREATEDB NOSUPERUSER NOCREATEROLE NOBYPASSRLS",
}


def ensure_roles(connection: Connection) -> None:
    """The owner migrates; the application neither owns a table nor escapes row security."""
    known = {name for (name,) in connection.execute("SELECT rolname FROM pg_roles")}
    for name, attributes in ATTRIBUTES.items():
        verb = "ALTER" if name in known else "CREATE"
        connection.execute(sql.SQL(f"{verb} ROLE {{}} {attributes}").format(sql.Identifier(name)))


def ensure_database(connection: Connection, name: str, *, owner: str) -> None:
    """Create the database when it is absent."""
    if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is None:
        connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(name), sql.Identifier(owner)))


def grant_by_default(connection: Connection) -> None:
    """Let the application use every table the owner makes in this database, and in copies of it.

    Migrations take away what it must not do, such as changing an audit record.
    """
    for rights, kind in (("SELECT, INSERT, UPDATE, DELETE", "TABLES"), ("USAGE, SELECT", "SEQUENCES")):
        connection.execute(f"ALTER DEFAULT PRIVILEGES FOR ROLE {OWNER} GRANT {rights} ON {kind} TO {APPLICATION}")
