using Drayage.Workflows.Definitions;
using Drayage.Workflows.Inventories;
using Drayage.Workflows.Reading;
using Drayage.Workflows.Resolution;
using Xunit;

namespace Drayage.Tests.Workflows.Inventories;

public sealed class InventoryTests
{
    private const string Release = """
        on:
          push:
            tags: ['v[0-9]+.*', '!v0.*']
        env: {REGISTRY: ghcr.io/acme}
        jobs:
          image:
            runs-on: ubuntu-latest
            strategy:
              matrix:
                arch: [amd64, arm64]
                exclude: [{arch: s390x}]
            steps:
              - run: docker buildx build --push --platform linux/${{ matrix.arch }} -t $REGISTRY/app:${GITHUB_REF_NAME#v}-${{ matrix.arch }} .
          join:
            needs: image
            uses: ./.github/workflows/join.yml
            with: {tag: "${{ github.ref_name }}"}
          branch:
            if: startsWith(github.ref, 'refs/heads/')
            runs-on: ubuntu-latest
            steps: [{run: docker push acme/nightly}]
          release:
            runs-on: ubuntu-latest
            steps:
              - if: vars.ANNOUNCE == 'true'
                uses: softprops/action-gh-release@v2
                with: {files: "dist/app.tar.gz"}
        """;

    private const string Join = """
        on:
          workflow_call:
            inputs: {tag: {type: string}}
        jobs:
          index:
            runs-on: ubuntu-latest
            steps:
              - run: docker buildx imagetools create -t ghcr.io/${{ github.repository }}:${{ inputs.tag }} a b
        """;

    [Fact]
    public void A_tag_lists_what_each_leg_makes_for_it() => Assert.Equal(
        [
            "image ghcr.io/acme/app:1.2.3-amd64 by image (amd64)",
            "image ghcr.io/acme/app:1.2.3-arm64 by image (arm64)",
            "index ghcr.io/acme/app:v1.2.3 by join/index ()",
            "release? v1.2.3 by release ()",
            "asset? dist/app.tar.gz by release ()",
        ],
        Of("v1.2.3", "acme/app"));

    [Theory]
    [InlineData("v0.9.0")]
    [InlineData("nightly")]
    public void A_tag_that_starts_nothing_publishes_nothing(string tag) => Assert.Empty(Of(tag, "acme/app"));

    [Fact]
    public void Without_a_tag_everything_is_listed_and_what_is_unknown_is_shown() => Assert.Contains(
        "index ghcr.io/${{ github.repository }}:${{ github.ref_name }} by join/index ()", Of(null, null));

    private static string[] Of(string? tag, string? name)
    {
        var repository = new WorkflowRepository(
        [
            WorkflowReader.Read(new SourceFile(".github/workflows/release.yml", Release)),
            WorkflowReader.Read(new SourceFile(".github/workflows/join.yml", Join)),
        ]);
        return [.. Inventory.Of(repository, tag, name).Select(item => $"{item.Kind}{(item.IsCertain ? "" : "?")} {item.Name} by {item.Job} ({item.Leg})")];
    }
}
