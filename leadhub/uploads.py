"""No page of LeadHub takes files yet: what is uploaded anyway is refused before it fills a disk."""

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler


class NoUploads(FileUploadHandler):
    def new_file(self, *args, **kwargs):
        raise RequestDataTooBig("No file is expected here.")

    def receive_data_chunk(self, raw_data, start):
        """Never reached: `new_file` has refused."""

    def file_complete(self, file_size):
        """Never reached either."""
