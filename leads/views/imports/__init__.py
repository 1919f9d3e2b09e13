"""Import in the browser (data/formats.md §6): upload → columns → preview → progress → report, and Undo."""

from leads.views.imports.columns import ImportColumns
from leads.views.imports.page import DiscardImport, FailedRowsFile, ImportPage, StartImport, UndoImport
from leads.views.imports.uploading import Imports

__all__ = ["DiscardImport", "FailedRowsFile", "ImportColumns", "ImportPage", "Imports", "StartImport", "UndoImport"]
