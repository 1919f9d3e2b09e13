"""Who may send files: no page, unless its view asks for `FileToDisk` before anything of the form is read."""

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler, SkipFile, TemporaryFileUploadHandler

# A body so far beyond the limit is not even read to its end to be told so.
PATIENCE = 10


class NoUploads(FileUploadHandler):
    """Refuses what is uploaded anyway before it fills a disk: for every page of the site."""

    def new_file(self, *args, **kwargs):
        raise RequestDataTooBig("No file is expected here.")

    def receive_data_chunk(self, raw_data, start):
        """Never reached: `new_file` has refused."""

    def file_complete(self, file_size):
        """Never reached either."""


class FileToDisk(TemporaryFileUploadHandler):
    """Streams the one file of a form into a temporary file, never into memory.

    A file of more than `most` bytes, or a second one, is read to its end and dropped, so that the browser hears the answer:
    `is_too_large` then. Set `request.upload_handlers` before anything reads the form; the CSRF check does, so the view is
    exempt from the middleware and does the check itself once the handler stands.
    """

    def __init__(self, request, *, most):
        super().__init__(request)
        self.most = most
        self.is_too_large = self.has_file = False

    def handle_raw_input(self, input_data, meta, content_length, boundary, encoding=None):
        if content_length > PATIENCE * self.most:
            raise RequestDataTooBig("A file of this size is not read at all.")

    def new_file(self, *args, **kwargs):
        super().new_file(*args, **kwargs)
        if self.has_file:
            raise SkipFile
        self.has_file = True

    def receive_data_chunk(self, raw_data, start):
        if start + len(raw_data) > self.most:
            self.is_too_large = True
            raise SkipFile
        return super().receive_data_chunk(raw_data, start)
