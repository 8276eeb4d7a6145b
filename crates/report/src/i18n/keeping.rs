//! The words around what is kept on the PC and how it is erased; and what the page says of its build and its requests.

use crate::i18n::Lang;

/// The words, one constant per language.
pub struct Words {
    /// Heading of what is kept.
    pub heading: &'static str,
    /// Where it is kept, and who can see it.
    pub hint: &'static str,
    /// The same for a page that was opened from a disk.
    pub hint_disk: &'static str,
    /// Name of the choices.
    pub choices: &'static str,
    /// A choice, by its id: its name and what it means.
    pub choice: fn(&str) -> (&'static str, &'static str),
    /// What stays where nothing is kept.
    pub lasting: &'static str,
    /// What became of a choice, by its id.
    pub chosen: fn(&str) -> &'static str,
    /// The draft is not kept, and is not meant to be.
    pub by_choice: &'static str,

    /// Heading of the note on a page that was opened from a disk.
    pub disk_heading: &'static str,
    /// What the note says.
    pub disk_note: &'static str,
    /// The choice of an earlier visit is not understood.
    pub unknown_heading: &'static str,
    /// What that means.
    pub unknown_note: &'static str,
    /// Leads to the choices.
    pub to_choices: &'static str,

    /// Opens the dialog that erases: in a page of its own, and in somebody else's.
    pub erase: fn(bool) -> &'static str,
    /// Heading of the dialog.
    pub ask: fn(bool) -> &'static str,
    /// What it does.
    pub ask_hint: &'static str,
    /// A kind of what is kept, by its id.
    pub kind: fn(&str) -> &'static str,
    /// What it does not erase.
    pub not_erased: fn(bool) -> &'static str,
    /// Does it.
    pub confirm: &'static str,
    /// Does not.
    pub cancel: &'static str,
    /// It is being done.
    pub erasing: &'static str,
    /// It is done.
    pub erased: &'static str,
    /// So many texts were there.
    pub erased_texts: fn(usize) -> String,
    /// The storage refuses.
    pub erased_unavailable: &'static str,
    /// What was kept for use without a network is gone too.
    pub erased_offline: &'static str,
    /// Nothing is kept until the page is closed.
    pub erased_then: fn(bool) -> &'static str,
    /// Some of it is still there.
    pub not_all: &'static str,
    /// What to do about it.
    pub not_all_hint: &'static str,
    /// Closes the dialog.
    pub close: &'static str,

    /// Heading of what the page says of itself.
    pub about: &'static str,
    /// The build.
    pub build: fn(&str) -> String,
    /// Name of the checksum.
    pub checksum: &'static str,
    /// How the checksum is made and a copy compared.
    pub checksum_hint: &'static str,
    /// Systems, and the command that gives the SHA-256 of the file.
    pub commands: [(&'static str, &'static str); 3],
    /// Requests since loading: all, and those that could carry data.
    pub requests: fn(usize, usize) -> String,
    /// The browser does not tell.
    pub requests_unknown: &'static str,
    /// What is counted.
    pub requests_counted: &'static str,
    /// What is not.
    pub requests_not_counted: &'static str,
    /// The files that were asked for: name, how often.
    pub requested: fn(&str, usize) -> String,
    /// The page itself, in that list.
    pub requested_page: &'static str,
}

/// The words in a language.
pub fn words(lang: Lang) -> &'static Words {
    match lang {
        Lang::Ja => &JA,
        Lang::En => &EN,
    }
}

const JA: Words = Words {
    heading: "このPCに残すもの",
    hint: "下書き、自分で書いたルール、覚えた様式、表の列の選び方は、このブラウザーの中に、暗号化せずに保存します。同じPCを同じアカウントで使う人は、見ることができます。外へは送りません。",
    hint_disk: "ファイルとして開いたページの保存領域は、多くのブラウザーで、このPCにあるほかのHTMLファイルと共通です。ほかのHTMLファイルを開くと、そのファイルが下書きを読めることがあります。",
    choices: "保存のしかた",
    choice: |id| match id {
        "everything" => (
            "このPCに保存する",
            "この画面を閉じても、次に開いたときに続きから使えます。",
        ),
        "nothing-for-now" => (
            "この画面を閉じるまで、保存しない",
            "下書きをこのPCから消し、画面の中だけで作業します。閉じると失われます。次に開いたときは、また保存します。",
        ),
        _ => (
            "いつも保存しない",
            "同じように、画面の中だけで作業します。次からもそうするために、この選択だけを印としてこのブラウザーに残します。",
        ),
    },
    lasting: "以前に保存したルールと様式は、消さずに残してあります。この間に加えた変更は保存しません。",
    chosen: |id| match id {
        "everything" => "これからは、このPCに保存します。",
        "nothing-for-now" => "下書きをこのPCから消しました。この画面を閉じるまで、保存しません。",
        _ => "下書きをこのPCから消しました。これからは保存しません。",
    },
    by_choice: "下書きは保存していません。",

    disk_heading: "下書きは、このPCにあるほかのHTMLファイルからも読めることがあります",
    disk_note: "困るときは、保存せずに使うことも、保存したものを全部消すこともできます。",
    unknown_heading: "前に選んだ「保存のしかた」を、この版では読み取れません",
    unknown_note: "別の版で選んだ内容かもしれません。保存してあるものは何も消していません。選び直すまでは、このPCに保存します。",
    to_choices: "保存のしかたを選ぶ",

    erase: |guest| {
        if guest {
            "保存した下書きを消す"
        } else {
            "このPCから全部消す"
        }
    },
    ask: |guest| {
        if guest {
            "保存した下書きを消しますか"
        } else {
            "このPCから全部消しますか"
        }
    },
    ask_hint: "次のものを消します。元に戻せません。",
    kind: |id| match id {
        "screen" => "画面に開いているシートと、操作の履歴",
        "drafts" => "下書き（シート、直した内容、評価のルールの選択、表示する言語）",
        "unreadable" => "読めないため別の場所へ移してあったもの",
        "rule-sets" => "自分で書いたルール",
        "forms" => "覚えた様式",
        "columns" => "表の列の選び方",
        "elements" => "同じサイトのほかのページにはめ込んだ表示の下書き",
        "copies" => "下書き入りのファイルで続けた作業の下書き",
        "choice" => "「いつも保存しない」という選択の印",
        "offline" => "ネットワークなしで使うために残してある、このページのファイル",
        _ => "ほかの版が保存したもの",
    },
    not_erased: |guest| {
        if guest {
            "書き出したファイルと、コピーした内容は消えません。"
        } else {
            "書き出したファイル（下書き入りのファイルも）と、コピーした内容は消えません。このページをほかのタブでも開いているときは、先に閉じてください。"
        }
    },
    confirm: "消す",
    cancel: "やめる",
    erasing: "消しています。",
    erased: "消しました",
    erased_texts: |n| match n {
        0 => "保存してあるものはありませんでした。".to_owned(),
        n => format!("保存してあった{n}個の記録を消しました。"),
    },
    erased_unavailable: "このブラウザーでは保存が許可されていないため、保存してあるものはありません。",
    erased_offline: "ネットワークなしで使うために残してあったファイルも消しました。",
    erased_then: |guest| {
        if guest {
            "このページを開き直すまで、何も保存しません。"
        } else {
            "この画面を閉じるまで、何も保存しません。"
        }
    },
    not_all: "全部は消せませんでした",
    not_all_hint: "消せなかったものがあります。ブラウザーの設定で、このサイトのデータを削除してください。",
    close: "閉じる",

    about: "この版と通信について",
    build: |build| format!("ビルド {build}"),
    checksum: "チェックサム（SHA-256）",
    checksum_hint: "ビルドのときに、このファイルの中のチェックサムの64文字を0にして計算した値です。改ざんした人はこの表示も変えられるので、確かめるときは、次のコマンドの結果を、配布元が kpi-evaluator.manifest.json で公表している値と比べてください。",
    commands: COMMANDS,
    requests: |all, with_data| format!("読み込み後の通信：{all}件（データを付けたもの：{with_data}件）"),
    requests_unknown: "読み込み後の通信：このブラウザーでは数えられません",
    requests_counted: "このページが開いたあとに取りに行ったファイルを、ブラウザーの記録（Resource Timing）で数えています。アドレスに「?」以降が付いたものと、このページの置き場所にないものを、データを付けたものとして数えます。",
    requests_not_counted: "この記録では、送った本文の有無と、ほかのタブ・拡張機能・ブラウザー自身の通信（ネットワークなしで使うための更新など）は分かりません。本文を付けた通信をしないことは、すべての操作について、通信を記録するサーバーで試験しています。ほかのサイトへの接続は、このページの方針（CSP）で禁じています。",
    requested: |name, times| {
        if times == 1 {
            name.to_owned()
        } else {
            format!("{name}（{times}回）")
        }
    },
    requested_page: "このページ",
};

const EN: Words = Words {
    heading: "What stays on this PC",
    hint: "Drafts, your own rule sets, forms and the choice of columns are kept inside this browser, unencrypted. Whoever uses this PC with the same account can see them. They are sent nowhere.",
    hint_disk: "Most browsers let all HTML files on this PC share one storage with a page that was opened as a file. Another HTML file, once opened, may be able to read your drafts.",
    choices: "What to keep",
    choice: |id| match id {
        "everything" => (
            "Keep it on this PC",
            "You can close the page and go on where you were.",
        ),
        "nothing-for-now" => (
            "Keep nothing until this page is closed",
            "Drafts are removed from this PC, and work stays in this page only. It is lost when you close it. The next visit keeps drafts again.",
        ),
        _ => (
            "Never keep anything",
            "Work stays in this page only, in the same way. For that to hold next time too, this choice alone is kept in this browser as a mark.",
        ),
    },
    lasting: "Your own rule sets and forms that were kept before are still there. Changes to them are not kept for now.",
    chosen: |id| match id {
        "everything" => "From now on it is kept on this PC.",
        "nothing-for-now" => "Drafts are removed from this PC. Nothing is kept until this page is closed.",
        _ => "Drafts are removed from this PC. From now on nothing is kept.",
    },
    by_choice: "The draft is not kept.",

    disk_heading: "Other HTML files on this PC may be able to read your drafts",
    disk_note: "If that matters, you can work without keeping anything, or erase everything that was kept.",
    unknown_heading: "This version does not understand the earlier choice of what to keep",
    unknown_note: "Another version may have made it. Nothing that was kept has been removed. Until you choose again, drafts are kept on this PC.",
    to_choices: "Choose what to keep",

    erase: |guest| {
        if guest {
            "Erase the kept draft"
        } else {
            "Erase everything on this PC"
        }
    },
    ask: |guest| {
        if guest {
            "Erase the kept draft?"
        } else {
            "Erase everything on this PC?"
        }
    },
    ask_hint: "This will be erased. It cannot be undone.",
    kind: |id| match id {
        "screen" => "The sheets open on this page, and the history of what you did",
        "drafts" => "Drafts (sheets, corrections, the chosen rule set, the language)",
        "unreadable" => "What could not be read and was put aside",
        "rule-sets" => "Your own rule sets",
        "forms" => "Forms",
        "columns" => "The choice of columns",
        "elements" => "Drafts of results inside other pages of this site",
        "copies" => "Drafts of what was gone on with in files that hold a draft",
        "choice" => "The mark of the choice never to keep anything",
        "offline" => "The files of this page that are kept for use without a network",
        _ => "What another version kept",
    },
    not_erased: |guest| {
        if guest {
            "Saved files and copied text are not erased."
        } else {
            "Saved files (also those with a draft inside) and copied text are not erased. If this page is open in other tabs too, close them first."
        }
    },
    confirm: "Erase",
    cancel: "Cancel",
    erasing: "Erasing.",
    erased: "Erased",
    erased_texts: |n| match n {
        0 => "Nothing had been kept.".to_owned(),
        1 => "1 record that had been kept is erased.".to_owned(),
        n => format!("{n} records that had been kept are erased."),
    },
    erased_unavailable: "This browser does not allow the page to keep anything, so there is nothing kept.",
    erased_offline: "The files that were kept for use without a network are erased too.",
    erased_then: |guest| {
        if guest {
            "Nothing is kept until this page is opened anew."
        } else {
            "Nothing is kept until this page is closed."
        }
    },
    not_all: "Not everything could be erased",
    not_all_hint: "Something is still there. Please delete the data of this site in the settings of the browser.",
    close: "Close",

    about: "About this version and its requests",
    build: |build| format!("Build {build}"),
    checksum: "Checksum (SHA-256)",
    checksum_hint: "Made at build time of this file with zeros in place of the 64 characters. Whoever changes a copy can change this line too, so compare what one of these commands prints with the value that the publisher gives in kpi-evaluator.manifest.json.",
    commands: COMMANDS,
    requests: |all, with_data| format!("Requests since loading: {all} (with data: {with_data})"),
    requests_unknown: "Requests since loading: this browser cannot count them",
    requests_counted: "Counted are the files that this page asked for after it was opened, by the browser's own record (Resource Timing). An address with a “?”, or outside the folder of this page, counts as one with data.",
    requests_not_counted: "The record does not tell whether a request had a body, nor what other tabs, extensions or the browser itself ask for (such as updates for use without a network). That no request has a body is tested, for everything the page does, with a server that records them. Connections to other sites are forbidden by the policy (CSP) of this page.",
    requested: |name, times| {
        if times == 1 {
            name.to_owned()
        } else {
            format!("{name} ({times} times)")
        }
    },
    requested_page: "this page",
};

/// The same in every language.
const COMMANDS: [(&str, &str); 3] = [
    ("Windows", "certutil -hashfile kpi-evaluator.html SHA256"),
    ("macOS", "shasum -a 256 kpi-evaluator.html"),
    ("Linux", "sha256sum kpi-evaluator.html"),
];
