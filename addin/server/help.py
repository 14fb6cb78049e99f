# SPDX-License-Identifier: EUPL-1.2
"""The page behind the help links: every function with its arguments, in the words that Excel shows."""

import inspect
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from addin import functions
from addin.server.environment import NAMESPACE

TEMPLATES = Path(__file__).parent / "templates"


def help_page(namespace: str = NAMESPACE) -> str:
    """The page as HTML; xlwings told the words of each function, so it is made on the server."""
    told = [
        {
            "name": function.__xlfunc__["excel_name"],
            "says": inspect.getdoc(function),
            "arguments": [
                {"name": each["name"], "says": each["doc"], "optional": "optional" in each}
                for each in function.__xlfunc__["args"]
            ],
        }
        for name, function in vars(functions).items()
        if name.startswith("pv_")
    ]
    engine = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined)
    return engine.get_template("hulp.html").render(namespace=namespace, functions=told)
