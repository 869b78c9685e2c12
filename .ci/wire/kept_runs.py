"""Runs that are kept in a folder: listed, shown and taken back by processes of their own."""

import tempfile

from wire.ecs_lambda import Function
from wire.harness import OK, USAGE, roll_back


def prove(proof, endpoint):
    function = Function(endpoint, "kept")
    bad = function.deploy("bad")
    with tempfile.TemporaryDirectory() as folder:
        def program(*arguments):
            return roll_back(endpoint, *arguments, "--journal", folder)

        result = program(function.argument(function.good))
        proof.exits("kept runs: rollback", OK, result)
        proof.same("kept runs: the good version is back", (function.good, {}), function.state(), result)

        listed = program("runs")
        run = listed.output.split()[0] if listed.output.split() else "none"
        proof.exits("kept runs: runs", OK, listed)
        proof.same("kept runs: the run is listed with its end", True, "ROLLED_BACK" in listed.output, listed)
        proof.same("kept runs: the first write says how to take it back", True, f"undo {run} --journal {folder}" in result.output, result)

        status = program("status", run)
        proof.exits("kept runs: status", OK, status)
        proof.same("kept runs: status asks AWS nothing", [], status.calls, status)
        proof.same("kept runs: status shows the report", True, f"run {run}" in status.output, status)

        preview = program("undo", run, "--preview")
        proof.exits("kept runs: preview of taking it back", OK, preview)
        proof.writes("kept runs: preview of taking it back", [], preview)

        undone = program("undo", run)
        proof.exits("kept runs: taking it back", OK, undone)
        proof.writes("kept runs: taking it back", [function.update()], undone)
        proof.same("kept runs: the alias is as it was found", (bad, {}), function.state(), undone)

        resumed = program("resume", "--unfinished")
        proof.exits("kept runs: nothing is left to carry on", OK, resumed)
        proof.writes("kept runs: nothing is left to carry on", [], resumed)

        unknown = program("undo", "a/b")
        proof.exits("kept runs: a malformed run", USAGE, unknown)
