//! What the viewer asks for, and in which order.

use super::*;
use crate::domain::ids::RequestId;
use crate::engine::event::Event;

fn drawing(page: u32, pages: u32) -> Drawing {
    Drawing { pages, page, natural: (800, 1100), width: 2, height: 1, rgb: vec![0; 6] }
}

/// Sends what is asked and notes it, as the app does.
struct Desk {
    model: Model,
    viewer: Viewer,
    next: u64,
}

impl Desk {
    fn new() -> Self {
        let mut viewer = Viewer::default();
        viewer.choose(4);
        Self { model: Model::default(), viewer, next: 0 }
    }

    /// Page and width of the question of this frame, with its number.
    fn frame(&mut self, width: u32) -> Option<(u32, u32, RequestId)> {
        let mut asks = Asks::default();
        self.viewer.ask(MailId(1), width, 4096, &mut asks);
        asks.0.pop().map(|ask| {
            self.next += 1;
            self.model.expect(RequestId(self.next), ask.purpose);
            let Command::ViewAttachment { index: 4, task, .. } = ask.command else { panic!("another command") };
            (task.page, task.width, RequestId(self.next))
        })
    }

    fn answer(&mut self, request: RequestId, result: Result<Drawing, &'static str>) {
        let answer = |d| Box::new(Answer::View(Box::new(View::Page(d))));
        self.model.apply(Event::Answered { request, result: result.map(answer).map_err(|code| Problem::new(code, "")) });
        self.viewer.receive(&mut self.model);
    }
}

#[test]
fn first_the_page_then_its_neighbours_and_nothing_twice() {
    let mut desk = Desk::new();
    let (page, width, first) = desk.frame(640).unwrap();
    assert_eq!((page, width), (0, 640));
    assert!(desk.frame(640).is_none(), "not asked again while it is on its way");
    desk.answer(first, Ok(drawing(0, 3)));
    let (page, _, second) = desk.frame(640).unwrap();
    assert_eq!(page, 1);
    // Page 2 is looked at now: its question does not wait for the neighbour's.
    desk.viewer.turn(2);
    let (page, _, third) = desk.frame(640).unwrap();
    assert_eq!(page, 2);
    desk.answer(second, Err("DRAW-REPLACED"));
    desk.answer(third, Ok(drawing(2, 3)));
    let (page, _, fourth) = desk.frame(640).unwrap();
    assert_eq!(page, 1);
    desk.answer(fourth, Ok(drawing(1, 3)));
    assert!(desk.frame(640).is_none());
    assert_eq!(desk.frame(1280).map(|(page, width, _)| (page, width)), Some((2, 1280)), "drawn anew where it is shown larger");
}

#[test]
fn a_page_that_failed_is_not_asked_for_over_and_over() {
    let mut desk = Desk::new();
    let (.., first) = desk.frame(640).unwrap();
    desk.answer(first, Err("DRAW-ENCRYPTED"));
    assert!(desk.frame(640).is_none());
    assert_eq!(desk.viewer.failed.iter().map(|(page, problem)| (*page, problem.code)).collect::<Vec<_>>(), [(0, "DRAW-ENCRYPTED")]);
    desk.viewer.choose(5);
    assert!(desk.viewer.failed.is_empty());
}

#[test]
fn two_broken_pages_are_asked_for_once_each() {
    let mut desk = Desk::new();
    let (.., first) = desk.frame(640).unwrap();
    desk.answer(first, Ok(drawing(0, 3)));
    let (page, _, second) = desk.frame(640).unwrap();
    desk.answer(second, Err("DRAW-CRASHED"));
    desk.viewer.turn(2);
    let (next, _, third) = desk.frame(640).unwrap();
    desk.answer(third, Err("DRAW-START"));
    assert_eq!((page, next), (1, 2));
    assert!(desk.frame(640).is_none(), "neither page is asked for again by itself");
    // „Erneut" is about the page that is looked at.
    desk.viewer.failed.remove(&2);
    let (page, _, again) = desk.frame(640).unwrap();
    assert_eq!(page, 2);
    desk.answer(again, Ok(drawing(2, 3)));
    assert!(desk.frame(640).is_none());
}

#[test]
fn only_pages_near_by_keep_their_pictures() {
    let mut desk = Desk::new();
    desk.viewer.count = 9;
    for page in 0..9 {
        desk.viewer.turn(page);
        desk.viewer.page_came(Wanted { page, width: 640 }, drawing(page, 9));
    }
    assert_eq!(desk.viewer.pages.keys().copied().collect::<Vec<_>>(), [6, 7, 8]);
    desk.viewer.turn(u32::MAX);
    assert_eq!(desk.viewer.page, 8);
}

#[test]
fn zoom_goes_in_steps_from_where_it_is() {
    let mut viewer = Viewer::default();
    viewer.zoom_by(1, 87.0);
    assert_eq!(viewer.zoom, Zoom::Percent(100));
    viewer.zoom_by(-1, 100.0);
    assert_eq!(viewer.zoom, Zoom::Percent(75));
    viewer.zoom_by(1, 400.0);
    assert_eq!(viewer.zoom, Zoom::Percent(75), "there is no larger one");
}
