//! PNG, JPEG and the first frame of a GIF: the size is read from the header before anything is decoded.

use std::io::Cursor;

use image::{DynamicImage, ImageDecoder as _, ImageError, ImageFormat, ImageReader, Limits};

use super::{fitting, frame};
use crate::domain::drawing::{DrawFailure, DrawTask, Drawing};

/// Room for the decoded picture.
const MEMORY: u64 = 200 << 20;
/// Longest side of a picture, before it is made smaller.
const MAX_SIDE: u32 = 65_500;

/// Draws the picture, upright, on white, not larger than it is.
pub fn draw(task: DrawTask, document: &[u8]) -> Result<Drawing, DrawFailure> {
    let mut reader = ImageReader::new(Cursor::new(document)).with_guessed_format().map_err(|_| DrawFailure::Format)?;
    if !matches!(reader.format(), Some(ImageFormat::Png | ImageFormat::Jpeg | ImageFormat::Gif)) {
        return Err(DrawFailure::Format);
    }
    let mut limits = Limits::default();
    (limits.max_image_width, limits.max_image_height, limits.max_alloc) = (Some(MAX_SIDE), Some(MAX_SIDE), Some(MEMORY));
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(failure)?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > frame::MAX_PIXELS || decoder.total_bytes() > MEMORY {
        return Err(DrawFailure::TooLarge);
    }
    let orientation = decoder.orientation().ok();
    let picture = DynamicImage::from_decoder(decoder).map_err(failure)?;
    let turned = matches!(
        orientation,
        Some(
            image::metadata::Orientation::Rotate90
                | image::metadata::Orientation::Rotate270
                | image::metadata::Orientation::Rotate90FlipH
                | image::metadata::Orientation::Rotate270FlipH
        )
    );
    let natural = if turned { (height, width) } else { (width, height) };
    let wanted = DrawTask { width: task.width.min(natural.0), ..task };
    let (w, h, _) = fitting((f64::from(natural.0), f64::from(natural.1)), wanted).ok_or(DrawFailure::Damaged)?;
    // Made smaller before it is turned: turning copies.
    let (w, h) = if turned { (h, w) } else { (w, h) };
    let mut picture = if (w, h) == (width, height) { picture } else { picture.thumbnail_exact(w, h) };
    if let Some(orientation) = orientation {
        picture.apply_orientation(orientation);
    }
    let (width, height) = (picture.width(), picture.height());
    Ok(Drawing { pages: 1, page: 0, natural, width, height, rgb: on_white(picture) })
}

fn failure(error: ImageError) -> DrawFailure {
    match error {
        ImageError::Limits(_) => DrawFailure::TooLarge,
        _ => DrawFailure::Damaged,
    }
}

fn on_white(picture: DynamicImage) -> Vec<u8> {
    if !picture.color().has_alpha() {
        return picture.into_rgb8().into_raw();
    }
    let over = |ink: u8, alpha: u8| {
        let (ink, alpha) = (u16::from(ink), u16::from(alpha));
        u8::try_from((ink * alpha + 255 * (255 - alpha)) / 255).unwrap_or(u8::MAX)
    };
    picture
        .into_rgba8()
        .pixels()
        .flat_map(|pixel| {
            let [r, g, b, a] = pixel.0;
            [over(r, a), over(g, a), over(b, a)]
        })
        .collect()
}
