"""How a Spark of our own is set up."""

from collections.abc import Mapping

OWN: Mapping[str, str] = {
    "spark.app.name": "orglint",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
}
"""What an application of our own is told: no web server, no progress bar."""

LOOPBACK: Mapping[str, str] = {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}
"""What Spark on this machine alone is told: nobody else may knock."""

LOG4J = """\
status = off
rootLogger.level = off
rootLogger.appenderRef.nowhere.ref = nowhere
appender.nowhere.type = Null
appender.nowhere.name = nowhere
"""
"""What Spark's log is told: to be silent. Errors come to Python by another way."""
