// What somebody looks for among accounts, told by how it is written.

/** By what somebody looks: an address of mail, of the network, a server, a handle, or a name. */
export function meaning(words: string): Record<string, string> {
  const said = words.trim();
  if (/^@?[\w.-]+@[^@\s]+\.[^@\s]+$/.test(said) && said.startsWith("@")) {
    const [username = "", domain = ""] = said.slice(1).split("@");
    return { username, by_domain: domain };
  }
  if (/^[^@\s]+@[^@\s]+$/.test(said)) {
    return { email: said };
  }
  if (/^\d{1,3}(\.\d{1,3}){3}(\/\d+)?$/.test(said) || /^[0-9a-f]*:[0-9a-f:]+(\/\d+)?$/i.test(said)) {
    return { ip: said };
  }
  if (/^[\w-]+(\.[\w-]+)+$/.test(said)) {
    return { by_domain: said };
  }
  if (said.startsWith("@")) {
    return { username: said.slice(1) };
  }
  return /\s/.test(said) ? { display_name: said } : { username: said };
}
