"""How Spark is set up, so that the same snapshot gives the same result everywhere."""

from collections.abc import Mapping

SESSION: Mapping[str, str] = {
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.timestampType": "TIMESTAMP_NTZ",
    "spark.sql.ansi.enabled": "true",
    "spark.sql.caseSensitive": "false",
    "spark.sql.parquet.inferTimestampNTZ.enabled": "true",
    "spark.sql.parquet.int96RebaseModeInRead": "CORRECTED",
    "spark.sql.parquet.datetimeRebaseModeInRead": "CORRECTED",
    "spark.sql.files.ignoreCorruptFiles": "false",
    "spark.sql.files.ignoreMissingFiles": "false",
    "spark.sql.storeAssignmentPolicy": "ANSI",
    "spark.sql.debug.maxToStringFields": "25",
    "spark.sql.maxMetadataStringLength": "100",
}
"""What each session is told, and what any Spark, also a foreign one, lets a session decide."""

SMALL: Mapping[str, str] = {
    "spark.sql.shuffle.partitions": "8",
    "spark.sql.adaptive.enabled": "true",
}
"""What suits one machine: a snapshot is seldom large enough for the two hundred parts that Spark would make of it."""

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
