//! The program without window and command line, under its own name, so that targets read as in the stable tests.
//! Must hold nothing but the modules that meet bytes of strangers.
#[path = "../src/connector/mod.rs"]
pub mod connector;
#[path = "../src/directory/mod.rs"]
pub mod directory;
#[path = "../src/domain/mod.rs"]
pub mod domain;
#[path = "../src/engine/mod.rs"]
pub mod engine;
#[path = "../src/handover/mod.rs"]
pub mod handover;
#[path = "../src/kim/mod.rs"]
pub mod kim;
#[path = "../src/net/mod.rs"]
pub mod net;
#[path = "../src/payload/mod.rs"]
pub mod payload;
#[path = "../src/pop3/mod.rs"]
pub mod pop3;
#[path = "../src/render/mod.rs"]
pub mod render;
#[path = "../src/secrets/mod.rs"]
pub mod secrets;
#[path = "../src/smtp/mod.rs"]
pub mod smtp;
#[path = "../src/store/mod.rs"]
pub mod store;
