//! The peer of our start-up time: an empty eframe window with the same renderer and size. `tests/bench.sh` starts it.

struct Empty;

impl eframe::App for Empty {
    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        egui::CentralPanel::default().show(ui, |ui| ui.label("empty"));
    }
}

fn main() -> eframe::Result {
    // `cargo bench` runs every bench; without a display there is nothing to open.
    if std::env::var_os("KIMPOST_BENCH_WINDOW").is_none() {
        return Ok(());
    }
    let options = eframe::NativeOptions {
        renderer: eframe::Renderer::Glow,
        viewport: egui::ViewportBuilder::default().with_inner_size([1280.0, 800.0]),
        ..eframe::NativeOptions::default()
    };
    eframe::run_native("empty", options, Box::new(|_| Ok(Box::new(Empty))))
}
