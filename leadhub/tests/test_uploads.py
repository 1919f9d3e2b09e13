from django.core.files.uploadedfile import SimpleUploadedFile


def test_a_file_that_nobody_asked_for_is_refused(client, db):
    response = client.post("/accounts/login/", {"login": "x", "file": SimpleUploadedFile("a.bin", b"x" * 100_000)})
    assert response.status_code == 400
