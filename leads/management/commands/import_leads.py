"""Bring the rows of a CSV file in as leads (docs/importing.md)."""

from contextlib import closing
from pathlib import Path

from django.core.management import BaseCommand, CommandError
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from leadhub.text import one_line
from leads.importing import BadFile, FailedRows, Known, Rehearsal, Table, Writer, import_rows, read_rows
from leads.management.acting import BAD_ARGUMENT, acting_for, named

ROWS_FAILED = 1
ERRORS_SHOWN = 20


class Command(BaseCommand):
    help = "Import leads from a CSV file. Exit code: 0 all rows taken, 1 some rows failed, 2 bad file or argument."

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FILE", help="CSV: comma, semicolon or tab; UTF-8, UTF-16 or Windows-1252")
        parser.add_argument("--partner", required=True, metavar="SLUG", help="whose leads these are")
        parser.add_argument("--listing", metavar="NAME", help="the listing of all rows, whatever the file says")
        parser.add_argument("--marketplace", metavar="SLUG", help="the marketplace of all rows, whatever the file says")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen and write nothing")

    def handle(self, *, file, partner, listing, marketplace, dry_run, **options):
        known, path = Known(acting_for(partner)), Path(file)
        chosen = _chosen(known, listing, marketplace)
        name = one_line(path.name)[:255]
        with _opened(path) as binary, closing((Rehearsal if dry_run else Writer)(known, name=name)) as writer:
            table = _table(path, binary)
            if table.encoding_name != "UTF-8":
                self.stderr.write(_("Read as %(encoding)s.") % {"encoding": table.encoding_name}, style_func=str)
            folders = [] if dry_run else [path.parent, Path.cwd()]
            with closing(FailedRows(table, stem=path.stem, folders=folders)) as failed:
                report, reasons = self._run(table, read_rows(table, known, **chosen), writer, failed)
        self._tell(report, reasons)
        if dry_run:
            self.stderr.write(_("Dry run: nothing was stored."))
        if report.failed:
            raise CommandError(_where(failed, dry_run), returncode=ROWS_FAILED)

    def _run(self, table, rows, writer, failed):
        """The report, and the first reasons why rows failed: as many as are shown."""
        reasons = []

        def fail(failure):
            failed.add(failure)
            if len(reasons) < ERRORS_SHOWN:
                reasons.append(_("line %(line)s: %(reason)s") % {"line": failure.line, "reason": failure.reason})

        def progress(report):
            words = {"rows": _grouped(report.rows), "percent": int(table.share_read * 100)}
            self.stderr.write("\r" + _("%(rows)s rows, %(percent)s %%") % words, style_func=str, ending="")
            self.stderr.flush()

        if not self.stderr.isatty():
            return import_rows(rows, writer, on_failure=fail), reasons
        report = import_rows(rows, writer, on_failure=fail, on_progress=progress)
        self.stderr.write("")
        return report, reasons

    def _tell(self, report, reasons):
        for reason in reasons:
            self.stderr.write(reason)
        if more := report.failed - len(reasons):
            self.stderr.write(_("… and %(count)s more") % {"count": _grouped(more)})
        self.stdout.write(
            f"created {report.created}, updated {report.updated}, unchanged {report.unchanged}, failed {report.failed}"
        )


def _grouped(number):
    return number_format(number, force_grouping=True)


def _chosen(known, listing, marketplace):
    """The listing and marketplace of all rows, where they were given."""
    chosen = {}
    if listing is not None:
        chosen["listing"] = named(listing, known.listings, _("%(partner)s offers no such listing") % {"partner": known.partner})
    if marketplace is not None:
        chosen["marketplace"] = named(marketplace, known.marketplaces, _("There is no such marketplace"))
    return chosen


def _opened(path):
    try:
        return open(path, "rb")
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise _unreadable(path, error) from error


def _table(path, binary):
    try:
        return Table(binary)
    except BadFile as error:
        raise CommandError(f"{path} {error}", returncode=BAD_ARGUMENT) from error
    except OSError as error:
        raise _unreadable(path, error) from error


def _unreadable(path, error):
    reason = str(getattr(error, "strerror", None) or error).rstrip(".")
    return CommandError(_("%(path)s cannot be read: %(reason)s.") % {"path": path, "reason": reason}, returncode=BAD_ARGUMENT)


def _where(failed, dry_run):
    if failed.path:
        return _("The failed rows are in %(path)s: mend them there and import that file.") % {"path": failed.path}
    return _("Rows would fail.") if dry_run else _("The failed rows could be written to no file: neither folder lets you.")
