"""Build a record folder: claims of any number, checked, placed, and laid down so that a page reads only what it shows.

Comes in: claims files, a workspace with events.csv and geodata/, and something that runs steps. Goes out: a folder that
the dashboard opens, complete or absent.
Refuses to depend on order: the same sources give the same bytes, however many workers there are.
"""

from __future__ import annotations

import json
import secrets
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol, TypeVar

from claimatlas import __version__, stored
from claimatlas.errors import ClaimAtlasError, UnreadableFileError, UsageError, shown
from claimatlas.export.built import linked, steps, whole
from claimatlas.export.built import told as telling
from claimatlas.export.built.workshop import Held, Part, Piece, Workshop, Written, write
from claimatlas.load import sha256
from claimatlas.load.parts import MANIFEST, VERSION, is_record_folder
from claimatlas.load.sources import CHUNK_BYTES, Source, different_names, survey
from claimatlas.workspace import VOCABULARY_FILE, declared, declared_files

_Task = TypeVar("_Task")
_Result = TypeVar("_Result")


class Runner(Protocol):
    """Runs one step for many tasks."""

    def __call__(
        self, step: Callable[[Workshop, _Task], _Result], shop: Workshop, tasks: Iterable[_Task]
    ) -> Iterator[_Result]:
        """Yield the results in the order of the tasks."""
        ...


def one_by_one(step: Callable[[Workshop, _Task], _Result], shop: Workshop, tasks: Iterable[_Task]) -> Iterator[_Result]:
    """Run a step for one task after the other, here."""
    return (step(shop, task) for task in tasks)


def build(
    paths: list[Path],
    workspace: Path,
    out: Path,
    run: Runner = one_by_one,
    tell: Callable[[float, str], None] = lambda _, __: None,
    chunk_bytes: int = CHUNK_BYTES,
) -> dict[str, Any]:
    """Build a record folder.

    Parameters
    ----------
    paths : list of Path
        Claims files: CSV of the contract, or Parquet with the same columns; no two of one name.
    workspace : Path
        Folder whose events.csv, geodata/ and words belong to the claims.
    out : Path
        Where the record folder is to stand; an earlier one there is replaced.
    run : callable, optional
        Runs the steps; by default one after the other.
    tell : callable, optional
        Given shares of the whole, from 0 to 1, and what is being done.
    chunk_bytes : int, optional
        Size of the chunks in which sources are read. Decides no byte of the record.

    Returns
    -------
    dict
        The manifest.

    Raises
    ------
    UsageError
        When something else stands at ``out``, or two sources have one name.
    UnreadableFileError
        When a source cannot be read as a whole, or every row of them is refused.
    ClaimAtlasError
        When the folder cannot be written.
    """
    _refuse_foreign(out)
    ordered = different_names(paths)
    place = out.resolve()
    folder = place.with_name(f".{place.name}.{secrets.token_hex(4)}.part")
    shop = Workshop(workspace.resolve(), folder, declared(VOCABULARY_FILE).sha256)
    try:
        shop.out.mkdir(parents=True)
        manifest = _made(shop, ordered, run, tell, chunk_bytes)
        whole.flush(shop.out)
        _exchange(place, shop)
    except OSError as error:
        raise ClaimAtlasError(f"{out.name} cannot be built: {error.strerror or error}.") from error
    finally:
        shutil.rmtree(shop.folder, ignore_errors=True)
    return manifest


def _refuse_foreign(out: Path) -> None:
    if not out.exists():
        return
    if not out.is_dir() or (any(out.iterdir()) and not is_record_folder(out)):
        raise UsageError(f"{shown(str(out))} is there and is no record folder; choose a new or empty one.")


def _exchange(place: Path, shop: Workshop) -> None:
    old = shop.folder / "old"
    if place.exists():
        place.rename(old)
    try:
        shop.out.rename(place)
    except OSError:
        with suppress(OSError):
            old.rename(place)
        raise


def _made(
    shop: Workshop, paths: list[Path], run: Runner, tell: Callable[[float, str], None], chunk_bytes: int
) -> dict[str, Any]:
    tell(0.0, "Looking through the sources")
    sources = [survey(path.resolve(), chunk_bytes) for path in paths]
    pieces = [Piece(number, chunk) for number, chunk in enumerate(chunk for one in sources for chunk in one.chunks)]
    told = _Telling(tell)
    list(told.each(run(steps.read_ids, shop, pieces), len(pieces), (0.05, 0.25), "Reading identifiers"))
    if whole.note_ids(shop, len(pieces)):
        found = told.each(run(steps.find_suspects, shop, pieces), len(pieces), (0.25, 0.4), "Comparing identifiers")
        whole.note_doubled(shop, [one for some in found for one in some])
    else:
        whole.note_doubled(shop, [])
    held = list(told.each(run(steps.check, shop, pieces), len(pieces), (0.4, 0.75), "Checking and placing"))
    if not any(one.accepted for one in held):
        raise UnreadableFileError(f"Each of the {sum(one.rows for one in held):,} rows is refused; see check.")
    parts = _parts(held)
    written = list(told.each(run(steps.write_part, shop, parts), len(parts), (0.75, 0.84), "Writing parts"))
    whole.write_tables(shop, written, len(pieces))
    whole.write_index(shop, len(parts))
    tasks = _courses(written)
    list(told.each(run(steps.write_course, shop, tasks), len(tasks), (0.84, 0.9), "Following districts"))
    whole.copy_surroundings(shop, declared_files(shop.workspace))
    links = _links(shop, [part.file for part in parts], run, told)
    manifest = _manifest(shop, sources, pieces, held, written, links)
    counting = telling.tasks_of(shop, manifest)
    telling.write_told(shop, told.each(run(telling.tell, shop, counting), len(counting), (0.94, 1.0), "Counting"))
    return _sealed(shop, manifest)


def _links(shop: Workshop, files: list[str], run: Runner, told: _Telling) -> list[str]:
    """Lay beside each part who names its claims; return the path of what lies beside each."""
    makers = list(enumerate(files))
    sent = list(told.each(run(linked.send_links, shop, makers), len(files), (0.9, 0.92), "Following links"))
    paths, gathered = linked.gatherings(files, sent)
    list(told.each(run(linked.gather_links, shop, gathered), len(gathered), (0.92, 0.94), "Following links"))
    return paths


class _Telling:
    """Says how far a build is."""

    def __init__(self, tell: Callable[[float, str], None]) -> None:
        self._tell = tell

    def each(
        self, results: Iterable[_Result], count: int, shares: tuple[float, float], words: str
    ) -> Iterator[_Result]:
        """Hand results on, and tell after each of them."""
        first, last = shares
        for number, result in enumerate(results, start=1):
            self._tell(first + (last - first) * number / count, words)
            yield result


def _parts(held: list[Held]) -> list[Part]:
    slices: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for piece, one in enumerate(held):
        for batch, (province, month, _) in enumerate(one.groups):
            slices.setdefault((province, month), []).append((piece, batch))
    return [
        Part(number, province, month, tuple(found))
        for number, ((province, month), found) in enumerate(sorted(slices.items()))
    ]


def _courses(written: list[Written]) -> list[tuple[str, tuple[str, ...]]]:
    files: dict[str, list[str]] = {}
    for one in written:
        for pcode in one.cube["district"].unique():
            files.setdefault(str(pcode), []).append(str(one.about["file"]))
    return [(pcode, tuple(files[pcode])) for pcode in sorted(files) if pcode]


def _manifest(
    shop: Workshop,
    sources: list[Source],
    pieces: list[Piece],
    held: list[Held],
    written: list[Written],
    links: list[str],
) -> dict[str, Any]:
    rows: dict[str, Counter[str]] = {source.name: Counter() for source in sources}
    for piece, one in zip(pieces, held, strict=True):
        counted = {"rows": one.rows, "accepted": one.accepted, "refused": one.refused, "flags": one.flags}
        rows[piece.chunk.path.name].update(counted)
    total = Counter[str]()
    for count in rows.values():
        total.update(count)
    publishers = Counter[str]()
    for part in written:
        publishers.update(part.publishers)
    single = len(sources) == 1
    return {
        "version": VERSION,
        "claimatlas": __version__,
        # The file and the sum under which the claims are cited.
        "claims": {
            "file": sources[0].name if single else f"{len(sources)} claims files",
            "sha256": sources[0].sha256 if single else sha256("".join(one.sha256 for one in sources).encode()),
        },
        "sources": [
            {"name": one.name, "sha256": one.sha256, "bytes": one.size, **_plain(rows[one.name])} for one in sources
        ],
        "counts": {**_plain(total), "statements": whole.count_statements(shop, len(written))},
        "first": min(part.about["first"] for part in written),
        "reach": max(part.about["reach"] for part in written),
        "publishers": dict(sorted(publishers.items(), key=lambda item: (-item[1], item[0]))),
        "order": list(stored.ORDER),
        "published": max(part.about["published"] for part in written),
        "parts": [part.about | {"links": path} for part, path in zip(written, links, strict=True)],
    }


def _sealed(shop: Workshop, manifest: dict[str, Any]) -> dict[str, Any]:
    """Write the manifest, with the sums of all files that lie in the folder."""
    manifest["files"] = whole.sums_of(shop.out)
    content = (json.dumps(manifest, ensure_ascii=False, indent=1) + "\n").encode()
    write(shop.out / MANIFEST, content)
    return manifest


def _plain(counted: Counter[str]) -> dict[str, int]:
    return {name: counted[name] for name in ("rows", "accepted", "refused", "flags")}
