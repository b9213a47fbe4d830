//! A page or picture to be drawn, and what came of it: plain values between window, engine and the drawing process.

/// What is to be drawn of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DrawTask {
    /// From 0; pictures have one page.
    pub page: u32,
    /// Wanted width in pixels of the screen; a picture is never drawn larger than it is.
    pub width: u32,
    /// Longest side the screen can take.
    pub max_side: u32,
}

/// A drawn page.
#[derive(Clone, PartialEq, Eq)]
pub struct Drawing {
    /// Pages of the document, at least one.
    pub pages: u32,
    /// The one drawn, from 0.
    pub page: u32,
    /// Own size: pixels of a picture, 1/96 inch of a PDF page.
    pub natural: (u32, u32),
    pub width: u32,
    pub height: u32,
    /// Three bytes a pixel, line by line; transparent parts are white.
    pub rgb: Vec<u8>,
}

super::opaque_debug!(Drawing);

/// Why a document is not drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DrawFailure {
    /// A PDF with a password.
    Encrypted,
    /// Cannot be read, or not to its end.
    Damaged,
    /// More pixels or memory than a preview may cost.
    TooLarge,
    /// No PDF, PNG, JPEG or GIF.
    Format,
}

impl DrawFailure {
    /// Every reason.
    pub const ALL: [Self; 4] = [Self::Encrypted, Self::Damaged, Self::TooLarge, Self::Format];

    /// The code a person sees.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Encrypted => "DRAW-ENCRYPTED",
            Self::Damaged => "DRAW-DAMAGED",
            Self::TooLarge => "DRAW-TOO-LARGE",
            Self::Format => "DRAW-FORMAT",
        }
    }
}

/// The text of an attachment, for reading.
#[derive(Clone, PartialEq, Eq)]
pub struct TextView {
    pub text: String,
    /// Indented for reading: the file itself may look different.
    pub arranged: bool,
    /// Only the beginning: the file is longer.
    pub cut: bool,
}

super::opaque_debug!(TextView);
