using Drayage.Pipeline.Configuration;
using Drayage.Pipeline.Configuration.Init;
using Drayage.Tests.Ecosystems;
using Xunit;
using static Drayage.Tests.Pipeline.Configuration.Init.Drafting;

namespace Drayage.Tests.Pipeline.Configuration.Init;

public sealed class ConfigurationDraftTests
{
    [Fact]
    public void Module_with_a_program_gets_a_component_that_reads_back()
    {
        using var tree = new ForeignTree
        {
            { "go.mod", "module github.com/tide/harbour/v2\n\ngo 1.19\n" },
            { "main.go", Main },
        };
        var text = Draft(tree, new DraftFacts("harbour", "Tide/harbour"));
        var settings = Read(text);
        Assert.Equal("Tide/harbour", settings.Repository);
        Assert.IsType<VersionSource.GitTag>(settings.SharedVersion);
        var component = Assert.Single(settings.Components);
        Assert.Equal(("harbour", "go", "", "v{{ version }}"), (component.Id.Text, component.Ecosystem, component.Path, component.Tag));
        Assert.Null(component.OwnVersion);
        Assert.Equal("github", Assert.Single(component.To));
        Assert.Contains("drayage check config", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Programs_of_examples_and_of_the_workshop_are_not_taken_and_one_of_each_name_is()
    {
        using var tree = new ForeignTree
        {
            { "go.mod", "module github.com/tide/harbour\n\ngo 1.19\n" },
            { "cmd/harbour/main.go", Main },
            { "cmd/tide/main.go", Main },
            { "legacy/tide/main.go", Main },
            { "hack/release/main.go", Main },
            { "examples/hello/main.go", Main },
        };
        var text = Draft(tree, new DraftFacts("harbour", null));
        Assert.Contains("main: [./cmd/harbour, ./cmd/tide]", text, StringComparison.Ordinal);
        Read(text);
    }

    [Fact]
    public void Without_a_slug_the_destinations_carry_a_name_that_stands_in()
    {
        using var tree = new ForeignTree { { "go.mod", "module example.org/x\n" }, { "main.go", Main } };
        var text = Draft(tree, new DraftFacts("My Project", null));
        Assert.Contains("# repository: OWNER/NAME", text, StringComparison.Ordinal);
        Assert.Equal("My Project", Read(text).Project);
        if (LandedParts.Kinds.Any(k => k.Kind == "github"))
            Assert.Contains("repository: local/my-project", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Ids_are_made_unique_by_ecosystem_then_directory_then_number()
    {
        using var tree = new ForeignTree
        {
            { "go/go.mod", "module github.com/tide/Tide_Client\n" },
            { "go/main.go", Main },
            { "a/go.mod", "module github.com/one/server\n" },
            { "a/main.go", Main },
            { "b/go.mod", "module github.com/two/server\n" },
            { "b/main.go", Main },
        };
        var ids = Read(Draft(tree, new DraftFacts("tide", null))).Components.Select(c => c.Id.Text);
        Assert.Equal(["go-a-server", "go-b-server", "tide-client"], ids);
    }

    [Fact]
    public void Libraries_go_to_crates_io_when_it_would_take_them()
    {
        const string About = "description = \"Tides\"\nlicense = \"MIT\"\n";
        using var tree = new ForeignTree
        {
            { "Cargo.toml", "[workspace]\nmembers = [\"*\"]\n" },
            { "told/Cargo.toml", $"[package]\nname = \"told\"\nversion = \"1.0.0\"\n{About}" },
            { "told/src/lib.rs", "" },
            { "untold/Cargo.toml", "[package]\nname = \"untold\"\nversion = \"1.0.0\"\n" },
            { "untold/src/lib.rs", "" },
            { "elsewhere/Cargo.toml", $"[package]\nname = \"elsewhere\"\nversion = \"1.0.0\"\npublish = [\"team\"]\n{About}" },
            { "elsewhere/src/lib.rs", "" },
            { "program/Cargo.toml", $"[package]\nname = \"program\"\nversion = \"1.0.0\"\n{About}" },
            { "program/src/main.rs", "" },
        };

        var settings = Read(Draft(tree, new DraftFacts("tide", "example/tide")));

        Assert.Equal("told", Assert.Single(settings.Components, component => component.To.Contains("crates")).Id.Text);
        Assert.Equal("crates", Assert.Single(settings.Destinations, destination => destination.Id == "crates").Kind);
    }

    [Fact]
    public void What_is_left_out_stands_in_comments_with_its_reason()
    {
        using var tree = new ForeignTree
        {
            { "go.mod", "module github.com/tide/harbour\n" },
            { "main.go", Main },
            { "web/package.json", """{ "name": "web", "version": "1.0.0", "private": true }""" },
            { "lib/go.mod", "module github.com/tide/lib\n\nreplace example.org/a => ../a\n" },
            { "lib/lib.go", "package lib\n\nfunc Do() {}\n" },
            { "tests/go.mod", "module github.com/tide/tests\n" },
            { "tests/t.go", "package tests\n\nfunc Do() {}\n" },
        };
        var text = Draft(tree, new DraftFacts("harbour", null));
        Assert.Single(Read(text).Components);
        Assert.Contains("#   go github.com/tide/lib in lib: replace example.org/a => ../a", text, StringComparison.Ordinal);
        Assert.Contains("1 of tests", text, StringComparison.Ordinal);
        Assert.Contains("private", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Dockerfiles_become_a_proposal_and_never_a_component()
    {
        using var tree = new ForeignTree
        {
            { "server/go.mod", "module github.com/tide/server\n" },
            { "server/main.go", Main },
            { "server/Dockerfile", "FROM scratch\n" },
            { "examples/Dockerfile", "FROM scratch\n" },
        };
        var text = Draft(tree, new DraftFacts("tide", "Tide/tide"));
        Assert.Single(Read(text).Components);
        if (LandedParts.Kinds.Any(k => k.Kind == "oci"))
        {
            Assert.Contains("# server-image:", text, StringComparison.Ordinal);
            Assert.Contains("# Dockerfiles: server/Dockerfile\n", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void What_the_packages_agree_on_is_said_of_the_project()
    {
        using var tree = new ForeignTree
        {
            { "python/pyproject.toml", Python("harbour", "1.2.0", "description = \"A harbour:\\n for ships\"\nlicense = { text = \"BSD-3-Clause\" }\n[project.urls]\n\"Home Page\" = \"https://harbour.example\"\n") },
            { "web/package.json", """{ "name": "harbour-client", "version": "1.2.0", "description": "A client", "license": "BSD-3-Clause", "homepage": "https://harbour.example" }""" },
        };
        var settings = Read(Draft(tree, new DraftFacts("harbour", null)));
        Assert.Equal(("A harbour: for ships", "BSD-3-Clause", "https://harbour.example"), (settings.Description, settings.Licence, settings.Homepage));
    }

    [Fact]
    public void What_the_packages_disagree_on_is_left_to_people()
    {
        using var tree = new ForeignTree
        {
            { "python/pyproject.toml", Python("a", "1.2.0", "license = \"MIT OR Apache-2.0\"\nclassifiers = [\"License :: OSI Approved :: MIT License\"]\n") },
            { "python2/pyproject.toml", Python("b", "1.2.0", "description = \"B\"\nclassifiers = [\"License :: OSI Approved :: MIT License\"]\n") },
            { "web/package.json", """{ "name": "c", "version": "1.2.0", "description": "C" }""" },
        };
        var text = Draft(tree, new DraftFacts("harbour", null));
        var settings = Read(text);
        Assert.Equal((null, null, null), (settings.Description, settings.Licence, settings.Homepage));
        Assert.Contains("# the packages say MIT OR Apache-2.0, MIT\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_crate_of_a_wheel_is_no_component_of_its_own()
    {
        using var tree = new ForeignTree
        {
            { "py/pyproject.toml", "[build-system]\nrequires = [\"maturin\"]\nbuild-backend = \"maturin\"\n[project]\nname = \"harbour\"\nversion = \"1.0.0\"\n[tool.maturin]\nmanifest-path = \"rust/Cargo.toml\"\n" },
            { "py/rust/Cargo.toml", "[package]\nname = \"harbour-py\"\nversion = \"1.0.0\"\n[lib]\ncrate-type = [\"cdylib\"]\n" },
            { "py/rust/src/lib.rs", "" },
            { "tool/pyproject.toml", "[build-system]\nrequires = [\"maturin\"]\nbuild-backend = \"maturin\"\n[project]\nname = \"tool\"\nversion = \"1.0.0\"\n[tool.maturin]\nbindings = \"bin\"\n" },
            { "tool/Cargo.toml", "[package]\nname = \"tool\"\nversion = \"1.0.0\"\n" },
            { "tool/src/main.rs", "fn main() {}" },
        };
        var text = Draft(tree, new DraftFacts("harbour", null));
        Assert.Equal(["cargo-tool", "harbour", "python-tool"], Read(text).Components.Select(component => component.Id.Text).Order(StringComparer.Ordinal));
        Assert.Contains("#   cargo harbour-py in py/rust: publishable", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_repository_without_packages_gives_a_valid_file()
    {
        using var tree = new ForeignTree { { "README.md", "nothing" } };
        Assert.Empty(Read(Draft(tree, new DraftFacts("empty", null))).Components);
    }

    [Fact]
    public void Of_two_packages_of_one_name_the_outer_one_is_released()
    {
        using var tree = new ForeignTree
        {
            { "package.json", """{ "name": "tide", "version": "1.0.0" }""" },
            { "lib/js/package.json", """{ "name": "tide", "version": "1.0.0" }""" },
            { "lib/py/pyproject.toml", Python("tide", "1.0.0") },
        };
        var text = Draft(tree, new DraftFacts("harbour", null));
        Assert.Equal(["", "lib/py"], Read(text).Components.Select(component => component.Path).Order(StringComparer.Ordinal));
        Assert.Contains("#   npm tide in lib/js: 1.0.0", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_module_whose_only_programs_are_tests_is_released_without_them()
    {
        using var tree = new ForeignTree
        {
            { "go.mod", "module github.com/tide/harbour\n" },
            { "harbour.go", "package harbour\n\nfunc Do() {}\n" },
            { "test/stress/main.go", Main },
        };
        var text = Draft(tree, new DraftFacts("harbour", null));
        Assert.Single(Read(text).Components);
        Assert.DoesNotContain("platforms:", text, StringComparison.Ordinal);
        Assert.DoesNotContain("program", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("yes")]
    [InlineData("1.0")]
    [InlineData("a: b # c")]
    [InlineData("quote \" and \\ and\ttab")]
    [InlineData("@scope/name")]
    [InlineData("line\nschema: 2")]
    public void Any_project_name_reads_back(string name)
    {
        using var tree = new ForeignTree { { "go.mod", "module example.org/x\n" }, { "main.go", Main } };
        Assert.Equal(name, Read(Draft(tree, new DraftFacts(name, null))).Project);
    }
}
