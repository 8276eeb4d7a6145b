// What the command says at the terminal, in both languages.

const ja = {
  help: (formats) => `使い方: kpi-evaluator ファイルまたはフォルダ… [オプション]

KPI評価シートを読み、達成率を計算し直し、印字と照らし合わせます。何も送信しません。
フォルダは中のフォルダも含め、名前の順に読みます。結果は与えた順に並び、スレッドの数によりません。
作業ファイル（.kpi.json）は、訂正と評価ルールを当てて、シートごとに評価します。

  --format 形式         ${formats.join(" ")}（既定 ndjson）
                        ndjson と csv-long は全部で1つ（既定は標準出力）、ほかはファイルごとに1つ（--out が要ります）
  --rule-set ID|FILE    付属の評価ルールのID、または rule-set/1 の .json（既定 plain、作業ファイルではその評価ルール）
  --list-rule-sets      付属の評価ルールのIDと名前を出す
  --as-of 期            この時点で評価する（FY2023、2015-10 など。既定はKPIごとに最新の実績）
  --lang ja|en          結果の言葉（既定 ja）。en の csv-long は見出しがIDになります
  --out フォルダ        結果を置く所（なければ作る）。evaluations.ndjson、evaluations.csv、または元の名前.形式
  --files-from FILE     読むファイルを1行に1つ書いた一覧（- は標準入力）
  --threads 数          スレッドの数（既定はこの機械のコア数）
  --quiet               最後のまとめを出さない
  --help, --version

読めないファイルは標準エラー出力に1行（ファイル: 理由）を出し、残りを続けます。ndjson ではその行が {"file","error"} になります。

終了コード: 0 すべて読めた  1 読めないファイルがあった（残りは書いた）
            2 使い方の誤り（何も書いていない）  3 結果を書けなかった`,
  seeHelp: "使い方は kpi-evaluator --help",
  noFiles: "読むファイルがありません。",
  unknownFormat: (id, known) => `形式「${id}」はありません。使える形式: ${known.join(" ")}`,
  badThreads: (given) => `--threads は1から256の整数です（「${given}」）。`,
  noRuleSet: (given, why) => `評価ルール「${given}」は付属のIDでも、読める .json でもありません（${why}）。`,
  needsOut: (format) => `形式 ${format} はファイルごとに1つ書くので、--out フォルダ が要ります。`,
  unwritable: (why) => `結果を書けませんでした: ${why}`,
  sum: ({ files, unread, kpis }, seconds) =>
    `${files}ファイル（読めない ${unread}）、KPI ${kpis}件、${seconds.toFixed(1)}秒`,
};

const en = {
  help: (formats) => `Usage: kpi-evaluator FILE|FOLDER… [options]

Reads KPI sheets, recomputes every achievement rate and checks what is printed. Nothing is sent anywhere.
Folders are read with the folders inside, by name. Results stand in the order given, however many threads there are.
A working file (.kpi.json) is evaluated sheet by sheet, with its corrections and rules.

  --format FORMAT       ${formats.join(" ")} (default ndjson)
                        ndjson and csv-long: one for all (default: standard output); others: a file each (needs --out)
  --rule-set ID|FILE    id of a rule set that ships, or a .json of rule-set/1 (default plain; of a working file its own)
  --list-rule-sets      print the ids and names of the rule sets that ship
  --as-of PERIOD        evaluate as of this period (FY2023, 2015-10 …; default: per KPI its latest with an actual)
  --lang ja|en          of the results (default ja); csv-long in en has ids as heads
  --out FOLDER          where results go (made if missing): evaluations.ndjson, evaluations.csv, or NAME.FORMAT
  --files-from FILE     a list of files to read, one a line (- is standard input)
  --threads N           threads (default: the cores of this machine)
  --quiet               no summary at the end
  --help, --version

A file that cannot be read is one line on standard error (file: reason), and the others go on; in ndjson its line is
{"file","error"}.

Exit codes: 0 all were read  1 some file could not be read (the others are written)
            2 wrong use (nothing written)  3 results could not be written`,
  seeHelp: "See kpi-evaluator --help",
  noFiles: "No files to read.",
  unknownFormat: (id, known) => `There is no format "${id}". Formats: ${known.join(" ")}`,
  badThreads: (given) => `--threads is a whole number from 1 to 256 ("${given}").`,
  noRuleSet: (given, why) => `The rule set "${given}" is neither an id that ships nor a .json that can be read (${why}).`,
  needsOut: (format) => `The format ${format} makes a file for each input: say --out FOLDER.`,
  unwritable: (why) => `The results could not be written: ${why}`,
  sum: ({ files, unread, kpis }, seconds) => `${files} files (${unread} unread), ${kpis} KPIs, ${seconds.toFixed(1)} s`,
};

export const words = { ja, en };
