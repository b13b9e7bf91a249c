using Drayage.Pipeline.Configuration;
using Drayage.Pipeline.Configuration.Init;
using Drayage.Tests.Ecosystems;
using Xunit;
using static Drayage.Tests.Pipeline.Configuration.Init.Drafting;

namespace Drayage.Tests.Pipeline.Configuration.Init;

/// <summary>Which version, and which tags, a drafted configuration gives.</summary>
public sealed class DraftedVersionsTests
{
    [Fact]
    public void Manifests_that_agree_in_their_own_spellings_share_one_version()
    {
        using var tree = new ForeignTree
        {
            { "python/pyproject.toml", Python("tide-client", "1.2.0rc1") },
            { "charts/tide/Chart.yaml", "apiVersion: v2\nname: tide\nversion: 1.2.0-rc.1\n" },
            { "server/go.mod", "module github.com/tide/harbour/server\n\ngo 1.19\n" },
            { "server/main.go", Main },
        };
        var settings = Read(Draft(tree, new DraftFacts("harbour", "tide/harbour")));
        Assert.IsType<VersionSource.Manifest>(settings.SharedVersion);
        Assert.All(settings.Components, component => Assert.Null(component.OwnVersion));
        Assert.Contains(settings.Components, component => component.Id.Text == "server");
    }

    [Fact]
    public void Manifests_that_disagree_give_every_component_a_version_and_tags_of_its_own()
    {
        using var tree = new ForeignTree
        {
            { "python/pyproject.toml", Python("tide-client", "1.2.0") },
            { "tools2/pyproject.toml", Python("tide-tools", "0.3.0") },
            { "server/go.mod", "module github.com/tide/harbour/server\n\ngo 1.19\n" },
            { "server/main.go", Main },
        };
        var text = Draft(tree, new DraftFacts("harbour", "tide/harbour"));
        var server = Assert.Single(Read(text).Components, component => component.Id.Text == "server");
        Assert.IsType<VersionSource.GitTag>(server.OwnVersion);
        Assert.Equal("server/v{{ version }}", server.Tag);
        Assert.DoesNotContain("\nversion:", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_version_that_one_ecosystem_cannot_spell_is_not_shared_with_it()
    {
        using var tree = new ForeignTree
        {
            { "python/pyproject.toml", Python("tide-client", "1.2.0.post1") },
            { "server/go.mod", "module github.com/tide/harbour/server\n\ngo 1.19\n" },
            { "server/main.go", Main },
        };
        var server = Assert.Single(Read(Draft(tree, new DraftFacts("harbour", null))).Components, component => component.Id.Text == "server");
        Assert.IsType<VersionSource.GitTag>(server.OwnVersion);
    }

    [Fact]
    public void A_train_and_a_few_outsiders_share_what_the_train_says()
    {
        using var tree = new ForeignTree
        {
            { "pyproject.toml", Python("harbour", "1.2.0rc1") },
            { "runtime/pyproject.toml", Python("harbour-runtime", "1.2.0rc1") },
            { "charts/harbour/Chart.yaml", "apiVersion: v2\nname: harbour\nversion: 1.2.0-rc.1\n" },
            { "memory/pyproject.toml", Python("memory-service", "0.8.0") },
        };
        var text = Draft(tree, new DraftFacts("harbour", null));
        var settings = Read(text);
        Assert.IsType<VersionSource.Manifest>(settings.SharedVersion);
        Assert.Equal(["memory-service"], settings.Components.Where(component => component.OwnVersion is not null).Select(component => component.Id.Text));
        Assert.Contains("# Nearly every manifest that states a version says 1.2.0-rc.1;", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Components_with_versions_of_their_own_keep_to_the_tags_that_they_have()
    {
        using var tree = new ForeignTree
        {
            { "core/sdk/pyproject.toml", Python("tide", "0.9.2") },
            { "core/cli/pyproject.toml", Python("tide-cli", "0.11.2") },
            { "charts/tide/Chart.yaml", "apiVersion: v2\nname: tide\nversion: 0.5.0\n" },
            { "foreign/python/pyproject.toml", Python("apache-tide", "0.6.0.dev2") },
            { "foreign/go/go.mod", "module github.com/apache/tide/foreign/go\n" },
            { "foreign/go/tide.go", "package tide\n" },
            { "kernel/pyproject.toml", "[build-system]\nrequires = [\"setuptools\", \"setuptools-scm\"]\nbuild-backend = \"setuptools.build_meta\"\n[project]\nname = \"harbour\"\ndynamic = [\"version\"]\n[tool.setuptools_scm]\n" },
        };
        var text = Draft(tree, new DraftFacts("harbour", null)
        {
            Tags = ["tide-0.9.1", "tide-0.8.0", "tide-cli-0.11.1", "python-sdk-0.6.0.dev1", "foreign/go/v0.5.0", "v0.5.8", "v0.5.9rc1", "nightly", "tide-cli-old"],
        });
        Assert.Equal(
            [
                "apache-tide python-sdk-{{ version }}", "foreign-go foreign/go/v{{ version }}", "harbour v{{ version }}", "helm-tide helm-tide-v{{ version }}",
                "python-tide tide-{{ version }}", "tide-cli tide-cli-{{ version }}",
            ],
            Read(text).Components.Select(component => $"{component.Id} {component.Tag}").Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("v{{ version }}")]
    [InlineData("{{ version }}", "1.0", "1.1.0", "v0.1", "nightly")]
    [InlineData("v{{ version }}", "v1.0.0", "v1.1.0rc1", "1.0")]
    [InlineData("harbour-{{ version }}", "harbour-1.0.0", "harbour-1.1.0")]
    [InlineData("harbour/v{{ version }}", "harbour/v1.0.0", "harbour/v1.1.0")]
    [InlineData("release-{{ version }}", "release-1.0.0")]
    public void New_tags_keep_to_the_form_of_the_old_ones(string template, params string[] tags)
    {
        using var tree = new ForeignTree { { "go.mod", "module github.com/tide/harbour\n" }, { "main.go", Main } };
        Assert.Equal(template, Assert.Single(Read(Draft(tree, new DraftFacts("harbour", null) { Tags = [.. tags] })).Components).Tag);
    }
}
