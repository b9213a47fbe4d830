//! Pages and pictures, good and hostile, drawn in this process; `tests/drawing.rs` draws them in a child.

use std::io::Cursor;

use image::{DynamicImage, ImageFormat, Rgba, RgbaImage};

use super::*;

const TASK: DrawTask = DrawTask { page: 0, width: 400, max_side: 4096 };

fn encoded(picture: DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    picture.write_to(&mut out, format).unwrap();
    out.into_inner()
}

/// A PNG of this size and colour type that ends after its header.
fn png_head(width: u32, height: u32, depth: u8, colour: u8) -> Vec<u8> {
    let mut chunk = b"IHDR".to_vec();
    chunk.extend([width.to_be_bytes(), height.to_be_bytes()].concat());
    chunk.extend([depth, colour, 0, 0, 0]);
    let mut sum = flate2::Crc::new();
    sum.update(&chunk);
    [&b"\x89PNG\r\n\x1A\n\0\0\0\x0D"[..], &chunk, &sum.sum().to_be_bytes(), b"\0\0\0\0IDAT\x35\xAF\x06\x1E"].concat()
}

#[test]
fn a_pdf_page_is_drawn_in_the_wanted_width() {
    let pdf = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/payload/arztbrief/arztbrief.pdf")).unwrap();
    let drawing = draw(TASK, pdf.clone()).unwrap();
    assert_eq!((drawing.pages, drawing.page), (1, 0));
    assert!((398..=400).contains(&drawing.width) && drawing.rgb.len() == (drawing.width * drawing.height * 3) as usize);
    assert!(drawing.rgb.chunks(3).any(|p| p == [255; 3]) && drawing.rgb.chunks(3).any(|p| p[0] < 100), "ink on white");
    let narrow = draw(DrawTask { max_side: 100, ..TASK }, pdf.clone()).unwrap();
    assert!(narrow.width.max(narrow.height) <= 100);
    assert_eq!(draw(DrawTask { page: 7, ..TASK }, pdf.clone()), Err(DrawFailure::Damaged));
    let huge = draw(DrawTask { page: 0, width: u32::MAX, max_side: u32::MAX }, pdf).unwrap();
    assert!(u64::from(huge.width) * u64::from(huge.height) <= frame::MAX_SHOWN);
}

#[test]
fn pictures_are_drawn_small_enough_and_never_enlarged() {
    let ink = RgbaImage::from_pixel(800, 200, Rgba([200, 0, 0, 128]));
    let png = encoded(DynamicImage::ImageRgba8(ink.clone()), ImageFormat::Png);
    let drawing = draw(TASK, png).unwrap();
    assert_eq!((drawing.natural, drawing.width, drawing.height), ((800, 200), 400, 100));
    assert_eq!(drawing.rgb.get(..3), Some(&[227, 127, 127][..]), "half red on white");
    for format in [ImageFormat::Jpeg, ImageFormat::Gif] {
        let small = DynamicImage::ImageRgba8(ink.clone()).thumbnail_exact(40, 10).to_rgb8();
        let drawing = draw(TASK, encoded(DynamicImage::ImageRgb8(small), format)).unwrap();
        assert_eq!((drawing.width, drawing.height), (40, 10), "{format:?}");
    }
}

#[test]
fn every_bad_file_has_its_reason() {
    let good = encoded(DynamicImage::new_rgb8(300, 300), ImageFormat::Png);
    let jpeg = encoded(DynamicImage::new_rgb8(300, 300), ImageFormat::Jpeg);
    let pdf = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/payload/arztbrief/arztbrief.pdf")).unwrap();
    let cut = |bytes: &[u8]| bytes[..bytes.len() / 2].to_vec();
    for (what, bytes, expected) in [
        ("60 megapixels", png_head(10_000, 6_000, 8, 2), DrawFailure::TooLarge),
        ("48 megapixels of 8 bytes", png_head(8_000, 6_000, 16, 6), DrawFailure::TooLarge),
        ("a side of four milliards", png_head(u32::MAX / 2, 1, 8, 0), DrawFailure::TooLarge),
        ("only a header", png_head(10, 10, 8, 2), DrawFailure::Damaged),
        ("half a picture", cut(&good), DrawFailure::Damaged),
        ("the beginning of a photograph", jpeg[..200].to_vec(), DrawFailure::Damaged),
        ("no picture", b"Guten Tag".to_vec(), DrawFailure::Format),
        ("nothing", Vec::new(), DrawFailure::Format),
        ("only the mark of a PDF", b"%PDF-1.7\n".to_vec(), DrawFailure::Damaged),
        ("a tenth of a PDF", pdf[..pdf.len() / 10].to_vec(), DrawFailure::Damaged),
    ] {
        assert_eq!(draw(TASK, bytes).err(), Some(expected), "{what}");
    }
}
