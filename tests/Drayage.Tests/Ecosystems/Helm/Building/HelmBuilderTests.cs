using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json.Nodes;
using Drayage.Ecosystems.Helm;
using Drayage.Model;
using Drayage.Model.Planning;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.Ecosystems.Helm.Building;

public sealed class HelmBuilderTests : IDisposable
{
    private readonly ForeignTree tree = new()
    {
        {
            "deploy/platform/Chart.yaml",
            """
            # a comment that stays
            apiVersion: v2
            name: platform
            description: "Tide, and \"time\""
            version: 0.1.0   # the version
            deprecated: false
            dependencies:
              - name: operator
                version: '0.1.0'
                repository: file://../operator
                tags: [a, b]
              - name: nats
                version: ">=1"
                repository: https://charts.example.test
            """
        },
        { "deploy/platform/values.yaml", "a: 1\n" },
        { "deploy/platform/templates/deployment.yaml", "kind: Deployment\n" },
        { "deploy/platform/templates/.hidden.yaml", "x\n" },
        { "deploy/platform/ci/values.yaml", "x\n" },
        { "deploy/platform/notes.bak", "x\n" },
        { "deploy/platform/.helmignore", "# rules\nci/\n*.bak\n" },
        { "deploy/operator/Chart.yaml", "apiVersion: v2\nname: operator\nversion: 0.1.0\nappVersion: 1.10\n" },
        { "deploy/operator/crds/a.yaml", "x\n" },
    };

    private readonly TemporaryDirectory output = new();

    public HelmBuilderTests()
    {
        // What `helm dependency build` leaves, untracked.
        Directory.CreateDirectory(tree.Tree.FullPath("deploy/platform/charts"));
        File.WriteAllText(tree.Tree.FullPath("deploy/platform/charts/nats-1.3.1.tgz"), "an archive");
    }

    public void Dispose()
    {
        tree.Dispose();
        output.Dispose();
    }

    [Fact]
    public async Task A_chart_is_packed_with_its_local_subcharts_and_without_what_it_ignores()
    {
        var outputs = await BuildAsync(new HelmSettings(), "0.1.0", "a");
        var listed = (await Peer.Require("tar").RunAsync("-tzf", outputs[0])).Succeeded().Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(
            [
                "platform/.helmignore", "platform/Chart.yaml", "platform/charts/nats-1.3.1.tgz", "platform/charts/operator/Chart.yaml",
                "platform/charts/operator/crds/a.yaml", "platform/templates/deployment.yaml", "platform/values.yaml",
            ],
            listed);
    }

    [Fact]
    public async Task The_release_version_is_stamped_and_nothing_else_changes()
    {
        var outputs = await BuildAsync(new HelmSettings { SetsAppVersion = true }, "1.2.0-rc.1", "a");
        Assert.Equal(output["a", "platform-1.2.0-rc.1.tgz"], outputs[0]);
        var original = File.ReadAllText(tree.Tree.FullPath("deploy/platform/Chart.yaml"));
        Assert.Equal(
            original.Replace("version: 0.1.0   #", "version: 1.2.0-rc.1   #") + "\nappVersion: \"1.2.0-rc.1\"\n",
            await ReadAsync(outputs[0], "platform/Chart.yaml"));
        Assert.Equal(File.ReadAllText(tree.Tree.FullPath("deploy/operator/Chart.yaml")), await ReadAsync(outputs[0], "platform/charts/operator/Chart.yaml"));
    }

    [Fact]
    public async Task In_lockstep_subcharts_and_their_pins_move_too()
    {
        var outputs = await BuildAsync(new HelmSettings { Lockstep = true, SetsAppVersion = true }, "1.2.0", "a");
        var chart = await ReadAsync(outputs[0], "platform/Chart.yaml");
        Assert.Contains("    version: '1.2.0'\n", chart);
        Assert.Contains("    version: \">=1\"\n", chart);
        Assert.Equal("apiVersion: v2\nname: operator\nversion: 1.2.0\nappVersion: 1.2.0\n", await ReadAsync(outputs[0], "platform/charts/operator/Chart.yaml"));
    }

    [Fact]
    public async Task The_metadata_becomes_json_for_oci_registries()
    {
        var outputs = await BuildAsync(new HelmSettings(), "0.2.0", "a");
        var json = JsonNode.Parse(File.ReadAllBytes(outputs[1]))!;
        Assert.Equal(("platform", "0.2.0", "Tide, and \"time\""), ((string?)json["name"], (string?)json["version"], (string?)json["description"]));
        Assert.False((bool)json["deprecated"]!);
        Assert.Equal("b", (string?)json["dependencies"]![0]!["tags"]![1]);
    }

    [Fact]
    public async Task The_same_bytes_come_out_on_another_path()
    {
        var first = await BuildAsync(new HelmSettings(), "0.2.0", "a");
        var second = await BuildAsync(new HelmSettings(), "0.2.0", "deeper/b");
        Assert.Equal(File.ReadAllBytes(first[0]), File.ReadAllBytes(second[0]));
    }

    [Fact]
    public void The_plan_has_the_exact_files_as_inputs_and_an_oci_artifact()
    {
        var steps = Plan(new HelmSettings());
        Assert.Equal(
            [
                "deploy/operator/Chart.yaml", "deploy/operator/crds/a.yaml", "deploy/platform/.helmignore", "deploy/platform/Chart.yaml",
                "deploy/platform/templates/deployment.yaml", "deploy/platform/values.yaml",
            ],
            steps.Builds.Single().Inputs);
        var artifact = Assert.IsType<PackStep.OciArtifact>(steps.Packs.Single());
        Assert.Equal(("charts/platform", "application/vnd.cncf.helm.config.v1+json"), (artifact.Repository, artifact.Config!.MediaType));
        Assert.Equal("Tide, and \"time\"", artifact.Annotations["org.opencontainers.image.description"]);
    }

    [Fact]
    public async Task A_dependency_that_was_not_fetched_is_refused_with_the_command_that_fetches_it()
    {
        File.Delete(tree.Tree.FullPath("deploy/platform/charts/nats-1.3.1.tgz"));
        var refused = await Assert.ThrowsAsync<ReleaseException>(() => BuildAsync(new HelmSettings(), "0.1.0", "a"));
        Assert.Equal("helm dependency build deploy/platform", refused.Hint);
    }

    [Fact]
    public void A_missing_local_dependency_and_endless_nesting_are_refused()
    {
        tree.Add("deploy/operator/Chart.yaml", "apiVersion: v2\nname: operator\nversion: 0.1.0\ndependencies:\n- name: gone\n  repository: file://../gone\n");
        Assert.Contains("deploy/operator/Chart.yaml:5:3: no chart stands in ../gone", Assert.Throws<ReleaseException>(() => Plan(new HelmSettings())).Because);
        File.WriteAllText(tree.Tree.FullPath("deploy/operator/Chart.yaml"), "apiVersion: v2\nname: operator\nversion: 0.1.0\ndependencies:\n- name: platform\n  repository: file://../platform\n");
        Assert.Contains("contains itself", Assert.Throws<ReleaseException>(() => Plan(new HelmSettings())).Message);
    }

    private Task<string[]> BuildAsync(HelmSettings settings, string version, string directory) =>
        Builds.RunAsync(tree, new HelmEcosystem(), settings, "deploy/platform", version, output[directory]);

    private Drayage.Pipeline.Building.ComponentSteps Plan(HelmSettings settings) =>
        new HelmEcosystem().Builder.Plan(Builds.Context(tree, new HelmEcosystem(), settings, "deploy/platform", "0.1.0"));

    private static async Task<string> ReadAsync(string archive, string path)
    {
        await using var gzip = new GZipStream(File.OpenRead(archive), CompressionMode.Decompress);
        await using var tar = new TarReader(gzip);
        while (await tar.GetNextEntryAsync(copyData: true) is { } entry)
        {
            if (entry.Name == path)
                return await new StreamReader(entry.DataStream!).ReadToEndAsync();
        }

        throw new Xunit.Sdk.XunitException($"{path} is not in {archive}");
    }
}
