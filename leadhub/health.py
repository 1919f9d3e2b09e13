"""`/healthz`: the process lives. `/readyz`: the database answers and migrations are applied.

A middleware, not views, and the outermost: probes come every few seconds by the machine's address, so hosts,
sessions, https and the log are none of their business.
"""

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse


class HealthChecks:
    def __init__(self, get_response):
        self.get_response = get_response
        self._migrated = False

    def __call__(self, request):
        if request.path_info == "/healthz":
            return HttpResponse("ok", content_type="text/plain")
        if request.path_info == "/readyz":
            problem = self.problem()
            return HttpResponse(problem or "ready", content_type="text/plain", status=503 if problem else 200)
        return self.get_response(request)

    def problem(self):
        """Why no request should be sent here yet, or an empty string."""
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1")
            if not self._migrated:
                executor = MigrationExecutor(connection)
                self._migrated = not executor.migration_plan(executor.loader.graph.leaf_nodes())
        except DatabaseError:
            return "the database does not answer"
        return "" if self._migrated else "migrations are not applied"
