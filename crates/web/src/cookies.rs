//! Cookies: read from a request, and written so that neither scripts nor other sites get at them.

use http::{HeaderMap, HeaderValue, header};
use model::{Instance, limits};

/// Seconds in a day.
const DAY_S: i64 = 24 * 3_600;

/// The cookies of this server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cookie {
    /// Says which session a browser belongs to.
    Session,
    /// Says which other sessions the browser has, of people who wait to act.
    Others,
    /// The secret of forms before anybody is signed in.
    Form,
    /// Proves whoever had the code with which a new server is set up.
    Setup,
}

impl Cookie {
    /// Its name. `__Host-` makes browsers refuse it from a neighbouring host or over plain HTTP; in trials over plain
    /// HTTP the name carries the port, since browsers do not tell the ports of a machine apart.
    fn name(self, instance: &Instance) -> String {
        let name = match self {
            Self::Session => "fanfare_session",
            Self::Others => "fanfare_others",
            Self::Form => "fanfare_form",
            Self::Setup => "fanfare_setup",
        };
        if instance.scheme == "https" {
            return format!("__Host-{name}");
        }
        let port = instance.domain.rsplit_once(':').map_or("", |(_, port)| port);
        let is_port = !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit());
        if is_port { format!("{name}_{port}") } else { name.to_owned() }
    }

    /// Its value in a request.
    pub(crate) fn read<'a>(self, instance: &Instance, headers: &'a HeaderMap) -> Option<&'a str> {
        let name = self.name(instance);
        headers
            .get_all(header::COOKIE)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(';'))
            .filter_map(|pair| pair.trim().split_once('='))
            .find(|(known, value)| *known == name && !value.is_empty())
            .map(|(_, value)| value)
    }

    /// The header that sets it; `value` is made of letters, digits, `-`, `_` and `.` alone.
    pub(crate) fn set(self, instance: &Instance, value: &str) -> HeaderValue {
        let age = match self {
            Self::Session | Self::Others => format!("; Max-Age={}", limits::SESSION_DAYS * DAY_S),
            Self::Setup => format!("; Max-Age={}", limits::SETUP_HOURS * 3_600),
            // Until the browser is closed.
            Self::Form => String::new(),
        };
        self.write(instance, value, &age)
    }

    /// The header that removes it.
    pub(crate) fn remove(self, instance: &Instance) -> HeaderValue {
        self.write(instance, "", "; Max-Age=0")
    }

    fn write(self, instance: &Instance, value: &str, age: &str) -> HeaderValue {
        let secure = if instance.scheme == "https" { "; Secure" } else { "" };
        let name = self.name(instance);
        HeaderValue::from_str(&format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax{age}{secure}"))
            .expect("names and values of our cookies are plain letters")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn home(scheme: &'static str, domain: &str) -> Instance {
        Instance { scheme, domain: domain.to_owned(), media_host: None }
    }

    #[test]
    fn on_a_real_server_cookies_are_bound_to_host_and_tls() {
        let set = Cookie::Session.set(&home("https", "home.example"), "abc.1");
        assert_eq!(
            set,
            "__Host-fanfare_session=abc.1; Path=/; HttpOnly; SameSite=Lax; Max-Age=2592000; Secure"
        );
    }

    #[test]
    fn two_trial_servers_on_one_machine_do_not_share_cookies() {
        let (one, two) = (home("http", "localhost:4001"), home("http", "localhost:4002"));
        let set = Cookie::Session.set(&one, "abc.1");
        let pair = set.to_str().unwrap().split(';').next().unwrap();
        let headers = HeaderMap::from_iter([(header::COOKIE, format!("x=y; {pair}").parse().unwrap())]);
        assert_eq!(Cookie::Session.read(&one, &headers), Some("abc.1"));
        assert_eq!(Cookie::Session.read(&two, &headers), None);
    }
}
