# SPDX-License-Identifier: EUPL-1.2
"""The option by which a command that judges files is told what it compares them with."""

from pathlib import Path

import click

reference_option = click.option(
    "--naslag",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="MAP",
    help="Map met tarieven, toewijzingen en andere naslag; anders die van de werkmap.",
)
