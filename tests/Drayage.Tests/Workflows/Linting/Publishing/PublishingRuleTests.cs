using Xunit;

namespace Drayage.Tests.Workflows.Linting.Publishing;

public sealed class PublishingRuleTests
{
    private const string LoginToGhcr = "      - uses: docker/login-action@v3\n        with: {registry: ghcr.io, username: x, password: \"${{ secrets.GITHUB_TOKEN }}\"}\n";

    [Theory]
    [InlineData("      - run: docker push ghcr.io/acme/app", "1 error push-without-login")]
    [InlineData("      - run: docker push acme/app", "1 error push-without-login")]
    [InlineData("      - uses: docker/login-action@v3\n      - run: docker push ghcr.io/acme/app", "2 error push-without-login")]
    [InlineData(LoginToGhcr + "      - run: docker push ghcr.io/acme/app", "")]
    [InlineData("      - run: docker push ghcr.io/acme/app\n" + LoginToGhcr, "1 error push-without-login")]
    [InlineData("      - uses: docker/build-push-action@v6\n        with: {push: true, tags: 'acme/app:1'}", "2 error push-without-login")]
    [InlineData("      - run: |\n          docker login ghcr.io -u x -p y\n          docker push ghcr.io/acme/app", "")]
    [InlineData("      - run: ./ci/prepare.sh\n      - run: docker push acme/app", "")]
    [InlineData("      - uses: acme/prepare@v1\n      - run: docker push acme/app", "")]
    [InlineData("      - uses: ./.github/actions/prepare\n      - run: docker push acme/app", "")]
    [InlineData("      - run: mkdir -p ~/.docker && echo \"$X\" > ~/.docker/config.json\n      - run: docker push acme/app", "")]
    [InlineData("      - run: aws ecr get-login-password | docker login --password-stdin $R\n      - run: docker push acme/app", "")]
    [InlineData("      - uses: docker/login-action@v4\n        with: {registry-auth: '- {registry: ghcr.io, username: x, password: y}'}\n      - run: docker push ghcr.io/acme/app", "")]
    [InlineData("      - uses: actions/github-script@v8\n        with: {script: 'await exec.exec(\"docker login ghcr.io\")'}\n      - run: docker push ghcr.io/acme/app", "")]
    [InlineData("      - uses: actions/github-script@v8\n        with: {script: 'core.info(1)'}\n      - run: docker push ghcr.io/acme/app", "3 error push-without-login")]
    [InlineData("      - uses: docker/build-push-action@v6\n        with: {outputs: \"type=image,name=acme/app,push-by-digest=true,push=${{ inputs.push }}\"}", "2 error push-without-login")]
    [InlineData("      - uses: docker/build-push-action@v6\n        with: {outputs: \"type=image,name=acme/app,push=false\"}", "")]
    [InlineData("      - run: docker buildx build -o type=image,name=acme/app,push=$PUSH .", "1 error push-without-login")]
    [InlineData("      - run: docker push $IMAGE", "")]
    [InlineData("      - run: docker push localhost:5000/app", "")]
    [InlineData("      - run: docker build -t acme/app .", "")]
    public void Logins(string steps, string expected) => Assert.Equal(expected, Linted.Steps(steps, "push-without-login"));

    [Fact]
    public void A_runner_of_ones_own_may_have_signed_in_before() =>
        Assert.Equal("1 warning push-without-login", Linted.Job("runs-on: [self-hosted, x64]", "      - run: docker push acme/app", "push-without-login"));

    [Theory]
    [InlineData("permissions: {contents: read}", "GITHUB_TOKEN", "9 error publish-without-permission")]
    [InlineData("permissions: {packages: write}", "GITHUB_TOKEN", "")]
    [InlineData("permissions: write-all", "GITHUB_TOKEN", "")]
    [InlineData("permissions: read-all", "GITHUB_TOKEN", "9 error publish-without-permission")]
    [InlineData("name: x", "GITHUB_TOKEN", "9 warning publish-without-permission")]
    [InlineData("permissions: {contents: read}", "PAT", "")]
    public void Permission_for_packages(string permissions, string secret, string expected) => Assert.Equal(expected, Linted.Workflow(
        $"on: push\n{permissions}\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: docker/login-action@v3\n        with: {{registry: ghcr.io, password: \"${{{{ secrets.{secret} }}}}\"}}\n      - run: docker push ghcr.io/acme/app\n",
        "publish-without-permission"));

    [Theory]
    [InlineData("- uses: softprops/action-gh-release@v2", "read", "6 error publish-without-permission")]
    [InlineData("- uses: softprops/action-gh-release@v2", "write", "")]
    [InlineData("- uses: softprops/action-gh-release@v2\n        with: {token: \"${{ secrets.PAT }}\"}", "read", "")]
    [InlineData("- run: gh release create v1\n        env: {GH_TOKEN: \"${{ github.token }}\"}", "read", "6 error publish-without-permission")]
    [InlineData("- run: gh release create v1\n        env: {GH_TOKEN: \"${{ secrets.PAT || github.token }}\"}", "read", "")]
    public void Permission_for_releases(string step, string level, string expected) => Assert.Equal(expected, Linted.Workflow(
        $"on: push\npermissions: {{contents: {level}}}\njobs:\n  a:\n    steps:\n      {step}\n",
        "publish-without-permission"));

    [Theory]
    [InlineData("docker push ghcr.io/Acme/app", "1 error image-name-case")]
    [InlineData("docker push ghcr.io/acme/app:V1-RC", "")]
    [InlineData("docker push ghcr.io/${{ github.repository }}:1", "1 warning image-name-case")]
    [InlineData("docker push ghcr.io/$GITHUB_REPOSITORY", "1 warning image-name-case")]
    [InlineData("docker push ghcr.io/${GITHUB_REPOSITORY,,}", "")]
    [InlineData("I=$(echo $GITHUB_REPOSITORY | tr A-Z a-z); docker push ghcr.io/$I", "")]
    [InlineData("docker push ghcr.io/${{ vars.IMAGE }}", "")]
    public void Case_of_image_names(string script, string expected) =>
        Assert.Equal(expected, Linted.Steps($"      - run: {script}", "image-name-case"));

    [Fact]
    public void Names_that_an_earlier_step_made_lowercase() => Assert.Equal("", Linted.Steps(
        "      - run: echo \"IMAGE=ghcr.io/${GITHUB_REPOSITORY,,}\" >> \"$GITHUB_ENV\"\n      - run: docker push \"$IMAGE\"\n      - uses: docker/build-push-action@v6\n        with: {push: true, tags: \"${{ env.IMAGE }}:1\"}",
        "image-name-case"));

    [Theory]
    [InlineData("twine upload --repository-url https://ghcr.io/${{ github.repository }}/python dist/*", "1 error not-a-python-index")]
    [InlineData("twine upload --repository-url \"https://upload.pkg.github.com/acme/$R\" dist/*", "1 error not-a-python-index")]
    [InlineData("uv publish --publish-url https://npm.pkg.github.com/acme", "1 error not-a-python-index")]
    [InlineData("pip install --index-url https://pkg.github.com/acme/x/simple x", "1 error not-a-python-index")]
    [InlineData("twine upload --repository-url https://upload.pypi.org/legacy dist/*", "1 error not-a-python-index")]
    [InlineData("twine upload --repository-url https://test.pypi.org/simple/ dist/*", "1 error not-a-python-index")]
    [InlineData("twine upload --repository-url https://test.pypi.org/legacy/ dist/*", "")]
    [InlineData("twine upload --repository-url https://acme.jfrog.io/pypi dist/*", "")]
    [InlineData("pip install --extra-index-url https://test.pypi.org/simple x", "")]
    [InlineData("TWINE_REPOSITORY_URL=https://ghcr.io/x twine upload d", "1 error not-a-python-index")]
    public void Python_indexes(string script, string expected) =>
        Assert.Equal(expected, Linted.Steps($"      - run: {script}", "not-a-python-index"));

    [Fact]
    public void An_action_that_uploads_to_no_index() => Assert.Equal(
        "2 error not-a-python-index",
        Linted.Steps("      - uses: pypa/gh-action-pypi-publish@release/v1\n        with: {repository-url: 'https://ghcr.io/acme'}", "not-a-python-index"));

    [Theory]
    [InlineData("crane push dist/*.whl ghcr.io/acme/app:1", "1 error not-an-image")]
    [InlineData("crane push app.tar ghcr.io/acme/app:1", "")]
    public void Images_only(string script, string expected) => Assert.Equal(expected, Linted.Steps($"      - run: {script}", "not-an-image"));

    [Theory]
    [InlineData("for r in a/b ghcr.io/a/b; do for p in amd64 arm64; do docker push $r:1-$p; done; done; docker buildx imagetools create -t a/b:1 a/b:1-amd64 a/b:1-arm64", "1 error architecture-tags-without-index")]
    [InlineData("docker push a/b:1-amd64; docker push a/b:1-arm64", "1 warning architecture-tags-without-index")]
    [InlineData("docker push a/b:1-amd64; docker push a/b:1-arm64; docker buildx imagetools create -t a/b:1 a/b:1-amd64 a/b:1-arm64", "")]
    [InlineData("docker push a/b:1-amd64; docker push a/b:1-arm64; docker manifest create a/b:1 x; docker manifest push a/b:1", "")]
    [InlineData("docker push a/b:1-amd64", "")]
    [InlineData("docker push a/b:1-${{ matrix.arch }}", "1 warning architecture-tags-without-index")]
    public void Architecture_tags(string script, string expected) =>
        Assert.Equal(expected, Linted.Steps($"      - run: {script}", "architecture-tags-without-index"));

    [Theory]
    [InlineData("docker buildx build --push -t a/b:1 -t a/b:latest -t ghcr.io/a/b:1 .", "1 warning tag-drift")]
    [InlineData("docker buildx build --push -t a/b:$V -t ghcr.io/a/b:$V .", "")]
    [InlineData("docker buildx build --push -t a/b:1 -t a/b:2 .", "")]
    public void Drifting_tags(string script, string expected) => Assert.Equal(expected, Linted.Steps($"      - run: {script}", "tag-drift"));

    [Theory]
    [InlineData("docker buildx build --push -t a/b:1 -t ghcr.io/a/b:1 .", "1 note combined-push")]
    [InlineData("docker buildx build --push -t a/b:1 -t docker.io/a/b:2 .", "")]
    [InlineData("docker buildx build --push -t a/b:1 -t $REGISTRY/b:1 .", "")]
    [InlineData("docker buildx build --push -t a/b:1 .; docker buildx build --push -t ghcr.io/a/b:1 .", "")]
    [InlineData("docker buildx build --push -t a/b:1 . || failed=1", "")]
    [InlineData("docker buildx imagetools create -t a/b:1 -t ghcr.io/a/b:1 a/b:2", "")]
    public void Pushes_to_several_registries(string script, string expected) =>
        Assert.Equal(expected, Linted.Steps($"      - run: {script}", "combined-push", "ignored-publish-failure"));

    [Fact]
    public void An_action_that_pushes_to_several_registries() => Assert.Equal("2 note combined-push", Linted.Steps(
        "      - uses: docker/build-push-action@v6\n        with: {push: true, tags: 'a/b:1,ghcr.io/a/b:1'}", "combined-push"));

    [Theory]
    [InlineData("docker push a/b || true", "1 warning ignored-publish-failure")]
    [InlineData("twine upload d || echo failed", "1 warning ignored-publish-failure")]
    [InlineData("docker push a/b || exit 1", "")]
    [InlineData("docker rmi a/b || true", "")]
    public void Ignored_failures(string script, string expected) =>
        Assert.Equal(expected, Linted.Steps($"      - run: {script}", "ignored-publish-failure"));

    [Theory]
    [InlineData("twine upload d", "1 warning missing-skip-existing")]
    [InlineData("twine upload --skip-existing d", "")]
    [InlineData("twine upload $OPTIONS d", "")]
    [InlineData("cargo publish", "1 note publish-not-repeatable")]
    [InlineData("dotnet nuget push x.nupkg --skip-duplicate", "")]
    [InlineData("gh release upload v1 x --clobber", "")]
    [InlineData("gh release create v1", "1 note publish-not-repeatable")]
    public void Repetition(string script, string expected) =>
        Assert.Equal(expected, Linted.Steps($"      - run: {script}", "missing-skip-existing", "publish-not-repeatable"));
}
