using Drayage.Workflows.Fixing;
using Xunit;

namespace Drayage.Tests.Workflows.Fixing;

/// <summary>What single repairs do in odd places, and what they leave alone.</summary>
public sealed class RepairerTests
{
    private const string Head = "on: push\npermissions: {contents: read, packages: write}\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n";
    private const string Ghcr = "      - uses: docker/login-action@v3\n        with: {registry: ghcr.io, username: x, password: \"${{ secrets.GITHUB_TOKEN }}\"}\n";

    [Theory]
    // A script by itself signs in by the program that pushes.
    [InlineData("      - run: podman push ghcr.io/acme/app\n", "podman login ghcr.io --username \"$GITHUB_ACTOR\" --password-stdin")]
    [InlineData("      - run: crane push app.tar acme/app\n", "crane auth login docker.io --username \"$REGISTRY_USER\" --password-stdin")]
    [InlineData("      - run: helm push app.tgz oci://ghcr.io/acme\n", "helm registry login ghcr.io")]
    [InlineData("      - uses: docker/setup-buildx-action@v3\n      - run: docker push ghcr.io/acme/app\n", "uses: docker/login-action@v3")]
    [InlineData("      - if: github.ref == 'x'\n        run: docker push ghcr.io/acme/app\n", "if: github.ref == 'x'")]
    [InlineData("      - if: '!cancelled()'\n        run: docker push ghcr.io/acme/app\n", "if: '!cancelled()'")]
    [InlineData("      - if: github.ref == 'x'\n        run: docker push ghcr.io/acme/app\n      - if: inputs.y\n        run: docker push ghcr.io/acme/b\n", "if: (github.ref == 'x') || (inputs.y)")]
    [InlineData("      - uses: docker/build-push-action@v6\n        with:\n          push: ${{ github.event_name != 'pull_request' }}\n          tags: acme/app:1\n", "if: github.event_name != 'pull_request'")]
    public void A_login_fits_the_job(string steps, string expected)
    {
        string repaired = Repaired.Only("push-without-login", Head + steps);
        Assert.Contains(expected, repaired);
        Assert.DoesNotContain(Repaired.Report(repaired).Left, left => left.Finding.Rule == "push-without-login");
    }

    [Theory]
    [InlineData("    runs-on: [self-hosted]\n    steps:\n      - run: docker push acme/app\n")]
    [InlineData("    runs-on: ubuntu-latest\n    steps: [{run: docker push acme/app}]\n")]
    public void A_login_is_left_to_people(string job)
    {
        string text = "on: push\njobs:\n  a:\n" + job;
        Assert.Equal(text, Repaired.Only("push-without-login", text));
    }

    [Fact]
    public void A_login_is_pinned_as_the_pins_or_the_other_files_say()
    {
        const string Steps = "      - uses: docker/setup-buildx-action@v3\n      - run: docker push ghcr.io/acme/app\n";
        string commit = new('a', 40);
        Assert.Contains($"uses: docker/login-action@{commit} # v3.4.0\n", Repaired.Text(Head + Steps, Repaired.Pins($"docker/login-action@v3: {new string('b', 40)}\ndocker/login-action@v3.4.0: {commit}\n")));
        Assert.Contains(
            $"uses: docker/login-action@{commit} # v3.1.0\n        with:\n          registry: ghcr.io\n          username: robot\n          password: ${{{{ secrets.ROBOT }}}}\n",
            Repaired.Only("push-without-login", Head + Steps + $"  b:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: docker/login-action@{commit} # v3.1.0\n        with: {{registry: ghcr.io, username: robot, password: \"${{{{ secrets.ROBOT }}}}\"}}\n"));
    }

    [Theory]
    // Something may use the token in a way that is not known.
    [InlineData("      - uses: acme/publish@v1\n")]
    [InlineData("      - uses: actions/checkout@v4\n      - run: ./scripts/release.sh\n")]
    [InlineData("      - run: make deploy\n")]
    [InlineData("      - run: gh pr comment 1 --body done\n        env: {GH_TOKEN: \"${{ github.token }}\"}\n")]
    public void Permissions_are_not_narrowed_blindly(string step)
    {
        string text = "on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n" + Ghcr + step + "      - run: docker push ghcr.io/acme/app\n";
        Assert.Equal(text, Repaired.Only("publish-without-permission", text));
    }

    [Fact]
    public void A_called_workflow_gets_its_scope_from_the_job_that_calls_it()
    {
        string called = "on: workflow_call\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n" + Ghcr + "      - run: docker push ghcr.io/acme/app\n";
        const string Caller = "on: push\npermissions:\n  contents: read\njobs:\n  call:\n    uses: ./.github/workflows/called.yml\n    secrets: inherit\n";
        FixReport report = Repaired.Repository((".github/workflows/called.yml", called), (".github/workflows/caller.yml", Caller));
        FixedFile file = Assert.Single(report.Changed);
        Assert.Equal(Caller.Replace("called.yml\n", "called.yml\n    permissions:\n      contents: read\n      packages: write\n", StringComparison.Ordinal), file.After);
    }

    [Fact]
    public void A_job_signs_in_for_the_action_of_the_repository_that_pushes()
    {
        const string Workflow = "on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: docker/setup-buildx-action@v3\n      # all of it\n      - uses: ./.github/actions/push\n";
        const string Action = "name: Push\nruns:\n  using: composite\n  steps:\n    - shell: bash\n      run: docker push ghcr.io/${{ github.repository }}\n";
        FixReport report = Repaired.Repository((".github/actions/push/action.yml", Action), (".github/workflows/a.yml", Workflow));
        Assert.Equal(
            [
                Action.Replace("${{ github.repository }}", "${GITHUB_REPOSITORY,,}", StringComparison.Ordinal),
                Workflow.Replace("ubuntu-latest\n", "ubuntu-latest\n    permissions:\n      contents: read\n      packages: write\n", StringComparison.Ordinal).Replace(
                    "      # all of it\n",
                    "      - name: Sign in to ghcr.io\n        uses: docker/login-action@v3\n        with:\n          registry: ghcr.io\n          username: ${{ github.actor }}\n          password: ${{ secrets.GITHUB_TOKEN }}\n      # all of it\n",
                    StringComparison.Ordinal),
            ],
            report.Changed.Select(file => file.After));
    }

    [Theory]
    [InlineData("      - run: twine upload --repository-url https://ghcr.io/x d\n        env: {TWINE_PASSWORD: \"${{ secrets.OTHER }}\"}\n", "https://upload.pypi.org/legacy/")]
    [InlineData("      - run: twine upload -p \"$GITHUB_TOKEN\" -u x --repository-url https://ghcr.io/x d\n        env: {GITHUB_TOKEN: \"${{ secrets.GITHUB_TOKEN }}\"}\n", "TWINE_PASSWORD: '${{ secrets.PYPI_TOKEN }}'")]
    [InlineData("      - run: TWINE_REPOSITORY_URL=https://ghcr.io/x twine upload d\n", "TWINE_REPOSITORY_URL=https://upload.pypi.org/legacy/ twine")]
    [InlineData("      - run: uv publish\n        env: {UV_PUBLISH_URL: 'https://pkg.github.com/x', UV_PUBLISH_TOKEN: \"${{ github.token }}\"}\n", "UV_PUBLISH_TOKEN: \"${{ secrets.PYPI_TOKEN }}\"")]
    [InlineData("      - uses: pypa/gh-action-pypi-publish@v1\n        with: {repository-url: 'https://ghcr.io/x', password: \"${{ secrets.GITHUB_TOKEN }}\"}\n", "password: \"${{ secrets.PYPI_TOKEN }}\"")]
    public void An_address_is_corrected_where_it_is_written(string step, string expected)
    {
        string repaired = Repaired.Only("not-a-python-index", Head + step);
        Assert.Contains(expected, repaired);
        Assert.Contains("https://upload.pypi.org/legacy/", repaired);
    }

    [Fact]
    public void No_token_of_GitHub_is_sent_to_PyPI()
    {
        // The token cannot be taken out: it is set for the whole job.
        const string Text = "on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    env:\n      TWINE_PASSWORD: ${{ github.token }}\n    steps:\n      - run: twine upload --repository-url https://ghcr.io/x d\n";
        Assert.Equal(Text, Repaired.Only("not-a-python-index", Text));
    }

    [Fact]
    public void What_is_installed_stays_where_the_repository_does_not_publish_to_PyPI()
    {
        const string Step = "      - run: pip install --index-url https://pkg.github.com/acme/x/simple x\n";
        Assert.Equal(Head + Step, Repaired.Only("not-a-python-index", Head + Step));
    }

    [Theory]
    [InlineData("docker push ghcr.io/${{ github.repository }}:1", "docker push ghcr.io/${GITHUB_REPOSITORY,,}:1")]
    [InlineData("docker push \"ghcr.io/${{github.repository_owner}}/x:1\"", "docker push \"ghcr.io/${GITHUB_REPOSITORY_OWNER,,}/x:1\"")]
    [InlineData("docker push ghcr.io/Acme/App:V1", "docker push ghcr.io/acme/app:V1")]
    [InlineData("I=ghcr.io/Acme/App; docker push $I:1", "I=ghcr.io/acme/app; docker push $I:1")]
    [InlineData("docker push 'ghcr.io/${{ github.repository }}:1'", "docker push 'ghcr.io/${{ github.repository }}:1'")]
    public void Names_are_lowered_in_scripts(string script, string expected) =>
        Assert.Equal($"{Head}      - run: {expected}\n", Repaired.Only("image-name-case", $"{Head}      - run: {script}\n"));

    [Theory]
    [InlineData("docker buildx build --push -t a/b:1 -t a/b:2 -t ghcr.io/a/b:1 .", "docker buildx build --push -t a/b:1 -t a/b:2 -t ghcr.io/a/b:1 -t ghcr.io/a/b:2 .")]
    [InlineData("docker buildx build --push --tag=a/b:1 --tag=ghcr.io/a/b:1 --tag=ghcr.io/a/b:2 .", "docker buildx build --push --tag=a/b:1 --tag=a/b:2 --tag=ghcr.io/a/b:1 --tag=ghcr.io/a/b:2 .")]
    [InlineData("docker buildx build --push -t \"a/b:$V\" -t a/b -t \"ghcr.io/a/b:$V\" .", "docker buildx build --push -t \"a/b:$V\" -t a/b -t \"ghcr.io/a/b:$V\" -t \"ghcr.io/a/b:latest\" .")]
    [InlineData("docker buildx build --push -t a/b:1 -t ghcr.io/a/b:2 .", "docker buildx build --push -t a/b:1 -t ghcr.io/a/b:2 .")]
    public void Tags_are_made_equal_where_one_registry_only_lacks_some(string script, string expected) =>
        Assert.Equal($"{Head}      - run: {expected}\n", Repaired.Only("tag-drift", $"{Head}      - run: {script}\n"));

    [Theory]
    // The digest that it writes is used; the command is one of a chain; the tags hang together.
    [InlineData("docker buildx build --push --metadata-file m -t a/b:1 -t ghcr.io/a/b:1 .")]
    [InlineData("make && docker buildx build --push -t a/b:1 -t ghcr.io/a/b:1 .")]
    [InlineData("for r in a/b ghcr.io/a/b; do t=\"$t -t $r:1\"; done; docker buildx build --push $t .")]
    public void Pushes_are_left_combined(string script)
    {
        string text = $"{Head}      - run: |\n          {script}\n";
        Assert.Equal(text, Repaired.Only("combined-push", text));
    }

    [Fact]
    public void An_index_of_manifest_commands_is_made_twice_too()
    {
        string text = Head + Ghcr + "      - run: |\n          for arch in amd64 arm64; do\n            docker push acme/app:1-$arch\n            docker push ghcr.io/acme/app:1-$arch\n          done\n          docker manifest create acme/app:1 acme/app:1-amd64 acme/app:1-arm64\n          docker manifest push acme/app:1\n";
        string repaired = Repaired.Only("architecture-tags-without-index", text);
        Assert.Contains("docker manifest create ghcr.io/acme/app:1 ghcr.io/acme/app:1-amd64 ghcr.io/acme/app:1-arm64\n          docker manifest push acme/app:1\n          docker manifest push ghcr.io/acme/app:1\n", repaired);
    }

    [Theory]
    [InlineData("    runs-on: [self-hosted]\n    steps:\n")]
    [InlineData("    runs-on: ubuntu-latest\n    steps:\n      - uses: hashicorp/vault-action@v3\n")]
    public void A_variable_that_something_may_set_is_not_set_anew(string job)
    {
        string text = "on: push\njobs:\n  a:\n" + job + "      - run: twine upload -p $PYPI_TOKEN dist/*\n";
        Assert.Equal(text, Repaired.Only("unmapped-secret", text));
    }

    [Theory]
    [InlineData("docker login ghcr.io -u me -p ${{ secrets.T }}", "printf '%s' \"$REGISTRY_PASSWORD\" | docker login ghcr.io -u me --password-stdin", "REGISTRY_PASSWORD")]
    [InlineData("docker login -u me --password=\"${{ secrets.T }}\" ghcr.io", "printf '%s' \"$REGISTRY_PASSWORD\" | docker login -u me --password-stdin ghcr.io", "REGISTRY_PASSWORD")]
    [InlineData("twine upload dist/* -u __token__ -p ${{ secrets.T }}", "twine upload dist/*", "TWINE_PASSWORD")]
    public void Secrets_leave_the_command_line(string script, string expected, string variable)
    {
        string repaired = Repaired.Only("secret-on-command-line", $"{Head}      - name: x\n        run: {script}\n");
        Assert.Contains($"        run: {expected}\n", repaired);
        Assert.Contains($"          {variable}: ${{{{ secrets.T }}}}\n", repaired);
        Assert.DoesNotContain(Repaired.Report(repaired).Left, left => left.Finding.Rule == "secret-on-command-line");
    }

    [Fact]
    public void A_variable_of_the_step_goes_to_the_login_as_it_is() => Assert.Equal(
        Head + "      - run: printf '%s' \"$TOKEN\" | docker login -u me --password-stdin\n        env: {TOKEN: \"${{ secrets.T }}\"}\n",
        Repaired.Only("secret-on-command-line", Head + "      - run: docker login -u me -p \"$TOKEN\"\n        env: {TOKEN: \"${{ secrets.T }}\"}\n"));

    [Fact]
    public void Variables_come_into_an_empty_environment() => Assert.Equal(
        Head + "      - run: twine upload dist/*\n        env: {TWINE_USERNAME: me, TWINE_PASSWORD: '${{ secrets.T }}'}\n",
        Repaired.Only("secret-on-command-line", Head + "      - run: twine upload -u me -p ${{ secrets.T }} dist/*\n        env: {}\n"));

    [Fact]
    public void Two_secrets_for_one_variable_stay()
    {
        const string Text = Head + "      - env: {TWINE_PASSWORD: \"${{ secrets.A }}\"}\n        run: twine upload -p ${{ secrets.B }} dist/*\n";
        Assert.Equal(Text, Repaired.Only("secret-on-command-line", Text));
    }

    [Theory]
    [InlineData("a: b", "1:1")]
    [InlineData("actions/checkout@v4: main", "1:22")]
    [InlineData("- x", "1:1")]
    [InlineData("a/b@c: [", "pins.yml:")]
    public void A_file_of_pins_is_told_its_mistake(string text, string place) =>
        Assert.Contains(place, Assert.Throws<Drayage.Model.ReleaseException>(() => Repaired.Pins(text)).Message);
}
