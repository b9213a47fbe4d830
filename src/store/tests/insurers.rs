//! Names of insurers whose request is not here.

use super::answers::record;
use super::contacts::kept;
use super::*;
use crate::domain::answer::{AnswerFilter, Decision, EbzKind};
use crate::domain::answer_desk::DeskRules;

#[test]
fn an_insurer_without_request_is_called_as_the_vzd_or_the_sender_does() {
    let mut p = profile();
    let own_name = p.put(Some("a"), b"a", &mail("a@x", "EBZ"), None, 1).id;
    p.store.save_record(own_name, &record(EbzKind::Answer, Decision::Approved, Some("2026-11-12")), Timestamp(1)).unwrap();
    let shown = |p: &Profile| {
        let page = p.store.answer_page(&everything(), &AnswerFilter::default(), &DeskRules::default(), None);
        let mut rows = page.unwrap().rows;
        p.store.name_insurers(&mut rows).unwrap();
        rows.remove(0).insurer
    };
    assert_eq!(shown(&p), "Dr. Jörg Müller (109500969)", "nobody checked it, so the number stays beside it");
    p.store.keep_contacts(&[kept("mueller@b.kim.telematik-test", "Musterkasse Mitte", "8-01-1")]).unwrap();
    assert_eq!(shown(&p), "Musterkasse Mitte");
    // The request knows best.
    let request = p.put(Some("b"), b"b", &mail("b@x", "EBZ"), None, 2).id;
    p.store.save_record(request, &record(EbzKind::Request, Decision::Pending, None), Timestamp(2)).unwrap();
    assert_eq!(shown(&p), "Musterkasse");
}
