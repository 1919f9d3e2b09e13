"""What a person reads on a page or in a letter."""

import re

from leadhub.notices import as_notice


def told(response):
    """The notices on the page."""
    return [as_notice(message).text for message in response.context["messages"]]


def problems(response):
    """The sentences at the form's fields, and under None those about the whole of it."""
    errors = dict(response.context["form"].errors)
    return {(None if name == "__all__" else name): list(sentences) for name, sentences in errors.items()}


def path_in(letter):
    """The path of the one link that the letter asks to follow."""
    (path,) = re.findall(r"^http://testserver(/.+)$", letter.body, re.MULTILINE)
    return path


def without_tokens(response):
    """The page as it reads for everybody: each rendering masks the CSRF token anew."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", response.content.decode())
