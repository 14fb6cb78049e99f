# SPDX-License-Identifier: EUPL-1.2
"""One Spark session for all tests: two workers on this machine, set for small frames."""

import os
import sys
import warnings
from collections.abc import Iterator

import pytest


@pytest.fixture(scope="session")
def spark(java: str, pyspark: str) -> Iterator[object]:
    """A session; plans are not compiled, because that takes longer than these few lines."""
    del java, pyspark
    os.environ["PYSPARK_PYTHON"] = sys.executable
    os.environ["PYSPARK_DRIVER_PYTHON"] = sys.executable
    from pyspark.sql import SparkSession  # noqa: PLC0415 - an extra

    settings = {
        "spark.ui.enabled": "false", "spark.sql.shuffle.partitions": "2", "spark.sql.adaptive.enabled": "false",
        "spark.sql.codegen.wholeStage": "false", "spark.sql.codegen.factoryMode": "NO_CODEGEN",
        "spark.ui.showConsoleProgress": "false", "spark.executorEnv.POLARS_MAX_THREADS": "1",
    }  # fmt: skip
    with warnings.catch_warnings():
        # The session looks which pandas there is, and warns that it knows none of this one; we ask for none.
        warnings.filterwarnings("ignore", "PySpark does not yet fully support pandas", FutureWarning)
        builder = SparkSession.builder.master("local[2]").appName("tests")
        for name, value in settings.items():
            builder = builder.config(name, value)
        session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    yield session
    session.stop()
