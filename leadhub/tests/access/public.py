"""What everybody gets, signed in or not: GET, POST. The form is of Aster's active template, the secret of intake is none."""

ADDRESSES = {
    "hosted_form": (200, 422),
    "hosted_form_thanks": (200, 405),
    "receive": (405, 401),
    "receive_without_secret": (405, 401),
    "receive_without_slash": (405, 401),
}
