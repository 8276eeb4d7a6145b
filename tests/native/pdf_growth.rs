//! Shapes of PDF that once took ever longer: what is done grows as the file does, counted in steps and not by the clock.
//!
//! Each shape is made at n, 2n, 4n and 8n. The steps grow at most with the power 1.2 of the file's size, and never beyond
//! what a file of that size may take. Real documents take less than 100 steps for a byte.

use std::fmt::Write as _;

use kpi_readers::pdf;
use kpi_readers::workbook::Limits;
use miniz_oxide::deflate::compress_to_vec_zlib;

/// What it is, how it is made at a size, and the smallest size.
type Shape = (&'static str, fn(usize) -> Vec<u8>, usize);

/// Objects 1 and 2 are the root and its only page's parent, 3 the page, 4 its content, 5 a font.
fn document(content: &str, resources: &str, more: &str) -> Vec<u8> {
    of_pages(
        &format!(
            "3 0 obj <</Type/Page/Contents 4 0 R/Resources<</Font<</F 5 0 R>>{resources}>>>> endobj\n{}{more}",
            stream(4, "", content.as_bytes())
        ),
        "[3 0 R]",
        "",
    )
}

fn of_pages(objects: &str, kids: &str, inherited: &str) -> Vec<u8> {
    let font = "5 0 obj <</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>> endobj\n";
    format!(
        "%PDF-1.7\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n\
         2 0 obj <</Type/Pages/Kids{kids}/MediaBox[0 0 600 800]{inherited}>> endobj\n{font}{objects}\
         trailer <</Root 1 0 R>>\nstartxref\n0\n%%EOF"
    )
    .into_bytes()
}

/// A stream; what is no text is written in hexadecimal digits.
fn stream(number: usize, entries: &str, content: &[u8]) -> String {
    let (filter, text) = if let Ok(text) = std::str::from_utf8(content) {
        ("", text.to_owned())
    } else {
        let mut hex = String::new();
        for byte in content {
            write!(hex, "{byte:02x}").unwrap();
        }
        ("/Filter[/ASCIIHexDecode/FlateDecode]", hex)
    };
    format!(
        "{number} 0 obj <<{entries}{filter}/Length {}>> stream\n{text}\nendstream endobj\n",
        text.len()
    )
}

/// The same with more entries of its page.
fn with_page(file: &[u8], entries: &str) -> Vec<u8> {
    let file = String::from_utf8(file.to_vec()).unwrap();
    file.replace("/Type/Page/", &format!("/Type/Page{entries}/"))
        .into_bytes()
}

const HELLO: &str = "BT /F 9 Tf 1 0 0 1 50 700 Tm (hello) Tj ET ";

fn each(n: usize, of: impl Fn(usize) -> String) -> String {
    (0..n).map(of).collect()
}

const SHAPES: &[Shape] = &[
    (
        "dictionaries that end with a number, in an object stream",
        |n| {
            let places = each(n, |index| format!("{} {} ", 100 + index, 10 * index));
            let body = each(n, |index| format!("<</K {:03}>>", index % 1000));
            let entries = format!("/Type/ObjStm/N {n}/First {}", places.len());
            let kids = each(n, |index| format!("{} 0 R ", 100 + index));
            let container = stream(6, &entries, (places + &body).as_bytes());
            document(HELLO, &format!("/Properties[{kids}]"), &container)
        },
        500,
    ),
    (
        "dictionaries in dictionaries",
        |n| {
            let nested = "<</A 1/B ".repeat(n) + &">>".repeat(n);
            document(HELLO, &format!("/Properties {nested}"), "")
        },
        200,
    ),
    (
        "arrays that never end",
        |n| {
            document(
                HELLO,
                "",
                &each(n, |index| format!("{} 0 obj [[<</A ", 100 + index)),
            )
        },
        200,
    ),
    (
        "trailers that never end",
        |n| document(HELLO, "", &"trailer <</A [".repeat(n)),
        500,
    ),
    (
        "a root that must be sought among objects that never end",
        |n| {
            let file = document(
                HELLO,
                "",
                &each(n, |index| format!("{} 0 obj <</A [", 100 + index)),
            );
            String::from_utf8(file)
                .unwrap()
                .replace("/Root 1 0 R", "")
                .into_bytes()
        },
        200,
    ),
    (
        "a form that draws itself",
        |n| {
            let form = stream(
                6,
                "/Subtype/Form",
                (HELLO.to_owned() + &"/X Do ".repeat(n)).as_bytes(),
            );
            document("/X Do", "/XObject<</X 6 0 R>>", &form)
        },
        500,
    ),
    (
        "a form drawn often, with resources of its own",
        |n| {
            let names = each(n, |index| format!("/A{index} 5 0 R"));
            let form = stream(6, "/Subtype/Form/Resources 7 0 R", HELLO.as_bytes());
            let resources = format!("7 0 obj <</Font<</F 5 0 R{names}>>>> endobj ");
            document(&"/X Do ".repeat(n), "/XObject<</X 6 0 R>>", &(form + &resources))
        },
        200,
    ),
    (
        "many fonts, each set once",
        |n| {
            let names = each(n, |index| format!("/A{index} 5 0 R"));
            let content = each(n, |index| format!("/A{index} 9 Tf "));
            let file = document(&(content + HELLO), "", "");
            String::from_utf8(file)
                .unwrap()
                .replace("/Font<<", &format!("/Font<<{names}"))
                .into_bytes()
        },
        500,
    ),
    (
        "resources that many pages inherit",
        |n| {
            let names = each(n, |index| format!("/A{index} 5 0 R"));
            let pages = each(n, |index| {
                format!("{} 0 obj <</Type/Page/Contents 4 0 R>> endobj ", 100 + index)
            });
            let kids = each(n, |index| format!("{} 0 R ", 100 + index));
            let inherited = format!("/Resources<</Font<</F 5 0 R{names}>>>>");
            of_pages(
                &(pages + &stream(4, "", HELLO.as_bytes())),
                &format!("[{kids}]"),
                &inherited,
            )
        },
        100,
    ),
    (
        "ranges of widths that name every glyph",
        |n| {
            let font = format!(
                "6 0 obj <</Subtype/Type0/Encoding/UniJIS-UCS2-H/DescendantFonts[<</W[{}]>>]>> endobj",
                "0 65535 9 ".repeat(n)
            );
            let file = document(&(HELLO.to_owned() + "/G 9 Tf"), "", &font);
            let file = String::from_utf8(file).unwrap();
            file.replace("/F 5 0 R", "/F 5 0 R/G 6 0 R").into_bytes()
        },
        500,
    ),
    (
        "a clip asked for again and again on one long path",
        |n| {
            document(
                &(format!("{HELLO} 0 0 m {}", "1 1 l ".repeat(n)) + &"W ".repeat(n) + "n"),
                "",
                "",
            )
        },
        500,
    ),
    (
        "states and matrices that are saved and never restored",
        |n| document(&(HELLO.to_owned() + &"q 1 0 0 1 0 0 cm ".repeat(n)), "", ""),
        500,
    ),
    (
        "words over several lines, each a column of its own",
        |n| {
            let line = |y: usize| format!("BT /F 1 Tf 1 0 0 1 10 {y} Tm [{}] TJ ET ", "(1) -3000 ".repeat(n));
            document(&each(4, |index| line(700 - 2 * index)), "", "")
        },
        100,
    ),
    (
        "lines of text that are no table",
        |n| {
            document(
                &each(n, |index| {
                    format!(
                        "BT /F 1 Tf 1 0 0 1 {} {} Tm (a) Tj 9 0 Td (b) Tj 9 0 Td (c) Tj ET ",
                        10 + index * 7 % 500,
                        799 - index % 790
                    )
                }),
                "",
                "",
            )
        },
        100,
    ),
    (
        "strings that are longer and longer",
        |n| document(&format!("BT /F 9 Tf ({}) Tj ET {HELLO}", "a".repeat(n)), "", ""),
        1000,
    ),
    (
        "arrays of one string after another",
        |n| document(&format!("BT /F 9 Tf [{}] TJ ET {HELLO}", "(a)".repeat(n)), "", ""),
        500,
    ),
    (
        "fields below fields, each with a list of options",
        |n| {
            let options = each(n, |index| format!("[(a{index})(b)]"));
            let field = format!("6 0 obj <</FT/Ch/V(a1)/Opt[{options}]>> endobj\n");
            let notes = each(n.min(400), |_| {
                "<</Subtype/Widget/Rect[9 9 99 20]/Parent 6 0 R>>".to_owned()
            });
            with_page(&document(HELLO, "", &field), &format!("/Annots[{notes}]"))
        },
        50,
    ),
    (
        "notes that show the same large form",
        |n| {
            let form = stream(6, "/Subtype/Form/BBox[0 0 9 9]", HELLO.repeat(40).as_bytes());
            let notes = each(n, |_| {
                "<</Subtype/Stamp/Rect[9 9 99 20]/AP<</N 6 0 R>>>>".to_owned()
            });
            with_page(&document(HELLO, "", &form), &format!("/Annots[{notes}]"))
        },
        100,
    ),
    (
        "lines through a long text",
        |n| {
            let line = |index: usize| format!("50 {} m 51 {0} l S ", 700 + index % 9);
            let text = format!("BT /F 9 Tf 1 0 0 1 50 700 Tm ({}) Tj ET ", "a".repeat(n));
            document(&(HELLO.to_owned() + &text + &each(n, line)), "", "")
        },
        500,
    ),
    (
        "boxes over boxes and text",
        |n| {
            document(
                &each(n, |index| format!("1 g {index} 0 9 9 re f 0 g {HELLO}")),
                "",
                "",
            )
        },
        200,
    ),
    (
        "layers that are off, marked again and again",
        |n| {
            let layers = each(n, |index| format!("{} 0 obj <</Type/OCG>> endobj ", 100 + index));
            let off = each(n, |index| format!("{} 0 R ", 100 + index));
            let file = document(
                &(HELLO.to_owned() + &"/OC /L BDC EMC ".repeat(n)),
                "/Properties<</L<</Type/OCMD/OCGs 101 0 R>>>>",
                &layers,
            );
            let file = String::from_utf8(file).unwrap();
            let off = format!("/Catalog/OCProperties<</D<</OFF[{off}]>>>>");
            file.replace("/Catalog", &off).into_bytes()
        },
        100,
    ),
    (
        "one content for many pages",
        |n| {
            let pages = each(n, |index| {
                format!(
                    "{} 0 obj <</Type/Page/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>> endobj ",
                    100 + index
                )
            });
            let kids = each(n, |index| format!("{} 0 R ", 100 + index));
            of_pages(
                &(pages + &stream(4, "", HELLO.as_bytes())),
                &format!("[{kids}]"),
                "",
            )
        },
        50,
    ),
];

/// The steps of a document, and its size.
fn steps(of: fn(usize) -> Vec<u8>, n: usize) -> (u64, usize) {
    let bytes = of(n);
    let steps = pdf::measured(&bytes, Limits::default()).map_or(0, |(_, steps)| steps);
    (steps, bytes.len())
}

#[test]
fn what_is_done_grows_as_the_file_does() {
    let mut table = String::new();
    let mut faults = Vec::new();
    for (name, of, n) in SHAPES {
        let found = [1, 2, 4, 8].map(|times| steps(*of, times * n));
        let [(first, small), .., (last, large)] = found;
        // The exponent is the logarithm of both ratios; compared as integers by what doubling may do.
        #[expect(clippy::cast_precision_loss, reason = "a ratio to look at")]
        let exponent = (last as f64 / first.max(1) as f64).ln() / (large as f64 / small as f64).ln();
        writeln!(
            table,
            "{exponent:5.2}  {:>10?}  {name}",
            found.map(|(steps, _)| steps)
        )
        .unwrap();
        if first == 0 || exponent > 1.2 {
            faults.push(format!("{name}: {exponent:.2}, {found:?}"));
        }
    }
    println!("{table}");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// What it is, and how it is made.
type Large = (&'static str, fn() -> Vec<u8>);

/// Shapes that a few bytes make large: they end where all steps are taken that a file of their size may take.
const LARGE: &[Large] = &[
    ("two forms that draw each other", || {
        let form = |number, other: &str| stream(number, "/Subtype/Form", other.repeat(9_000).as_bytes());
        let forms = form(6, "/Y Do ") + &form(7, "/X Do ");
        document(
            &(HELLO.to_owned() + "/X Do"),
            "/XObject<</X 6 0 R/Y 7 0 R>>",
            &forms,
        )
    }),
    ("forms that draw forms, each twelve times", || {
        let form = |number: usize| {
            let names = format!("/Subtype/Form/Resources<</XObject<</X {} 0 R>>>>", number + 1);
            stream(number, &names, "/X Do ".repeat(12).as_bytes())
        };
        let forms = (10..22).map(form).collect::<String>();
        document(&format!("{HELLO} /X Do"), "/XObject<</X 10 0 R>>", &forms)
    }),
    ("a grid of lines on every page", || {
        let lines = each(300, |index| {
            format!("{0} 0 m {0} 600 l S 0 {0} m 600 {0} l S ", 2 * index)
        });
        let packed = stream(
            4,
            "",
            &compress_to_vec_zlib((HELLO.to_owned() + &lines).as_bytes(), 9),
        );
        let pages = each(500, |index| {
            format!(
                "{} 0 obj <</Type/Page/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>> endobj ",
                100 + index
            )
        });
        let kids = each(500, |index| format!("{} 0 R ", 100 + index));
        of_pages(&(pages + &packed), &format!("[{kids}]"), "")
    }),
];

#[test]
fn no_file_takes_more_than_its_size_allows() {
    let limits = Limits {
        cells: 200_000,
        ..Limits::default()
    };
    for (name, of) in LARGE {
        let bytes = of();
        let (reading, steps) = pdf::measured(&bytes, limits).unwrap();
        let most = 66_000_000 + 300 * bytes.len() as u64;
        println!("{steps:>12} of {most:>12}, {} bytes: {name}", bytes.len());
        assert!(steps <= most, "{name}: {steps} of {most}");
        let is_read = reading.sheets[0]
            .rows
            .iter()
            .any(|row| row.cells.iter().any(|cell| cell.text.contains("hello")));
        assert!(is_read, "{name}");
    }
}
