//! What the configuration makes of what it is given.

use std::{ffi::OsString, path::Path};

use super::{sources::Sources, *};

fn load(options: &Options, variables: &[(&str, &str)], file: &str) -> Result<Config, ConfigError> {
    let mut sources = Sources::default();
    sources.add_options(options);
    sources
        .add_variables(variables.iter().map(|(name, value)| (OsString::from(name), OsString::from(value))))?;
    sources.add_file(Path::new("fanfare.toml"), file)?;
    Config::build(&sources)
}

fn complaint(variables: &[(&str, &str)], file: &str) -> String {
    load(&Options::default(), variables, file).unwrap_err().to_string()
}

#[test]
fn without_anything_it_is_a_trial_on_this_machine() {
    let config = load(&Options::default(), &[("HOME", "/root")], "").unwrap();
    assert_eq!(config.domain, "localhost:3000");
    assert_eq!(config.listen.to_string(), "127.0.0.1:3000");
    assert_eq!(config.data, Path::new("data"));
    assert_eq!(config.database, Database { durability: Durability::Full, connections: 16 });
    assert_eq!(config.federation, Federation::default());
    assert_eq!(config.instance().url("/"), "http://localhost:3000/");
    assert!(config.warnings().is_empty());
}

#[test]
fn options_win_over_variables_and_variables_over_the_file() {
    let file = "domain = 'file.example'\nlisten = '127.0.0.1:1'\ndatabase_url = 'postgres://file/x'";
    let variables = [("FANFARE_DOMAIN", "variable.example"), ("FANFARE_LISTEN", "127.0.0.1:2")];
    let options = Options { domain: Some("Option.Example".into()), ..Options::default() };
    let config = load(&options, &variables, file).unwrap();
    assert_eq!(config.domain, "option.example");
    assert_eq!(config.listen.port(), 2);
    assert_eq!(config.database_url.as_deref(), Some("postgres://file/x"));
    assert_eq!(config.instance().scheme, "https");
}

#[test]
fn whoever_accepts_the_terms_of_an_authority_has_tls_of_their_own() {
    let accepts = |domain: &str, listen: Option<&str>| {
        let options = Options {
            domain: Some(domain.to_owned()),
            listen: listen.map(str::to_owned),
            accept_terms: true,
            ..Options::default()
        };
        load(&options, &[], "").unwrap()
    };
    let own = accepts("social.example", None);
    assert!(matches!(&own.tls.mode, TlsMode::Acme(authority) if authority.directory.contains("letsencrypt")));
    assert_eq!((own.listen.port(), own.tls.plain_listen.port()), (443, 80));
    for (domain, listen) in [("social.example", Some("127.0.0.1:3000")), ("localhost:3000", None)] {
        assert!(!accepts(domain, listen).tls.is_on(), "{domain} {listen:?}");
    }
    let refused = |file: &str| complaint(&[], file);
    assert!(refused("domain = 'a.example'\n[tls]\nmode = 'acme'").contains("tls.accept_terms"));
    assert!(
        refused("domain = 'a.example:8443'\n[tls]\nmode = 'acme'\naccept_terms = true")
            .contains("without a port")
    );
    assert!(refused("[tls]\ncertificate = '/x/cert.pem'").contains("tls.key"));
    let files = load(&Options::default(), &[], "[tls]\ncertificate = '/x/c.pem'\nkey = '/x/k.pem'").unwrap();
    assert!(files.tls.is_on() && files.instance().scheme == "https");
}

#[test]
fn a_mail_server_is_checked_and_its_password_not_shown() {
    let config = load(
        &Options::default(),
        &[("FANFARE_MAIL_SERVER", "smtps://me:s3cret@mail.example")],
        "[mail]\nfrom = 'hello@social.example'",
    );
    let config = config.unwrap();
    assert_eq!(config.mail.given().from, "hello@social.example");
    assert!(!format!("{config:?} {:?}", config.mail.given()).contains("s3cret"));
    assert!(complaint(&[("FANFARE_MAIL_SERVER", "mail.example")], "").contains("smtps://"));
}

#[test]
fn the_domain_follows_the_port_when_none_is_given() {
    let options = Options { listen: Some("0.0.0.0:4001".into()), ..Options::default() };
    assert_eq!(load(&options, &[], "").unwrap().domain, "localhost:4001");
}

#[test]
fn every_key_can_be_given_in_the_file_and_as_a_variable() {
    let file = "
        data = '/srv/fanfare'
        [database]
        durability = 'normal'
        connections = 4
        [federation]
        allow_http = true
        allow_private_addresses = ['127.0.0.0/8', '::1/128']
        extra_ca_file = '/etc/ca.pem'
        players = ['Tube.example']
        [translation]
        provider = 'deepl'
        endpoint = 'https://api.deepl.com/'
        api_key = 'secret'
        allow_private_addresses = ['10.0.0.0/8']
        [s3]
        endpoint = 'https://s3.example:9000/'
        region = 'garage'
        access_key = 'name'
        secret_key = 'secret'
        path_style = false
        allow_http = true
        allow_private_addresses = ['10.0.0.0/8']
        [log]
        format = 'json'
        level = 'debug'";
    let file = format!("files = 's3://media/home'\nmedia_host = 'Media.example'\n{file}");
    let variables = [
        ("FANFARE_DATA", "/srv/fanfare"),
        ("FANFARE_DATABASE_DURABILITY", "normal"),
        ("FANFARE_DATABASE_CONNECTIONS", "4"),
        ("FANFARE_FEDERATION_ALLOW_HTTP", "true"),
        ("FANFARE_FEDERATION_ALLOW_PRIVATE_ADDRESSES", "127.0.0.0/8, ::1/128"),
        ("FANFARE_FEDERATION_EXTRA_CA_FILE", "/etc/ca.pem"),
        ("FANFARE_FEDERATION_PLAYERS", "tube.example"),
        ("FANFARE_FILES", "s3://media/home/"),
        ("FANFARE_MEDIA_HOST", "media.example"),
        ("FANFARE_S3_ENDPOINT", "https://s3.example:9000"),
        ("FANFARE_S3_REGION", "garage"),
        ("FANFARE_S3_ACCESS_KEY", "name"),
        ("FANFARE_S3_SECRET_KEY", "secret"),
        ("FANFARE_S3_PATH_STYLE", "false"),
        ("FANFARE_S3_ALLOW_HTTP", "true"),
        ("FANFARE_S3_ALLOW_PRIVATE_ADDRESSES", "10.0.0.0/8"),
        ("FANFARE_TRANSLATION_PROVIDER", "deepl"),
        ("FANFARE_TRANSLATION_ENDPOINT", "https://api.deepl.com"),
        ("FANFARE_TRANSLATION_API_KEY", "secret"),
        ("FANFARE_TRANSLATION_ALLOW_HTTP", "false"),
        ("FANFARE_TRANSLATION_ALLOW_PRIVATE_ADDRESSES", "10.0.0.0/8"),
        ("FANFARE_LOG_FORMAT", "json"),
        ("FANFARE_LOG_LEVEL", "debug"),
    ];
    let by_file = load(&Options::default(), &[], &file).unwrap();
    let by_variables = load(&Options::default(), &variables, "").unwrap();
    assert_eq!(format!("{by_file:?}"), format!("{by_variables:?}"));
    assert_eq!(by_file.federation.allow_private_addresses.len(), 2);
    assert_eq!(by_file.database, Database { durability: Durability::Normal, connections: 4 });
    assert_eq!(by_file.warnings().len(), 3);
    assert_eq!(by_file.files.bucket.access(), by_variables.files.bucket.access());
    assert_eq!(by_file.files.bucket.access().unwrap().endpoint.unwrap(), "https://s3.example:9000");
    assert!(!format!("{by_file:?}").contains("\"secret"), "a secret is not shown");
    assert_eq!(by_file.instance().scheme, "http");
}

#[test]
fn an_unknown_key_is_told_its_nearest_neighbour() {
    let cases = [
        ("domian = 'x'", "fanfare.toml: there is no setting domian; did you mean domain?"),
        (
            "[federation]\nallow_htpp = true",
            "fanfare.toml: there is no setting federation.allow_htpp; did you mean federation.allow_http?",
        ),
        (
            "allow_http = true",
            "fanfare.toml: there is no setting allow_http; did you mean federation.allow_http?",
        ),
        (
            "[databse]\ndurability = 'full'",
            "fanfare.toml: there is no setting databse; did you mean database_url?",
        ),
    ];
    for (file, message) in cases {
        assert_eq!(complaint(&[], file), message);
    }
    assert_eq!(
        complaint(&[("FANFARE_FEDERATION_ALOW_HTTP", "true")], ""),
        "environment: there is no setting FANFARE_FEDERATION_ALOW_HTTP; did you mean FANFARE_FEDERATION_ALLOW_HTTP?"
    );
}

#[test]
fn variables_of_tests_are_not_settings() {
    let variables = [("FANFARE_TEST_POSTGRES", "x"), ("FANFARE_BIN", "y"), ("FANFARE_CONFIG", "z")];
    assert!(load(&Options::default(), &variables, "").is_ok());
}

#[test]
fn a_wrong_value_names_its_key_and_place() {
    let cases = [
        ("domain = 3", "fanfare.toml: domain must be a text in quotes, not integer"),
        (
            "[federation]\nallow_http = 'true'",
            "fanfare.toml: federation.allow_http must be true or false, not string",
        ),
        ("federation = 3", "fanfare.toml: there is no setting federation; did you mean federation.players?"),
        (
            "[federation]\nallow_private_addresses = ['127.0.0.0/33']",
            "fanfare.toml: federation.allow_private_addresses has \"127.0.0.0/33\", which is not a range such as \
             127.0.0.0/8",
        ),
        (
            "[federation]\nplayers = ['https://tube.example/']",
            "fanfare.toml: federation.players has \"https://tube.example/\", which is not a host such as tube.example",
        ),
        (
            "domain = 'home.example'\nmedia_host = 'home.example'",
            "fanfare.toml: media_host must be another host than domain; leave it out if there is none",
        ),
        (
            "files = 'media'",
            "fanfare.toml: files must be \"disk\", or a bucket such as s3://bucket or s3://bucket/prefix",
        ),
        (
            "[s3]\nendpoint = 's3.example'",
            "fanfare.toml: s3.endpoint must be an address such as https://s3.example",
        ),
        ("[database]\nconnections = 0", "fanfare.toml: database.connections must be from 1 to 1000"),
        (
            "[log]\nlevel = 'loud'",
            "fanfare.toml: log.level is \"loud\", but must be one of error, warn, info, debug, trace",
        ),
    ];
    for (file, message) in cases {
        assert_eq!(complaint(&[], file), message);
    }
    assert_eq!(
        complaint(&[("FANFARE_FEDERATION_ALLOW_PRIVATE_ADDRESSES", "10.0.0.0/8,here")], ""),
        "environment: FANFARE_FEDERATION_ALLOW_PRIVATE_ADDRESSES has \"here\", which is not a range such as \
         127.0.0.0/8"
    );
    assert_eq!(
        complaint(&[("FANFARE_FEDERATION_ALLOW_HTTP", "yes")], ""),
        "environment: FANFARE_FEDERATION_ALLOW_HTTP is \"yes\", but must be true or false"
    );
    assert_eq!(
        complaint(&[("FANFARE_DATABASE_URL", "mysql://x")], ""),
        "environment: FANFARE_DATABASE_URL must begin with postgres://; leave it out for SQLite"
    );
}

#[test]
fn a_file_that_is_not_toml_names_the_line() {
    let message = complaint(&[], "domain = 'a.example'\nlisten = = 3\n");
    assert!(message.starts_with("fanfare.toml, line 2: "), "{message}");
}
