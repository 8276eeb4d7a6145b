"""The command as a step of Spark (pip install pyspark): the sheets of a folder, evaluated by the workers of a cluster.

    python spark.py FOLDER [pipe|pandas] [COMMAND …]

COMMAND is what starts the command on a worker; without it `kpi-evaluator`, as `npm install --global` puts it there.
`pipe` sends paths that all workers can see through the command's standard input. `pandas` (mapInPandas) sends contents,
for files that only Spark can read; it needs pandas and pyarrow on the workers.
Prints the number of sheets, of those that could not be read, and of KPIs by status.
"""

import json
import os
import subprocess
import sys
import tempfile

from pyspark.sql import SparkSession

COLUMNS = "file string, kpi string, status string, rate string, fault string"
# One thread for each task: Spark already starts a task for each core.
ARGUMENTS = ["--format", "ndjson", "--threads", "1", "--quiet", "--files-from", "-"]


def rows_of(line):
    """A row for each KPI of one line of the command; one with the fault of a file that was not read."""
    record = json.loads(line)
    file = record["file"]
    if "error" in record:
        yield (file, None, None, None, record["error"]["code"])
        return
    kpis = record["evaluation"]["kpis"]
    if not kpis:
        yield (file, None, None, None, None)
    for kpi in kpis:
        speaking = kpi["measurements"][kpi["speaks"]] if "speaks" in kpi else {}
        yield (file, kpi["name"], speaking.get("status"), speaking.get("rate"), None)


def by_pipe(spark, folder, command):
    """Paths in, lines of JSON out: the whole step is one `pipe`."""
    names = (os.path.join(place, name) for place, _, files in os.walk(folder) for name in files)
    paths = sorted(os.path.abspath(name) for name in names)
    # A file that cannot be read is a line with its error; the exit code 1 that comes with it is no failure of the task.
    quoted = " ".join("'" + part.replace("'", "'\\''") + "'" for part in [*command, *ARGUMENTS])
    step = ["sh", "-c", f'{quoted}; code=$?; [ "$code" -le 1 ]']
    lines = spark.sparkContext.parallelize(paths, spark.sparkContext.defaultParallelism * 4)
    piped = lines.pipe(" ".join("'" + part.replace("'", "'\\''") + "'" for part in step), checkCode=True)
    return spark.createDataFrame(piped.flatMap(rows_of), COLUMNS)


def by_pandas(spark, folder, command):
    """Contents in, rows out, for files that only Spark can read (object stores)."""

    def evaluated(batches):
        import pandas

        for batch in batches:
            with tempfile.TemporaryDirectory() as place:
                paths = {}
                for number, (path, content) in enumerate(zip(batch["path"], batch["content"])):
                    local = os.path.join(place, f"{number}-{os.path.basename(path)}")
                    with open(local, "wb") as file:
                        file.write(content)
                    paths[local] = path
                told = subprocess.run(
                    [*command, *ARGUMENTS], input="\n".join(paths), text=True, encoding="utf-8", stdout=subprocess.PIPE
                )
                if told.returncode > 1:
                    raise RuntimeError(f"kpi-evaluator ended with {told.returncode}")
                rows = [row for line in told.stdout.splitlines() for row in rows_of(line)]
                rows = [(paths[file], *rest) for file, *rest in rows]
                yield pandas.DataFrame(rows, columns=[column.split()[0] for column in COLUMNS.split(", ")])

    files = spark.read.format("binaryFile").option("recursiveFileLookup", "true").load(folder)
    return files.select("path", "content").mapInPandas(evaluated, COLUMNS)


def main(folder, way="pipe", *command):
    spark = SparkSession.builder.appName("kpi-evaluator").getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    found = {"pipe": by_pipe, "pandas": by_pandas}[way](spark, folder, list(command) or ["kpi-evaluator"]).cache()
    print("sheets", found.select("file").distinct().count(), sep="\t")
    print("unread", found.where("fault is not null").count(), sep="\t")
    for row in found.where("kpi is not null").groupBy("status").count().orderBy("status").collect():
        print(row["status"], row["count"], sep="\t")
    spark.stop()


if __name__ == "__main__":
    main(*sys.argv[1:])
