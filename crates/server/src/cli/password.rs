//! A password that is not among the arguments: typed, or given by another program.

use std::io::{self, IsTerminal as _};

use anyhow::{Context as _, bail};

/// Asks for a password twice on a terminal; otherwise reads a line of standard input.
pub(super) fn ask() -> anyhow::Result<String> {
    if !io::stdin().is_terminal() {
        let mut line = String::new();
        io::stdin().read_line(&mut line).context("read the password from standard input")?;
        return Ok(line.trim_end_matches(['\r', '\n']).to_owned());
    }
    let password = rpassword::prompt_password("Password: ").context("ask for the password")?;
    if rpassword::prompt_password("Once more: ").context("ask for the password")? != password {
        bail!("take the password: it was typed in two ways");
    }
    Ok(password)
}
