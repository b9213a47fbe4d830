//! Pages of a PDF, drawn by hayro: no scripts, no actions, no network, no other file.

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings};

use super::fitting;
use crate::domain::drawing::{DrawFailure, DrawTask, Drawing};

/// Pixels of the screen per point: 96 dots over 72 points per inch.
const PER_POINT: f64 = 96.0 / 72.0;

/// Whether the bytes are a PDF; some programs write a few bytes before its mark.
pub fn is_pdf(document: &[u8]) -> bool {
    document.get(..document.len().min(1024)).is_some_and(|head| head.windows(5).any(|w| w == b"%PDF-"))
}

/// Draws one page on white.
pub fn draw(task: DrawTask, document: Vec<u8>) -> Result<Drawing, DrawFailure> {
    let pdf = Pdf::new(document).map_err(|error| match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected | DecryptionError::UnsupportedAlgorithm) => DrawFailure::Encrypted,
        LoadPdfError::Decryption(_) | LoadPdfError::Invalid => DrawFailure::Damaged,
    })?;
    let pages = pdf.pages();
    let page = usize::try_from(task.page).ok().and_then(|at| pages.get(at)).ok_or(DrawFailure::Damaged)?;
    let (width, height) = page.render_dimensions();
    let points = (f64::from(width), f64::from(height));
    let (_, _, scale) = fitting(points, task).ok_or(DrawFailure::Damaged)?;
    #[expect(clippy::cast_possible_truncation, reason = "a factor of a drawing")]
    let scale = scale as f32;
    let settings = PixmapSettings { x_scale: scale, y_scale: scale, bg_color: WHITE };
    let drawn = hayro::render(page, &RenderCache::new(), &InterpreterSettings::default(), &RenderSettings::default(), &settings);
    let (width, height) = (u32::from(drawn.width()), u32::from(drawn.height()));
    if width == 0 || height == 0 {
        return Err(DrawFailure::Damaged);
    }
    let rgb = drawn.data().iter().flat_map(|pixel| [pixel.r, pixel.g, pixel.b]).collect();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "saturates; a size for layout")]
    let natural = ((points.0 * PER_POINT) as u32, (points.1 * PER_POINT) as u32);
    Ok(Drawing { pages: u32::try_from(pages.len()).map_err(|_| DrawFailure::Damaged)?, page: task.page, natural, width, height, rgb })
}
