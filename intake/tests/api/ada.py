"""Whom the tests of the API send and look for, and who asks."""

MEMBER = "member@aster.example"
ADA = {
    "first_name": "Ada",
    "last_name": "Byron",
    "company": "Analytical Engines",
    "email": "ada@engines.example",
    "phone": "+34 910 555 001",
    "job_title": "Countess",
    "country": "GB",
}
