# SPDX-License-Identifier: EUPL-1.2
"""How the runner is, as metrics that Prometheus reads from a file (textfile collector of the node exporter)."""

from collections.abc import Iterable

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from processors.condition import Health

BEFORE = "verzamelpunt_"


class _Metrics(Collector):
    """The values are counted elsewhere; this hands them over."""

    def __init__(self, health: Health) -> None:
        self._health = health

    def collect(self) -> Iterable[Metric]:
        """Each metric with its values."""
        health = self._health
        success = GaugeMetricFamily(
            f"{BEFORE}taak_laatst_gelukt_timestamp_seconds",
            "Wanneer een taak het laatst goed eindigde.",
            labels=["taak"],
        )
        for job in health.jobs:
            if job.success:
                success.add_metric([job.name], job.success.timestamp())
        yield success
        gauges = (
            ("gemaakt_timestamp_seconds", "Wanneer deze cijfers werden gemaakt.", health.made.timestamp()),
            ("berichten_open", "Berichten waaraan nog wordt gewerkt.", health.open),
            ("wacht_op_een_mens", "Wat op een mens wacht, ook wat te vaak mislukte.", health.human),
            ("dood", "Wat te vaak mislukte en op een mens wacht.", health.dead),
            ("mislukt", "Wat mislukte en vanzelf wordt herhaald.", health.failing),
            ("tijdvakken_gemist_week", "Tijdvakken die in zeven dagen werden gemist.", health.missed),
            ("regels", "Regels in alle aanleveringen.", health.lines),
        )
        for name, says, value in gauges:
            yield GaugeMetricFamily(BEFORE + name, says, value=value)
        if health.certificate is not None:
            yield GaugeMetricFamily(
                f"{BEFORE}certificaat_dagen", "Dagen tot het certificaat verloopt.", value=health.certificate
            )
        yield CounterMetricFamily(f"{BEFORE}berichten_ontvangen", "Berichten die binnenkwamen.", value=health.received)
        yield CounterMetricFamily(
            f"{BEFORE}antwoorden", "Keren dat een bericht werd beantwoord.", value=health.answered
        )


def exposition(health: Health) -> bytes:
    """The metrics as text in the format of Prometheus."""
    registry = CollectorRegistry()
    registry.register(_Metrics(health))
    return generate_latest(registry)
