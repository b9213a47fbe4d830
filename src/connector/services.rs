//! The service directory `connector.sds`: what a Konnektor is and where its services answer. Pure.
//!
//! Paths and namespaces differ between makers, so they are read and never built. Versions are compared as numbers.

use super::Error;
use super::soap::{find, parse, text_of};

/// Where the services answer, and what the device is, as told by `connector.sds`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ServiceDirectory {
    pub event_service: Option<Endpoints>,
    pub card_service: Option<Endpoints>,
    pub certificate_service: Option<Endpoints>,
    pub tls_mandatory: bool,
    pub client_certificate_mandatory: bool,
    /// Maker, product and firmware, for „Verbindung testen".
    pub product: String,
}

/// Addresses of one service version.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Endpoints {
    pub tls: Option<String>,
    pub plain: Option<String>,
}

/// Reads `connector.sds`.
///
/// # Errors
/// [`Error::Answer`] when it is no service directory.
pub fn read_services(xml: &str) -> Result<ServiceDirectory, Error> {
    let document = parse(xml)?;
    let root = document.root_element();
    if root.tag_name().name() != "ConnectorServices" {
        return Err(Error::Answer("this is no service directory".to_owned()));
    }
    let flag = |name| text_of(root, name).eq_ignore_ascii_case("true");
    let firmware = find(root, "Local").map(|local| text_of(local, "FWVersion")).unwrap_or_default();
    let product = [text_of(root, "ProductVendorName"), text_of(root, "ProductName"), firmware];
    Ok(ServiceDirectory {
        event_service: endpoints(root, "EventService", 7),
        card_service: endpoints(root, "CardService", 8),
        certificate_service: endpoints(root, "CertificateService", 6),
        tls_mandatory: flag("TLSMandatory"),
        client_certificate_mandatory: flag("ClientAutMandatory"),
        product: product.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" "),
    })
}

/// The best version of a service: the newest one whose major number we speak. Versions without a number are skipped.
fn endpoints(root: roxmltree::Node<'_, '_>, service: &str, major: u32) -> Option<Endpoints> {
    let service = root.descendants().find(|n| n.tag_name().name() == "Service" && n.attribute("Name") == Some(service))?;
    let location = |version: roxmltree::Node<'_, '_>, name| find(version, name)?.attribute("Location").map(str::to_owned);
    let versions = service.descendants().filter(|n| n.tag_name().name() == "Version").filter_map(|version| {
        let number: Vec<u32> = version.attribute("Version")?.trim().split('.').map(|n| n.parse().ok()).collect::<Option<_>>()?;
        (number.first() == Some(&major)).then_some((number, version))
    });
    let (_, version) = versions.max_by(|a, b| a.0.cmp(&b.0))?;
    let found = Endpoints { tls: location(version, "EndpointTLS"), plain: location(version, "Endpoint") };
    (found != Endpoints::default()).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_service_directory() {
        let services = read_services(include_str!("../../tests/data/soap/connector.sds.xml")).unwrap();
        assert_eq!(services.product, "Testraum GmbH Konnektor-Attrappe 5.51.2");
        assert!(services.tls_mandatory && !services.client_certificate_mandatory);
        // 7.10.0 is newer than 7.2.0; the version without a number and 8.0.0 are passed over.
        assert_eq!(
            services.event_service,
            Some(Endpoints { tls: Some("https://konnektor.praxis.example:443/ws/EventService/7.10".into()), plain: None })
        );
        assert_eq!(services.card_service.and_then(|c| c.plain), Some("http://konnektor.praxis.example:80/ws/CardService".to_owned()));
        assert!(matches!(read_services("<html/>"), Err(Error::Answer(_))));
        assert!(matches!(read_services("<ConnectorServices>"), Err(Error::Answer(_))));
        assert_eq!(read_services("<ConnectorServices/>").unwrap(), ServiceDirectory::default());
    }
}
