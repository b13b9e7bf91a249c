using Xunit;

namespace Drayage.Tests.Workflows.Linting.Publishing;

public sealed class ScriptRuleTests
{
    [Theory]
    [InlineData("a \\  # added\n            --b", "2 error broken-continuation")]
    [InlineData("a \\ \n            --b", "2 error broken-continuation")]
    [InlineData("a \\ \n            b", "2 error broken-continuation")]
    [InlineData("a \\\n            # why\n            --b", "3 error broken-continuation")]
    [InlineData("a \\\n\n            --b", "2 error broken-continuation")]
    [InlineData("a \\ \n          b", "2 warning broken-continuation")]
    [InlineData("a \\\n          # why\n          b", "")]
    [InlineData("a \\\n            --b\n          # fine \\\n          c", "")]
    [InlineData("echo my\\ file # fine", "")]
    public void Continuations(string script, string expected) =>
        Assert.Equal(expected, Linted.Steps($"      - run: |\n          {script}", "broken-continuation"));

    [Theory]
    [InlineData("docker login -u x -p ${{ secrets.P }}", "1 warning secret-on-command-line")]
    [InlineData("docker login -u x -p \"$P\"", "1 warning secret-on-command-line")]
    [InlineData("twine upload d -u __token__ -p $T", "1 warning secret-on-command-line")]
    [InlineData("cargo publish --token $T", "1 warning secret-on-command-line")]
    [InlineData("echo $P | docker login -u x --password-stdin", "")]
    [InlineData("echo ${{ secrets.P }} | docker login -u x --password-stdin", "1 warning secret-in-script")]
    [InlineData("deploy ${{ github.token }}", "1 warning secret-in-script")]
    [InlineData("deploy ${{ inputs.x }}", "")]
    public void Secrets(string script, string expected) =>
        Assert.Equal(expected, Linted.Steps($"      - run: {script}", "secret-on-command-line", "secret-in-script"));

    [Theory]
    [InlineData("twine upload d -p $TEST_PYPI_TOKEN", "", "1 warning unmapped-secret")]
    [InlineData("twine upload d -p $TEST_PYPI_TOKEN", "TEST_PYPI_TOKEN: x", "")]
    [InlineData("TOKEN=$(cat f); twine upload d -p $TOKEN", "", "")]
    public void Unmapped_secrets(string script, string env, string expected) =>
        Assert.Equal(expected, Linted.Steps($"      - run: {script}\n        env: {{{env}}}", "unmapped-secret"));

    [Theory]
    [InlineData("python -m build", "1 error python-tool-not-installed")]
    [InlineData("cd python && python3 -m build && twine upload dist/*", "1 error python-tool-not-installed; 1 error python-tool-not-installed")]
    [InlineData("pip install build twine; python -m build; twine upload d", "")]
    [InlineData("pip install --upgrade pip wheel; twine upload d", "1 error python-tool-not-installed")]
    [InlineData("pip install -r requirements.txt; twine upload d", "")]
    [InlineData("pip install '.[release]'; python -m build", "")]
    [InlineData("uvx twine upload d; pipx run build", "")]
    [InlineData("./install.sh; python -m build", "")]
    [InlineData("apt-get install twine; twine upload d", "")]
    [InlineData("$CONDA/bin/conda env update -f env.yml; twine upload d", "")]
    [InlineData("VERSION=$(git describe); twine upload d", "1 error python-tool-not-installed")]
    [InlineData("xargs pip install --user < tools.txt; twine upload d", "")]
    [InlineData("build --all", "")]
    public void Python_tools(string script, string expected) =>
        Assert.Equal(expected, Linted.Steps($"      - run: {script}", "python-tool-not-installed"));

    [Theory]
    [InlineData("ubuntu-latest", "acme/tools@v1", "")]
    [InlineData("ubuntu-latest", "actions/setup-python@v5", "2 error python-tool-not-installed")]
    [InlineData("ubuntu-latest", "actions/setup-python@v6\n        with: {pip-install: twine}", "")]
    [InlineData("self-hosted", "actions/setup-python@v5", "")]
    [InlineData("${{ vars.RUNNER }}", "actions/setup-python@v5", "")]
    public void Python_tools_of_the_surroundings(string runner, string action, string expected) => Assert.Equal(
        expected,
        Linted.Job($"runs-on: {runner}", $"      - uses: {action}\n      - run: twine upload d", "python-tool-not-installed"));

    [Theory]
    [InlineData("curl -H x https://api.github.com/users/acme/packages/pypi/x", "1 error no-such-package-type")]
    [InlineData("gh api /orgs/acme/packages/python/x/versions", "1 error no-such-package-type")]
    [InlineData("gh api /orgs/acme/packages/container/x/versions", "")]
    [InlineData("curl https://api.github.com/orgs/acme/packages?package_type=npm", "")]
    public void Package_types(string script, string expected) =>
        Assert.Equal(expected, Linted.Steps($"      - run: {script}", "no-such-package-type"));

    [Theory]
    [InlineData("curl -H \"Authorization: Bearer $(echo -n $T | base64)\" https://ghcr.io/v2/", "2 warning wrapped-base64")]
    [InlineData("curl -H \"Authorization: Bearer $(echo -n $T | base64 -w0)\" https://ghcr.io/v2/", "")]
    public void Wrapped_base64(string script, string expected) =>
        Assert.Equal(expected, Linted.Steps($"      - run: |\n          {script}", "wrapped-base64"));
}
