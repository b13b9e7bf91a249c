using Xunit;

namespace Drayage.Tests.Workflows.Linting.Publishing;

/// <summary>Pushes whose names docker/metadata-action makes.</summary>
public sealed class ImageMetadataTests
{
    private const string Push = "\n      - uses: docker/build-push-action@v6\n        with: {push: true, tags: \"${{ steps.names.outputs.tags }}\"}";

    [Theory]
    [InlineData("images: ghcr.io/acme/app", "5 error push-without-login")]
    [InlineData("images: acme/app", "5 error push-without-login")]
    [InlineData("images: \"ghcr.io/acme/app\\nacme/app\"", "5 error push-without-login; 5 error push-without-login")]
    [InlineData("images: 'name=ghcr.io/acme/app,enable=true'", "5 error push-without-login")]
    [InlineData("images: 'name=ghcr.io/acme/app,enable=false'", "")]
    [InlineData("images: \"name=ghcr.io/acme/app,enable=${{ inputs.ghcr }}\"", "")]
    [InlineData("images: \"# ghcr.io/acme/app\\nquay.io/acme/app\"", "")]
    [InlineData("images: \"${{ vars.IMAGE }}\"", "")]
    [InlineData("tags: latest", "")]
    public void Logins(string inputs, string expected) => Assert.Equal(expected, Linted.Steps(Names(inputs) + Push, "push-without-login"));

    [Theory]
    [InlineData("contents: read", "12 error publish-without-permission")]
    [InlineData("packages: write", "")]
    public void Permissions(string permissions, string expected) => Assert.Equal(expected, Linted.Workflow(
        $"on: push\npermissions: {{{permissions}}}\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n{Names("images: \"ghcr.io/${{ github.repository }}\"")}{Push}\n"
            .Replace("    steps:\n", "    steps:\n      - {uses: docker/login-action@v3, with: {registry: ghcr.io, password: \"${{ github.token }}\"}}\n", StringComparison.Ordinal),
        "publish-without-permission"));

    [Fact]
    public void The_action_lowers_names() => Assert.Equal("", Linted.Steps(Names("images: \"ghcr.io/${{ github.repository }}/App\"") + Push, "image-name-case"));

    [Fact]
    public void Legs_whose_tags_the_run_decides_are_no_conflict() => Assert.Equal("", Linted.Job(
        "strategy: {matrix: {flavor: [slim, full]}}",
        Names("images: acme/app\n          flavor: \"suffix=-${{ matrix.flavor }}\"") + Push,
        "concurrent-push", "architecture-tags-without-index", "tag-drift"));

    [Fact]
    public void The_variable_holds_the_names_too() => Assert.Equal("3 error push-without-login", Linted.Steps(
        "      - uses: docker/metadata-action@v5\n        with: {images: ghcr.io/acme/app}\n      - run: docker push \"$DOCKER_METADATA_OUTPUT_TAGS\"",
        "push-without-login"));

    [Theory]
    [InlineData(".tags | map(\\\"-t \\\" + .) | join(\\\" \\\")", "", "3 error push-without-login; 3 error push-without-login")]
    [InlineData(".tags[]", "-t ", "3 error push-without-login")]
    [InlineData(".labels[]", "-t ", "")]
    public void An_index_gets_its_names_by_jq(string filter, string option, string expected) => Assert.Equal(expected, Linted.Steps(
        "      - uses: docker/metadata-action@v5\n        with: {images: \"ghcr.io/acme/app\\nacme/app\"}\n"
        + $"      - run: \"docker buildx imagetools create {option}$(jq -cr '{filter}' <<< \\\"$DOCKER_METADATA_OUTPUT_JSON\\\") $(printf 'ghcr.io/acme/app@sha256:%s ' *)\"",
        "push-without-login"));

    private static string Names(string inputs) => $"      - uses: docker/metadata-action@v5\n        id: names\n        with:\n          {inputs}";
}
