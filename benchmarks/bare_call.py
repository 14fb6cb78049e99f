# SPDX-License-Identifier: EUPL-1.2
"""What a call from Excel takes at least: the same JSON over the same web server to columns of text, and an answer.

No cell is looked at and no rule is asked. Beside the body of a call it takes `like`, one row of an answer, and `times`,
how many of those the answer has. Served by `uvicorn bare_call:app`.
"""

import polars as pl
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

PATH = "/call"


async def answer(request: Request) -> Response:
    """The rows of a range as columns of text, and as many rows as are asked for."""
    called = await request.json()
    header, *rows = called["args"][0]
    columns = zip(*rows, strict=True)
    made = [pl.Series(name, cells, pl.String, strict=False) for name, cells in zip(header, columns, strict=True)]
    frame = pl.DataFrame(made)
    return JSONResponse({"result": [called["like"]] * called["times"], "height": frame.height})


app = Starlette(routes=[Route(PATH, answer, methods=["POST"])])
