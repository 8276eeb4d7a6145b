"""Questions to the long form of many sheets, by DuckDB (pip install duckdb).

    python query.py evaluations.csv
"""

import sys

import duckdb

QUESTIONS = {
    "sheets, KPIs": """
        select count(distinct file) as sheets, count(*) as kpis from long where speaks = 1""",
    "KPIs by status": """
        select status, count(*) as kpis from long where speaks = 1 group by status order by kpis desc, status""",
    "achievement rate by section: KPIs with a rate, median": """
        select section, count(rate_percent) as rates, median(rate_percent) as median
        from long where speaks = 1 and rate_percent is not null group by section order by section""",
    "printed rates that do not follow from the printed figures": """
        select file, name, printed_rate, rate_percent from long where "check" = 'mismatch' order by file, name limit 10""",
}


def main(path):
    # Everything is text but what is said here: a wrong guess of a type would be found on the last of a million rows.
    duckdb.execute(
        """create view long as
           select * replace (cast(speaks as integer) as speaks, try_cast(rate_percent as decimal(18, 1)) as rate_percent)
           from read_csv($path, header = true, all_varchar = true, quote = '"', escape = '"')""".replace(
            "$path", "'" + path.replace("'", "''") + "'"
        )
    )
    for question, query in QUESTIONS.items():
        print(f"-- {question}")
        result = duckdb.execute(query)
        print("\t".join(column[0] for column in result.description))
        for row in result.fetchall():
            print("\t".join("" if cell is None else str(cell) for cell in row))


if __name__ == "__main__":
    main(sys.argv[1])
