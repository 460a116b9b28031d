"""What the rest of Naniwa calls: a server on a data folder, its URLs and its end."""

import fcntl
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO
from urllib.parse import quote, urlsplit, urlunsplit

from naniwa.library.postgres import binaries, cluster, roles
from naniwa.library.postgres.account import Account, account_for
from naniwa.library.postgres.errors import InUse


@dataclass
class Server:
    """A PostgreSQL that answers: started here, found running, or given by URL."""

    started_here: bool
    folder: Path | None = None
    running: cluster.Running | None = None
    given: Mapping[str, str] = field(default_factory=dict)
    use: IO[str] | None = None
    """Says to other programs that this one uses the server, also to those that come after it is killed."""

    def url(self, role: str, database: str = "naniwa") -> str:
        """Return a libpq URL for `naniwa_owner`, `naniwa_app` or `postgres`. Raises KeyError for a role not given."""
        if self.running is None:
            return urlunsplit(urlsplit(self.given[role])._replace(path=f"/{quote(database)}"))
        host = quote(str(self.running.sockets), safe="/")
        return f"postgresql://{quote(role)}@/{quote(database)}?host={host}&port={cluster.PORT}"

    def ensure_database(self, name: str, owner: str = roles.OWNER) -> None:
        """Create the database when absent, with the application's default rights; a given server is left alone."""
        if self.running is None:
            return
        with cluster.connect(self.running.sockets) as connection:
            roles.ensure_database(connection, name, owner=owner)
        with cluster.connect(self.running.sockets, database=name) as connection:
            roles.grant_by_default(connection)

    def pass_transaction(self, number: int) -> None:
        """Have the server count its transactions from beyond `number`, as what was restored names it; restarts it.

        Only the epoch of the counter is moved, which PostgreSQL keeps for nothing else. Raises InUse.
        """
        if self.running is None or self.folder is None or self.use is None:
            return
        home, account = self.folder.parent, account_for(self.folder)
        with _alone(home):
            if not _is_last(self.use):
                message = f"another program uses the database in {home}; stop it first"
                raise InUse(message)
            cluster.stop(self.folder, self.running)
            cluster.set_epoch(self.folder, (number >> 32) + 1, programs=_programs(home, account), account=account)
            self.running = _start(home, self.folder, account, fast=False)
            fcntl.flock(self.use, fcntl.LOCK_SH)

    def stop(self) -> None:
        """Stop the server, unless another program still uses it; a second call does nothing."""
        if self.running is None or self.folder is None or self.use is None:
            return
        with _alone(self.folder.parent), self.use:
            if _is_last(self.use):
                # Another program may have started it anew since, after this one's was killed.
                cluster.stop(self.folder, cluster.running(self.folder) or self.running)
        self.use = None


def start_server(data_dir: Path, *, fast: bool = False, given: Mapping[str, str] | None = None) -> Server:
    """Bring up the database `naniwa` on this folder, or use the server given as {role: URL}.

    `fast` gives up durability for tests. A server that already runs here is used; who leaves last stops it.
    Raises NoPostgreSQL, UnusableData, NotStarted.
    """
    if given:
        return Server(started_here=False, given=given)
    home, account = _home(data_dir.resolve())
    place = home / "cluster"
    with _alone(home):
        found = cluster.running(place)
        started = found or _start(home, place, account, fast=fast)
        server = Server(found is None, place, started, use=_in_use(home))
        _prepare(server)
    return server


def _start(home: Path, place: Path, account: Account, *, fast: bool) -> cluster.Running:
    programs = _programs(home, account)
    if not place.exists():
        cluster.create(place, binaries=programs, account=account, fast=fast)
    return cluster.start(place, binaries=programs, account=account, fast=fast)


def _programs(home: Path, account: Account) -> binaries.Binaries:
    return binaries.readable(binaries.find(home / "cluster"), account=account, beside=home)


def _prepare(server: Server) -> None:
    if server.running is None:
        return
    with cluster.connect(server.running.sockets, database="template1") as connection:
        roles.ensure_roles(connection)
        roles.grant_by_default(connection)
    server.ensure_database("naniwa")


def _home(data_dir: Path) -> tuple[Path, Account]:
    """Where the cluster lives: in the folder asked for, or elsewhere if its account cannot get there (/root)."""
    _make(data_dir)
    moved = data_dir / "moved-to"
    home = Path(moved.read_text().strip()) if moved.exists() else data_dir
    if not home.is_dir():
        home = data_dir
    account = account_for(home / "cluster")
    if account.can_enter(home):
        return home, account
    elsewhere = Path(tempfile.mkdtemp(prefix="naniwa-data-", dir="/var/tmp"))
    elsewhere.chmod(0o755)
    moved.write_text(f"{elsewhere}\n")
    return elsewhere, account


def _make(folder: Path) -> None:
    """Make the missing folders, passable for the server's account; those that exist stay as they are."""
    if not folder.exists():
        _make(folder.parent)
        with suppress(FileExistsError):  # another program that starts at the same moment has made it
            folder.mkdir()
            folder.chmod(0o755)


@contextmanager
def _alone(home: Path) -> Iterator[None]:
    """Two programs that start at once take turns."""
    with (home / "launcher.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _in_use(home: Path) -> IO[str]:
    """A lock that all users share; the system drops it when the program ends, however that happens."""
    use = (home / "in-use.lock").open("a")
    fcntl.flock(use, fcntl.LOCK_SH)
    return use


def _is_last(use: IO[str]) -> bool:
    try:
        fcntl.flock(use, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
