"""python -m index add PATH|ADDRESS… | refresh | watch FOLDER… | list | show FILE… | edit ID… | tag [TAG NAME…]
| remove NAME… | verify | rebuild | doctor | backup FILE | restore FILE | move --to URL|FOLDER
| libraries"""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from index import build, libraries
from index.care.backup import backup, check_in_files, manifest
from index.care.doctor import examine, mend
from index.care.move import move, place
from index.care.restore import restore
from index.care.verify import rebuild, verify
from index.commit import recover
from index.edits import chosen
from index.errors import DocumentError, IndexingError
from index.library import Library, open_library, open_library_of
from index.online import add_addresses, is_address, refresh
from index.printable import printable
from index.progress import Report, plus
from index.reading import Reader, read_ahead
from index.report import change_line
from index.settings import IndexSettings, library_given, library_option
from index.show import shown
from index.terminal import err, listed, out, progress, say, told
from index.watch import watch_folders


def main(arguments: list[str] | None = None) -> int:
    """Returns the exit status: 0 done, 1 done but not for every file, 2 not done."""
    options = _parser().parse_args(arguments)
    try:
        if options.command == "show":  # needs no library
            return _show(options.files)
        settings = IndexSettings(**library_given(options))
        if options.command == "libraries":
            return _libraries(options, settings)
        if options.command == "doctor":
            return _doctor(options, settings)
        any_settings = options.command == "restore" or (options.command == "rebuild" and options.embed)
        with open_library_of(settings, any_settings=any_settings) as library:
            recover(library)
            return int(options.run(options, library, settings))
    except IndexingError as error:
        say(err, str(error), "red")
        return 2
    except KeyboardInterrupt:
        err.print("Stopped. What was finished is kept; run the same command again to go on.")
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m index", description="The documents that Dossier answers from.")
    commands = parser.add_subparsers(dest="command", required=True)
    add = commands.add_parser("add", help="add files, folders (what they no longer hold is removed), pages and feeds")
    add.add_argument("paths", nargs="+", metavar="PATH|ADDRESS")
    add.add_argument(
        "--ray", metavar="ADDRESS",
        help="read and embed files on a Ray cluster: auto, local, HOST:PORT or ray://HOST:PORT (docs/scale.md)",
    )  # fmt: skip
    add.set_defaults(run=_add)
    commands.add_parser("refresh", help="fetch what came from the web again").set_defaults(run=_refresh)
    watch = commands.add_parser("watch", help="add folders, and what changes in them, until Ctrl-C")
    watch.add_argument("folders", nargs="+", metavar="FOLDER", type=Path)
    watch.set_defaults(run=_watch)
    commands.add_parser("list", help="list the documents").set_defaults(run=_list)
    show = commands.add_parser("show", help="what is made of a file and why; adds nothing")
    show.add_argument("files", nargs="+", metavar="FILE", type=Path)
    edit = commands.add_parser("edit", help='change title, source, author or date of documents; "" clears one')
    edit.add_argument("ids", nargs="+", metavar="ID")
    for field in ("title", "source", "author"):
        edit.add_argument(f"--{field}")
    edit.add_argument("--date", metavar="YYYY-MM-DD")
    edit.set_defaults(run=_edit)
    tag = commands.add_parser("tag", help="put a tag on documents; without arguments, list the tags")
    tag.add_argument("tag", nargs="?", metavar="TAG")
    tag.add_argument("names", nargs="*", metavar="NAME", help="an id, a file, or a folder for all that is in it")
    tag.add_argument("--remove", action="store_true", help="take it off instead")
    tag.set_defaults(run=_tag)
    remove = commands.add_parser("remove", help="remove documents by path or id")
    remove.add_argument("names", nargs="+", metavar="NAME")
    remove.set_defaults(run=_remove)
    commands.add_parser("verify", help="compare catalog and Chroma").set_defaults(run=_verify)
    anew = commands.add_parser("rebuild", help="make Chroma anew from the catalog")
    anew.add_argument("--embed", action="store_true", help="cut and embed every document again, by today's settings")
    anew.set_defaults(run=_rebuild)
    mover = commands.add_parser("move", help="copy the library into another database or folder; the old one is kept")
    mover.add_argument("--to", required=True, metavar="URL|FOLDER")
    mover.set_defaults(run=_move)
    doctor = commands.add_parser("doctor", help="look for all that can be wrong with the data folder")
    doctor.add_argument("--repair", action="store_true", help="mend it from what is whole; damaged files are kept")
    kept = commands.add_parser("backup", help="write the whole library into one file, while the app goes on")
    kept.add_argument("file", metavar="FILE", type=Path)
    kept.set_defaults(run=_backup)
    back = commands.add_parser("restore", help="put the library of a backup in place of the one that is here")
    back.add_argument("file", metavar="FILE", type=Path)
    back.add_argument("--replace", action="store_true", help="also where documents are here, which are kept in a file")
    back.set_defaults(run=_restore)
    several = commands.add_parser("libraries", help="list the libraries of the data folder")
    several.add_argument("--add", metavar="NAME", help="make an empty one")
    for name, command in commands.choices.items():
        if name != "show":
            library_option(command)
    return parser


def _add(options: argparse.Namespace, library: Library, settings: IndexSettings) -> int:
    addresses = [given for given in options.paths if is_address(given)]
    paths = [Path(given) for given in options.paths if not is_address(given)]
    read: Reader = read_ahead
    if options.ray:
        from index.ray_workers import reader  # needs a package that few have

        read = reader(options.ray, library)
    with progress() as show:
        report = build.add(paths, library, show, read) if paths else Report()
        if addresses:
            report = plus(report, add_addresses(addresses, library, show, local=settings.web_local))
    return told(report, library)


def _refresh(_: argparse.Namespace, library: Library, settings: IndexSettings) -> int:
    with progress() as show:
        report, changes = refresh(library, show, local=settings.web_local)
    for change in changes:
        for line in change_line(change).splitlines():
            say(out, line)
    return told(report, library)


def _watch(options: argparse.Namespace, library: Library, _: IndexSettings) -> int:
    folders = [Path(os.path.abspath(folder.expanduser())) for folder in options.folders]

    def tell(report: Report) -> None:
        told(report, library)

    watch_folders(folders, library, tell)
    return 0


def _list(_: argparse.Namespace, library: Library, __: IndexSettings) -> int:
    listed(library.catalog.documents())
    return 0


def _libraries(options: argparse.Namespace, settings: IndexSettings) -> int:
    if options.add is not None:
        libraries.make(settings.root, options.add)
    for name in libraries.names(settings.root):
        folder = libraries.folder(settings.root, name)
        say(out, f"{name or libraries.MAIN}{' (this one)' if name == settings.library else ''}: {folder}")
    return 0


def _show(files: Sequence[Path]) -> int:
    failed = 0
    for path in files:
        try:
            for line in shown(path):
                say(out, line)
        except DocumentError as error:
            say(err, str(error), "red")
            failed = 1
    return failed


def _edit(options: argparse.Namespace, library: Library, _: IndexSettings) -> int:
    for document_id in options.ids:
        edited = build.edit(
            document_id, library,
            title=options.title, source=options.source, author=options.author, published=options.date,
        )  # fmt: skip
        say(out, f"{edited.title} | {edited.source or 'no source'} | {edited.published or 'undated'}")
    return 0


def _tag(options: argparse.Namespace, library: Library, _: IndexSettings) -> int:
    if options.tag is None:
        for tag, documents in library.catalog.tags().items():
            say(out, f"{tag}: {documents}")
        return 0
    failed = 0
    wanted: dict[str, str] = {}
    for name, entries in chosen(options.names, library):
        wanted |= {entry.id: entry.title for entry in entries}
        if not entries:
            failed = 1
            say(err, f"{name}: not in the library. `python -m index list` shows what is.", "red")
    change = {"remove" if options.remove else "add": [options.tag]}
    library.catalog.tag(wanted, **change)
    done = f"taken off {len(wanted)}" if options.remove else f"put on {len(wanted)}"
    say(out, f"{options.tag}: {done} {'document' if len(wanted) == 1 else 'documents'}.")
    return failed


def _remove(options: argparse.Namespace, library: Library, _: IndexSettings) -> int:
    files = library.catalog.files()
    paths = {name: os.path.abspath(Path(name).expanduser()) for name in options.names}
    listed = {printable(path): path for path in files}  # a name with control characters is given as the list shows it
    names = [path if path in files else listed.get(name, listed.get(path, name)) for name, path in paths.items()]
    removed = build.remove(names, library)
    for name in (n for n in names if n not in removed):
        say(err, f"{name}: not in the library. `python -m index list` shows what is.", "red")
    out.print(f"{len(removed)} removed.", highlight=False)
    return 0 if len(removed) == len(names) else 1


def _verify(_: argparse.Namespace, library: Library, __: IndexSettings) -> int:
    found = verify(library)
    if found.sound:
        out.print("Catalog and Chroma agree.")
        return 0
    err.print(
        f"{len(found.missing_in_chroma)} chunks are missing in Chroma, {len(found.unknown_to_catalog)} are unknown to"
        f" the catalog, {len(found.unfinished)} documents are unfinished. `python -m index rebuild` mends it."
    )
    return 1


def _rebuild(options: argparse.Namespace, library: Library, settings: IndexSettings) -> int:
    chunks = rebuild(library, chroma_url=settings.chroma, embed=options.embed)
    out.print(f"Chroma holds {chunks} chunks, made from the catalog.", highlight=False)
    return 0


def _move(options: argparse.Namespace, library: Library, settings: IndexSettings) -> int:
    at = settings.database_url
    source, target = place(at or str(settings.data), settings.data), place(options.to, settings.data)
    counts = move(source, target)
    say(out, f"Copied and compared: {', '.join(f'{n} {table}' for table, n in counts.items() if n)}.")
    if target.folder != source.folder and not settings.chroma_url:
        with open_library(
            data=target.folder, models=settings.models, embedding=settings.embedding,
            chunk_tokens=settings.chunk_tokens,
        ) as moved:  # fmt: skip
            rebuild(moved)
    where = "DOSSIER_DATABASE to that URL" if "://" in options.to else f"DOSSIER_DATA to {target.folder}"
    without = ", and DOSSIER_DATABASE to nothing" if at and "://" not in options.to else ""
    say(out, f"Set {where}{without}. The old library is kept; do not change both.")
    return 0


def _backup(options: argparse.Namespace, library: Library, _: IndexSettings) -> int:
    check_in_files(library.catalog)
    made = backup(library.data, options.file)
    size = options.file.stat().st_size / 1e6
    say(out, f"{made.documents:,} documents with all that belongs to them, {size:,.1f} MB, in {options.file}.")
    return 0


def _restore(options: argparse.Namespace, library: Library, settings: IndexSettings) -> int:
    here, there = library.catalog.counts()[0], manifest(options.file)
    if here and not options.replace:
        say(
            err, f"{here:,} documents are here. Say --replace to put the {there.documents:,} of the backup in their"
            " place; what is here is kept in a file.", "red",
        )  # fmt: skip
        return 2
    with progress() as show:
        done = restore(options.file, library, chroma_url=settings.chroma, on_progress=show)
    kept = f" What was here is in {done.aside}." if done.aside else ""
    say(out, f"{done.documents:,} documents are here.{kept}")
    return 0


def _doctor(options: argparse.Namespace, settings: IndexSettings) -> int:
    """0 where all is well or was mended, else 1."""
    left = 0
    for finding in examine(settings):
        if finding.trouble is None:
            say(out, f"{finding.name}: well")
        elif options.repair and finding.repair:
            done, said = mend(finding)
            left += not done
            say(out, f"{finding.name}: {finding.trouble}. {'Mended' if done else 'Not mended'}: {said}")
        else:
            left += 1
            say(out, f"{finding.name}: {finding.trouble}. {finding.remedy}", "red")
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())
