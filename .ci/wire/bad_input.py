"""Arguments, settings and networks that cannot be used: a sentence, an exit code, and nothing sent."""

from wire.harness import ELSE, REFUSED, USAGE, roll_back, stack_trace


def prove_bad_input(proof, endpoint):
    malformed = [
        [],
        ["checkout"],
        ["ecs:checkout"],
        ["ecs:/checkout"],
        ["ecs:prod/checkout="],
        ["lambda:indexer"],
        ["lambda::live"],
        ["lambda:indexer:live=latest"],
        ["s4:bucket"],
        ["s3:Shop/site/"],
        ["s3:shop-frontend/@yesterday"],
        ["s3:shop-frontend/", "--remove-after", "PT-1S"],
        ["appconfig:shop/flags"],
        ["rds:prod/orders"],
        ["rds:orders", "--accept-data-loss", "0s"],
        ["ecs:prod/checkout", "--accept-data-loss", "1h"],
        ["ecs:prod/checkout", "--as-of", "yesterday"],
        ["ecs:prod/checkout", "--no-such-option"],
        ["ecs:prod/checkout", "--timeout", "soon"],
        ["ecs:prod/checkout", "--timeout", "PT-5M"],
        ["ecs:prod/checkout", "--incident-start", "yesterday"],
        ["ecs:prod/checkout", "--override", "all"],
        ["ecs:prod/checkout", "--report"],
        ["ecs:prod/checkout", "ecs:prod/checkout"],
    ]
    for arguments in malformed:
        name = "malformed: " + (" ".join(arguments) or "no argument")
        result = roll_back(endpoint, *arguments)
        proof.exits(name, USAGE, result)
        proof.same(f"{name}: asks AWS nothing", [], [call["operation"] for call in result.calls], result)
        proof.check(f"{name}: says so in a sentence", not stack_trace(result), "no stack trace", "a stack trace", result)

    nowhere = {"AWS_ENDPOINT_URL": "http://127.0.0.1:1"}
    unheard = roll_back(endpoint, "ecs:prod/checkout", environment=nowhere)
    proof.exits("unreachable endpoint", (ELSE, REFUSED), unheard)
    proof.check("unreachable endpoint: says so in a sentence", not stack_trace(unheard), "no stack trace", "a stack trace", unheard)

    for name, unset in [
        ("no credentials", {"AWS_ACCESS_KEY_ID": None, "AWS_SECRET_ACCESS_KEY": None}),
        ("no region", {"AWS_REGION": None}),
    ]:
        result = roll_back(endpoint, "ecs:prod/checkout", environment=unset)
        proof.exits(name, (ELSE, REFUSED), result)
        proof.writes(name, [], result)
        proof.check(f"{name}: says so in a sentence", not stack_trace(result), "no stack trace", "a stack trace", result)
