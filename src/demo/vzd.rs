//! The stand-in VZD: LDAPv3 with bind, search, abandon and unbind only (TIP1-A_5521), anonymous, at most 100 entries
//! (TIP1-A_5552), flat entries under `dc=data,dc=vzd`. Invariant: every filter is evaluated as RFC 4511 §4.5.1.7
//! says, unknown attributes included.

use std::sync::Arc;

use rasn::types::OctetString;
use rasn_ldap::{
    AuthenticationChoice, BindResponse, ExtendedResponse, Filter, LdapMessage, LdapResult, PartialAttribute, ProtocolOp, ResultCode,
    SearchRequest, SearchRequestScope, SearchResultDone, SearchResultEntry, SubstringChoice,
};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use super::cast::Entry;
use super::wire::{IDLE, Stream};
use super::world::World;

/// TIP1-A_5552.
const LIMIT: usize = 100;
/// Longest request.
const MAX_MESSAGE: usize = 64 * 1024;
const BASE: &str = "dc=data,dc=vzd";

/// Serves one connection to its end.
pub(super) async fn serve(mut stream: Box<dyn Stream>, world: Arc<World>) {
    while let Some(bytes) = read_message(&mut stream).await {
        let Ok(message) = rasn::ber::decode::<LdapMessage>(&bytes) else { break };
        let critical = message.controls.iter().flatten().any(|c| c.criticality);
        let Some(answers) = answer(&world, message.protocol_op, critical) else { break };
        let mut out = Vec::new();
        for answer in answers {
            match rasn::ber::encode(&LdapMessage::new(message.message_id, answer)) {
                Ok(encoded) => out.extend(encoded),
                Err(_) => return,
            }
        }
        if stream.write_all(&out).await.is_err() || stream.flush().await.is_err() {
            break;
        }
    }
    stream.shutdown().await.ok();
}

/// One BER element; `None` at the end, on silence, or when it is none.
async fn read_message(stream: &mut Box<dyn Stream>) -> Option<Vec<u8>> {
    let mut head = [0; 2];
    tokio::time::timeout(IDLE, stream.read_exact(&mut head)).await.ok()?.ok()?;
    let [tag, first] = head;
    let mut bytes = vec![tag, first];
    let length = if first < 0x80 {
        usize::from(first)
    } else {
        let count = usize::from(first & 0x7F);
        if tag != 0x30 || !(1..=4).contains(&count) {
            return None;
        }
        let mut more = vec![0; count];
        stream.read_exact(&mut more).await.ok()?;
        bytes.extend_from_slice(&more);
        more.iter().fold(0_usize, |sum, b| sum << 8 | usize::from(*b))
    };
    if tag != 0x30 || length > MAX_MESSAGE {
        return None;
    }
    let mut content = vec![0; length];
    stream.read_exact(&mut content).await.ok()?;
    bytes.extend(content);
    Some(bytes)
}

fn result(code: ResultCode, text: &str) -> LdapResult {
    LdapResult::new(code, "".into(), text.into())
}

/// The answers to a request; `None` closes the connection.
fn answer(world: &World, operation: ProtocolOp, critical_control: bool) -> Option<Vec<ProtocolOp>> {
    let unwilling = || result(ResultCode::UnwillingToPerform, "only bind, search, abandon and unbind");
    Some(match operation {
        ProtocolOp::UnbindRequest(_) => return None,
        ProtocolOp::AbandonRequest(_) => Vec::new(),
        ProtocolOp::BindRequest(bind) => {
            let anonymous = bind.name.0.is_empty() && matches!(&bind.authentication, AuthenticationChoice::Simple(p) if p.is_empty());
            let (code, text) = if bind.version != 3 {
                (ResultCode::ProtocolError, "LDAPv3 only")
            } else if anonymous {
                (ResultCode::Success, "")
            } else {
                (ResultCode::InvalidCredentials, "anonymous bind only")
            };
            vec![ProtocolOp::BindResponse(BindResponse::new(code, "".into(), text.into(), None, None))]
        }
        ProtocolOp::SearchRequest(_) if critical_control => {
            vec![done(ResultCode::UnavailableCriticalExtension, "control not supported")]
        }
        ProtocolOp::SearchRequest(request) => search(world, &request),
        ProtocolOp::ModifyRequest(_) => vec![ProtocolOp::ModifyResponse(rasn_ldap::ModifyResponse(unwilling()))],
        ProtocolOp::AddRequest(_) => vec![ProtocolOp::AddResponse(rasn_ldap::AddResponse(unwilling()))],
        ProtocolOp::DelRequest(_) => vec![ProtocolOp::DelResponse(rasn_ldap::DelResponse(unwilling()))],
        ProtocolOp::ModDnRequest(_) => vec![ProtocolOp::ModDnResponse(rasn_ldap::ModifyDnResponse(unwilling()))],
        ProtocolOp::CompareRequest(_) => vec![ProtocolOp::CompareResponse(rasn_ldap::CompareResponse(unwilling()))],
        ProtocolOp::ExtendedReq(_) => vec![ProtocolOp::ExtendedResp(ExtendedResponse {
            result_code: ResultCode::UnwillingToPerform,
            matched_dn: "".into(),
            diagnostic_message: "no extended operations".into(),
            referral: None,
            response_name: None,
            response_value: None,
        })],
        _ => return None,
    })
}

fn done(code: ResultCode, text: &str) -> ProtocolOp {
    ProtocolOp::SearchResDone(SearchResultDone(result(code, text)))
}

fn search(world: &World, request: &SearchRequest) -> Vec<ProtocolOp> {
    let base = normal_dn(&request.base_object.0);
    if base.is_empty() && request.scope == SearchRequestScope::BaseObject {
        let root = Entry {
            dn: String::new(),
            attributes: vec![("namingContexts", vec![BASE.to_owned()]), ("supportedLDAPVersion", vec!["3".to_owned()])],
        };
        return vec![ProtocolOp::SearchResEntry(shown(&root, request)), done(ResultCode::Success, "")];
    }
    let in_scope = |entry: &&Entry| {
        let dn = normal_dn(&entry.dn);
        match request.scope {
            SearchRequestScope::BaseObject => dn == base,
            SearchRequestScope::SingleLevel => base == BASE,
            _ => dn == base || dn.ends_with(&format!(",{base}")),
        }
    };
    if !(base == BASE || base == "dc=vzd" || base.ends_with(&format!(",{BASE}"))) {
        return vec![done(ResultCode::NoSuchObject, "search under dc=data,dc=vzd")];
    }
    let limit = match usize::try_from(request.size_limit) {
        Ok(0) | Err(_) => LIMIT,
        Ok(asked) => asked.min(LIMIT),
    };
    let hits: Vec<&Entry> = world.cast.entries.iter().filter(in_scope).filter(|e| matches(e, &request.filter) == Some(true)).collect();
    let mut out: Vec<ProtocolOp> = hits.iter().take(limit).map(|e| ProtocolOp::SearchResEntry(shown(e, request))).collect();
    out.push(if hits.len() > limit { done(ResultCode::SizeLimitExceeded, "") } else { done(ResultCode::Success, "") });
    out
}

fn normal_dn(dn: &str) -> String {
    dn.split(',').map(str::trim).collect::<Vec<_>>().join(",").to_ascii_lowercase()
}

/// An entry with the attributes asked for.
fn shown(entry: &Entry, request: &SearchRequest) -> SearchResultEntry {
    let asked: Vec<&str> = request.attributes.iter().map(|a| answer_name(&a.0)).collect();
    let all = asked.is_empty() || asked.contains(&"*");
    let attributes: Vec<PartialAttribute> = entry
        .attributes
        .iter()
        .filter(|(name, _)| all || asked.iter().any(|a| a.eq_ignore_ascii_case(name)))
        .map(|(name, values)| {
            let values = if request.types_only { Vec::new() } else { values.iter().map(|v| octets(v)).collect() };
            PartialAttribute::new((*name).into(), rasn::types::SetOf::from_vec(values))
        })
        .collect();
    SearchResultEntry::new(entry.dn.as_str().into(), attributes)
}

fn octets(text: &str) -> OctetString {
    OctetString::from(text.as_bytes().to_vec())
}

/// The name the directory answers under (the documents' names are aliases).
fn answer_name(name: &str) -> &str {
    let name = name.split(';').next().unwrap_or(name);
    for (alias, real) in [
        ("streetAddress", "street"),
        ("localityName", "l"),
        ("stateOrProvinceName", "st"),
        ("rfc822Mailbox", "mail"),
        ("o", "organization"),
        ("surname", "sn"),
    ] {
        if name.eq_ignore_ascii_case(alias) {
            return real;
        }
    }
    name
}

fn values<'e>(entry: &'e Entry, name: &str) -> Option<&'e [String]> {
    let name = answer_name(name);
    entry.attributes.iter().find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, v)| v.as_slice())
}

/// True, false, or undefined (`None`) in the three-valued logic of LDAP.
fn matches(entry: &Entry, filter: &Filter) -> Option<bool> {
    let compare = |name: &str, wanted: &[u8], test: fn(&str, &str) -> bool| {
        let wanted = std::str::from_utf8(wanted).ok()?.to_lowercase();
        Some(values(entry, name)?.iter().any(|v| test(&v.to_lowercase(), wanted.trim())))
    };
    match filter {
        Filter::And(all) => {
            let results: Vec<Option<bool>> = all.iter().map(|f| matches(entry, f)).collect();
            if results.contains(&Some(false)) { Some(false) } else { results.iter().all(Option::is_some).then_some(true) }
        }
        Filter::Or(any) => {
            let results: Vec<Option<bool>> = any.iter().map(|f| matches(entry, f)).collect();
            if results.contains(&Some(true)) { Some(true) } else { results.iter().all(Option::is_some).then_some(false) }
        }
        Filter::Not(inner) => matches(entry, inner).map(|r| !r),
        Filter::EqualityMatch(a) | Filter::ApproxMatch(a) => compare(&a.attribute_desc.0, &a.assertion_value, |v, w| v == w),
        Filter::GreaterOrEqual(a) => compare(&a.attribute_desc.0, &a.assertion_value, |v, w| v >= w),
        Filter::LessOrEqual(a) => compare(&a.attribute_desc.0, &a.assertion_value, |v, w| v <= w),
        Filter::Present(name) => Some(values(entry, &name.0).is_some()),
        Filter::Substrings(s) => {
            let values = values(entry, &s.r#type.0)?;
            Some(values.iter().any(|v| has_pieces(&v.to_lowercase(), &s.substrings)))
        }
        _ => None,
    }
}

/// The pieces in order, without overlap.
fn has_pieces(value: &str, pieces: &[SubstringChoice]) -> bool {
    let mut rest = value;
    for piece in pieces {
        let (SubstringChoice::Initial(bytes) | SubstringChoice::Any(bytes) | SubstringChoice::Final(bytes)) = piece else { return false };
        let Ok(wanted) = std::str::from_utf8(bytes) else { return false };
        let wanted = wanted.to_lowercase();
        let found = match piece {
            SubstringChoice::Initial(_) => rest.strip_prefix(wanted.as_str()),
            SubstringChoice::Final(_) => rest.strip_suffix(wanted.as_str()).map(|_| ""),
            _ => rest.find(&wanted).and_then(|at| rest.get(at + wanted.len()..)),
        };
        match found {
            Some(after) => rest = after,
            None => return false,
        }
    }
    true
}

#[cfg(test)]
mod tests;
