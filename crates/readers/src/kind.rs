//! Kinds of files.

/// Kinds of files, as far as they are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Excel since 2007.
    Xlsx,
    /// Excel 5 to 2003.
    Xls,
    /// OpenDocument spreadsheet.
    Ods,
    /// The same in one XML file (`.fods`).
    FlatOds,
    /// Word since 2007.
    Docx,
    /// Text of any encoding: separated values, HTML, running text.
    Text,
    /// Portable document.
    Pdf,
    /// Our own export, or any other JSON.
    Json,
    /// Excel's binary workbook.
    Xlsb,
    /// Excel 2 to 4.
    AncientXls,
    /// XML of Excel 2002 and 2003, which systems export under the name `.xls`.
    XmlXls,
    /// A web page with its pictures in one file.
    WebArchive,
    /// PowerPoint, old or new.
    Slides,
    /// Word 97 to 2003, RTF, OpenDocument text.
    OldWord,
    /// A picture.
    Picture,
    /// An archive that is none of these.
    Archive,
}

impl Kind {
    /// What people call it: the usual ending.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Xlsx => ".xlsx",
            Self::Xls => ".xls",
            Self::Ods => ".ods",
            Self::FlatOds => ".fods",
            Self::Docx => ".docx",
            Self::Text => ".txt",
            Self::Pdf => ".pdf",
            Self::Json => ".json",
            Self::Xlsb => ".xlsb",
            Self::AncientXls => ".xls, Excel 2–4",
            Self::XmlXls => ".xls, XML 2003",
            Self::WebArchive => ".mht",
            Self::Slides => ".pptx",
            Self::OldWord => ".doc / .rtf / .odt",
            Self::Picture => ".png / .jpg",
            Self::Archive => ".zip",
        }
    }
}
