using Drayage.Ecosystems.Npm.Publishing;
using Drayage.Model;
using Drayage.Model.Artifacts;
using Drayage.Model.Planning;
using Drayage.Pipeline.Installing;
using Drayage.Pipeline.Planning;
using Drayage.Pipeline.Publishing;
using Drayage.Platform.Processes;
using Drayage.Platform.Secrets;
using Drayage.Testing;
using Drayage.Tests.Pipeline;
using Xunit;

namespace Drayage.Tests.Ecosystems.Npm.Publishing;

public sealed class NpmRegistryDestinationTests : IDisposable
{
    private readonly NpmRegistryDestination kind = new();
    private readonly TemporaryDirectory directory = new();
    private readonly ForeignTree tree = new();

    [Fact]
    public async Task Addresses_come_from_npms_configuration_by_scope()
    {
        directory.Write("npm/.npmrc", "registry=https://npm.example.org/\n@tide:registry=https://tide.example.org/npm\n");
        var settings = await CompleteAsync(("npmrc", "npm/.npmrc"));

        Assert.Equal("https://tide.example.org/npm/@tide/client", Plan(settings, "@tide/client", "1.0.0").Address);
        Assert.Equal("https://npm.example.org/@other/client", Plan(settings, "@other/client", "1.0.0").Address);
        Assert.Equal("https://npm.example.org/client", Plan(settings, "client", "1.0.0").Address);
        Assert.Equal("https://stated.example.org/@tide/client", Plan(await CompleteAsync(("registry", "https://stated.example.org")), "@tide/client", "1.0.0").Address);
    }

    [Fact]
    public async Task Where_nobody_says_the_registry_it_is_asked_for()
    {
        var settings = await CompleteAsync();

        var refused = Assert.Throws<ReleaseException>(() => Plan(settings, "client", "1.0.0"));

        Assert.Equal(ExitCode.Usage, refused.Code);
        Assert.Contains("nobody says which registry client goes to", refused.Message, StringComparison.Ordinal);
        Assert.Contains("npm cannot be asked", refused.Because, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1.2.0", "1.1.0", null, "latest")]
    [InlineData("1.1.1", "1.2.0", null, "release-1.1")]
    [InlineData("1.3.0-rc.1", "1.2.0", null, "rc")]
    [InlineData("1.3.0-edge.2", "1.2.0", null, "edge")]
    [InlineData("1.3.0-rc.1", "1.2.0", "next", "next")]
    [InlineData("1.2.0", "1.1.0", "next", "latest")]
    // An older pre-release must not take the name from the newer one.
    [InlineData("1.3.0-rc.1", "1.3.0-rc.2", "next", "rc-1.3.0")]
    public async Task The_dist_tag_follows_the_one_rule_of_what_moves(string version, string released, string? preReleaseTag, string expected)
    {
        var settings = await CompleteAsync([("registry", "https://npm.example.org/"), .. preReleaseTag is null ? [] : new[] { ("pre-release-tag", preReleaseTag) }]);

        Assert.Equal([expected], Plan(settings, "client", version, released).Points);
    }

    [Theory]
    [InlineData("latest")]
    [InlineData("v1")]
    [InlineData("1.x")]
    [InlineData("a b")]
    public void What_could_be_a_version_range_or_the_latest_is_no_dist_tag_of_pre_releases(string tag)
    {
        var (_, problems) = DeliveryContexts.Read(kind, "npm", ("pre-release-tag", tag));

        Assert.Contains("is no dist-tag", Assert.Single(problems).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("registry", "npm.example.org")]
    [InlineData("registry", "https://user:secret@npm.example.org/")]
    [InlineData("npmrc", "../.npmrc")]
    [InlineData("access", "secret")]
    [InlineData("token", "npm_written-down")]
    public void Mistakes_are_told_without_repeating_a_secret(string key, string value)
    {
        var (_, problems) = DeliveryContexts.Read(kind, "npm", (key, value));

        Assert.DoesNotContain("written-down", Assert.Single(problems).Message, StringComparison.Ordinal);
        Assert.DoesNotContain("user:secret", problems[0].Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("registry=https://bot:written-down@npm.example.org/", "client")]
    [InlineData("registry=https://npm.example.org/\n@tide:registry=https://bot:written-down@npm.example.org/", "@tide/client")]
    public async Task A_password_in_an_address_of_npms_configuration_never_reaches_the_plan(string npmrc, string package)
    {
        directory.Write(".npmrc", npmrc + "\n");
        var settings = await CompleteAsync();

        var refused = Assert.Throws<ReleaseException>(() => Plan(settings, package, "1.0.0"));

        Assert.Equal(ExitCode.Usage, refused.Code);
        Assert.Equal($"destination npm: the address of the registry that {package} goes to holds a user or a password", refused.Message);
        Assert.Contains("//npm.example.org/:_auth", refused.Hint, StringComparison.Ordinal);
        Assert.DoesNotContain("written-down", refused.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("client", false, "npm install client@1.0.0 --registry https://npm.example.org/")]
    [InlineData("@tide/client", false, "npm config set @tide:registry https://npm.example.org/\nnpm install @tide/client@1.0.0")]
    [InlineData("@tide/client", true, "npm install @tide/client@1.0.0")]
    public async Task Installing_names_the_registry_unless_it_is_the_one_that_npm_knows(string package, bool isUsual, string expected)
    {
        var settings = (await CompleteAsync(("registry", "https://npm.example.org/"))) with { IsUsual = isUsual };

        var step = Assert.Single(kind.Install(Assert.Single(InstallableConsignment.Of([Plan(settings, package, "1.0.0")], [], [], publicKey: null))));

        Assert.Equal(expected, string.Join('\n', step.Commands));
    }

    [Fact]
    public void Packages_of_a_workspace_wait_for_those_that_they_depend_on()
    {
        tree.Add("package.json", """{"private":true,"workspaces":["packages/*"]}""");
        tree.Add("packages/core/package.json", """{"name":"@tide/core","version":"1.0.0"}""");
        tree.Add("packages/ui/package.json", """{"name":"@tide/ui","version":"1.0.0","dependencies":{"@tide/core":"^1.0.0"},"devDependencies":{"@tide/app":"*"}}""");
        tree.Add("packages/app/package.json", """{"name":"@tide/app","version":"1.0.0","dependencies":{"@tide/ui":"^1.0.0","@tide/core":"^1.0.0"}}""");

        var plan = PlanTree("""
            schema: 1
            project: tide
            destinations:
              npm: { kind: npm, registry: https://npm.example.org/ }
            components:
              app: { ecosystem: npm, path: packages/app, version: own, to: [npm] }
              ui: { ecosystem: npm, path: packages/ui, version: own, to: [npm] }
              core: { ecosystem: npm, path: packages/core, version: own, to: [npm] }
            """);

        Assert.Equal(
            ["npm/@tide/app: npm/@tide/core npm/@tide/ui", "npm/@tide/core: ", "npm/@tide/ui: npm/@tide/core"],
            plan.Consignments.Select(c => $"{c.Id}: {string.Join(' ', c.Needs)}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Packages_that_depend_on_each_other_do_not_wait_for_ever()
    {
        tree.Add("a/package.json", """{"name":"a","version":"1.0.0","dependencies":{"b":"^1.0.0"}}""");
        tree.Add("b/package.json", """{"name":"b","version":"1.0.0","dependencies":{"a":"^1.0.0"}}""");

        var plan = PlanTree("""
            schema: 1
            project: tide
            destinations:
              npm: { kind: npm, registry: https://npm.example.org/ }
            components:
              a: { ecosystem: npm, path: a, version: own, to: [npm] }
              b: { ecosystem: npm, path: b, version: own, to: [npm] }
            """);

        Assert.Equal(["npm/a: npm/b", "npm/b: "], plan.Consignments.Select(c => $"{c.Id}: {string.Join(' ', c.Needs)}").Order(StringComparer.Ordinal));
    }

    public void Dispose()
    {
        directory.Dispose();
        tree.Dispose();
    }

    private Plan PlanTree(string configuration)
    {
        var settings = LandedParts.Configuration.Read(configuration, "drayage.yaml");
        return new Planner(LandedParts.Ecosystems.ToDictionary(e => e.Name), LandedParts.Kinds.ToDictionary(k => k.Kind)).Plan(new PlanRequest
        {
            Settings = settings,
            Catalog = LandedParts.Detection.Run(tree.Tree, null, [], CancellationToken.None),
            Tree = tree.Tree,
            Source = new SourceRevision(new string('a', 40), 0, IsDirty: false),
            Tags = [],
            ChangedSince = _ => [],
            CommitsSince = _ => null,
        });
    }

    private PlannedConsignment Plan(NpmRegistrySettings settings, string package, string version, params string[] released) =>
        Assert.Single(kind.Plan(settings, DeliveryContexts.Of(DeliveryContexts.Component("client", version, package, released, (ArtifactKind.NpmTarball, "client.tgz")))));

    private async Task<NpmRegistrySettings> CompleteAsync(params (string Key, string Value)[] entries)
    {
        var (settings, problems) = DeliveryContexts.Read(kind, "npm", entries);
        Assert.Empty(problems);
        var environment = ProcessEnvironment.FromVariables([KeyValuePair.Create("PATH", directory.Path)], directory.Path);
        var client = new ClientSurroundings { Environment = environment, Processes = new ProcessRunner(environment, TimeProvider.System, new Redactor()), Directory = directory.Path };
        return (NpmRegistrySettings)await kind.CompleteAsync(settings, client, TestContext.Current.CancellationToken);
    }
}
