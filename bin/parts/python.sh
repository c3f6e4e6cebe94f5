# The Python that the app tests and `bin/interop` run in: .test/venv, made when missing or out of date. Sourced, not run.

venv_python="$PWD/.test/venv/bin/python"

need_venv() {
  if ! python3 -c 'import ensurepip, venv' 2>/dev/null; then
    install_debian python3 python3-venv
  fi
  if ! cmp -s tests-apps/requirements.txt .test/venv/installed.txt; then
    echo "Setting up Python for the app tests ..."
    rm -rf .test/venv
    python3 -m venv .test/venv
    "$venv_python" -m pip install --quiet --disable-pip-version-check --requirement tests-apps/requirements.txt
    cp tests-apps/requirements.txt .test/venv/installed.txt
  fi
}
