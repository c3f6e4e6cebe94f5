//! Formulas: of MathML only the annotation is kept that says the same in text (FEP-dc88).

/// A `math` element while it is read.
#[derive(Debug, Default)]
pub(crate) struct Math {
    is_block: bool,
    tex: String,
    plain: String,
    within: Option<Notation>,
}

#[derive(Clone, Copy, Debug)]
enum Notation {
    Tex,
    Plain,
}

impl Math {
    /// Begins a formula; `is_block` if it stands on lines of its own.
    pub(crate) fn new(is_block: bool) -> Self {
        Self { is_block, ..Self::default() }
    }

    /// An element inside the formula begins, with its `encoding` if it has one.
    pub(crate) fn open(&mut self, name: &str, encoding: Option<&str>) {
        self.within = match (name, encoding) {
            ("annotation", Some("application/x-tex")) => Some(Notation::Tex),
            ("annotation", Some("text/plain")) => Some(Notation::Plain),
            _ => None,
        };
    }

    /// An element inside the formula ends.
    pub(crate) fn close(&mut self) {
        self.within = None;
    }

    /// Text inside the formula.
    pub(crate) fn text(&mut self, text: &str) {
        match self.within {
            Some(Notation::Tex) => self.tex.push_str(text),
            Some(Notation::Plain) => self.plain.push_str(text),
            None => {}
        }
    }

    /// The formula as text; TeX in the usual dollars is preferred. Empty if nobody annotated it.
    pub(crate) fn annotation(&self) -> String {
        match (self.tex.trim(), self.plain.trim()) {
            ("", plain) => plain.to_owned(),
            (tex, _) if self.is_block => format!("$${tex}$$"),
            (tex, _) => format!("${tex}$"),
        }
    }
}
