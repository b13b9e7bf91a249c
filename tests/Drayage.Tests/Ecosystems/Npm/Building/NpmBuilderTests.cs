using Drayage.Ecosystems.Npm;
using Drayage.Model;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.Ecosystems.Npm.Building;

public sealed class NpmBuilderTests : IDisposable
{
    private readonly ForeignTree tree = new()
    {
        {
            "js/package.json",
            """
            {
              "name": "@harbour/client",
              "version": "1.4.0",
              "scripts": { "build": "node make.mjs" },
              "bin": "cli.js",
              "files": ["lib"]
            }
            """
        },
        { "js/make.mjs", "import fs from 'node:fs'; fs.mkdirSync('lib', { recursive: true }); fs.writeFileSync('lib/index.js', 'export default 1;\\n');" },
        { "js/cli.js", "#!/usr/bin/env node\nconsole.log('ahoy');\n" },
        { "js/README.md", "# Client\n" },
        { "bare/package.json", """{"name":"bare"}""" },
    };

    private readonly TemporaryDirectory output = new();

    public void Dispose()
    {
        tree.Dispose();
        output.Dispose();
    }

    [Fact]
    public async Task A_package_is_built_and_packed_under_the_name_npm_gives_it()
    {
        var outputs = await Builds.RunAsync(tree, new NpmEcosystem(), new NpmSettings { Script = "build" }, "js", "1.4.0", output["a"]);
        Assert.Equal([output["a", "harbour-client-1.4.0.tgz"]], outputs);
        var listed = (await Peer.Require("tar").RunAsync("-tzf", outputs[0])).Succeeded().Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["package/README.md", "package/cli.js", "package/lib/index.js", "package/package.json"], listed.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Another_release_version_is_stamped_into_the_tarball_and_not_into_the_repository()
    {
        var first = await Builds.RunAsync(tree, new NpmEcosystem(), new NpmSettings { Script = "build" }, "js", "2.0.0-edge.1", output["a"]);
        var second = await Builds.RunAsync(tree, new NpmEcosystem(), new NpmSettings { Script = "build" }, "js", "2.0.0-edge.1", output["b"]);
        Assert.Equal(output["a", "harbour-client-2.0.0-edge.1.tgz"], Assert.Single(first));
        Assert.Equal(File.ReadAllBytes(first[0]), File.ReadAllBytes(second[0]));
        Assert.Contains("\"1.4.0\"", File.ReadAllText(tree.Tree.FullPath("js/package.json")));

        var npm = Peer.Require("npm").In(output.MakeDirectory("use")).With("npm_config_offline", "true").With("npm_config_audit", "false");
        (await npm.RunAsync("install", "--prefix", output["use"], first[0])).Succeeded();
        Assert.Contains("@harbour/client@2.0.0-edge.1", (await npm.RunAsync("ls", "--prefix", output["use"])).Succeeded().Output);
        var program = await Peer.Require(output["use", "node_modules", ".bin", "client"]).RunAsync();
        Assert.Equal("ahoy\n", program.Succeeded().Output);
    }

    [Fact]
    public void The_plan_names_inputs_and_tools()
    {
        var step = new NpmEcosystem().Builder.Plan(Builds.Context(tree, new NpmEcosystem(), new NpmSettings(), "js", "1.4.0")).Builds.Single();
        Assert.Equal(("it/package", 1), (step.Id, step.Commands.Length));
        Assert.Equal(["js"], step.Inputs);
        Assert.Equal(["node", "npm"], step.Tools.Select(tool => tool.Program));
        Assert.True(step.Outputs.Single().IsDelivered);
    }

    [Fact]
    public void The_client_is_the_one_whose_lock_file_stands_nearest()
    {
        tree.Add("pnpm-lock.yaml", "lockfileVersion: '9.0'\n");
        var step = new NpmEcosystem().Builder.Plan(Builds.Context(tree, new NpmEcosystem(), new NpmSettings { Install = true }, "js", "1.4.0")).Builds.Single();
        Assert.Equal(
            ["pnpm install --frozen-lockfile --ignore-scripts in ", "pnpm pack --pack-destination ${out} in js"],
            step.Commands.Select(command => $"{command.Program} {string.Join(' ', command.Arguments)} in {command.WorkingDirectory}"));
        Assert.Contains("pnpm-lock.yaml", step.Inputs);
    }

    [Fact]
    public void A_package_without_version_and_a_missing_lock_file_are_refused_with_a_hint()
    {
        var context = Builds.Context(tree, new NpmEcosystem(), new NpmSettings(), "bare", "1.4.0");
        Assert.Contains("has no version", Assert.Throws<ReleaseException>(() => new NpmEcosystem().Builder.Plan(context)).Because);
        context = Builds.Context(tree, new NpmEcosystem(), new NpmSettings { Install = true }, "js", "1.4.0");
        Assert.Contains("package-lock.json", Assert.Throws<ReleaseException>(() => new NpmEcosystem().Builder.Plan(context)).Because);
    }
}
