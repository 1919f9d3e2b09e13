"""From a file of rows to leads: decoding → reading → columns → rows → importer, each a step that the next one takes up.

Nothing here knows a terminal or a request: the command and the page hand in a file, and get counts and row errors back.
"""

from leads.importing.decoding import BadFile
from leads.importing.failures import FailedRows
from leads.importing.importer import Report, import_rows
from leads.importing.known import Known
from leads.importing.reading import Table
from leads.importing.rehearsing import Rehearsal
from leads.importing.rows import Failure, read_rows
from leads.importing.writing import Writer

__all__ = ["BadFile", "FailedRows", "Failure", "Known", "Rehearsal", "Report", "Table", "Writer", "import_rows", "read_rows"]
