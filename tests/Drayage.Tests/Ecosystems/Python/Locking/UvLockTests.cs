using Drayage.Ecosystems.Python;
using Xunit;

namespace Drayage.Tests.Ecosystems.Python.Locking;

/// <summary><c>uv.lock</c> as uv 0.9 writes it, against <c>pyproject.toml</c>.</summary>
public sealed class UvLockTests
{
    private const string Lock = """
        version = 1
        revision = 3
        requires-python = ">=3.10"

        [[package]]
        name = "harbour-tide"
        version = "0.4.0"
        source = { editable = "." }
        dependencies = [
            { name = "httpx", extra = ["http2"] },
            { name = "local" },
            { name = "pyyaml" },
        ]

        [package.optional-dependencies]
        cli = [
            { name = "typer" },
        ]

        [package.dev-dependencies]
        dev = [
            { name = "pytest" },
            { name = "ruff" },
        ]

        [package.metadata]
        requires-dist = [
            { name = "harbour-tide", extras = ["cli"], marker = "extra == 'all'" },
            { name = "httpx", extras = ["http2", "socks"], specifier = ">=0.27,<1.0" },
            { name = "local", editable = "../local" },
            { name = "pyyaml", marker = "sys_platform == 'linux'", specifier = ">=6.0rc1" },
            { name = "typer", marker = "extra == 'cli'", specifier = "==0.20.*" },
        ]
        provides-extras = ["cli", "all"]

        [package.metadata.requires-dev]
        dev = [
            { name = "pytest", specifier = ">=8" },
            { name = "ruff" },
        ]
        lint = [{ name = "ruff" }]

        [[package]]
        name = "httpx"
        version = "0.27.0"
        source = { registry = "https://index.example/simple" }

        """;

    private static ForeignTree Create() => new()
    {
        {
            "pyproject.toml",
            """
            [project]
            name = "Harbour.Tide"
            version = "0.4.0"
            requires-python = ">= 3.10"
            dependencies = [
                "HTTPX[socks, http2] < 1.0, >= 0.27",
                "PyYAML (>=6.0.RC1) ; sys_platform == 'linux'",
                "local>=2",
            ]

            [project.optional-dependencies]
            cli = ["typer==0.20.*"]
            all = ["harbour-tide[cli]"]

            [dependency-groups]
            dev = ["pytest>=8", { include-group = "lint" }]
            lint = ["ruff"]

            [tool.uv.sources]
            local = { path = "../local", editable = true }
            """
        },
        { "uv.lock", Lock },
    };

    [Fact]
    public void The_same_in_another_spelling_is_fresh()
    {
        using var tree = Create();
        var compared = Assert.Single(tree.CompareLocks(new PythonEcosystem()));
        Assert.Empty(compared.Differences);
        Assert.Equal("uv lock", compared.Command);
    }

    [Theory]
    [InlineData(">= 0.27", ">= 0.28", "pyproject.toml:6 requires httpx[http2,socks] <1.0,>=0.28, uv.lock has httpx[http2,socks] <1.0,>=0.27")]
    [InlineData("[socks, http2]", "[http2]", "pyproject.toml:6 requires httpx[http2] <1.0,>=0.27, uv.lock has httpx[http2,socks] <1.0,>=0.27")]
    [InlineData("\"local>=2\",", "\"local>=2\", \"anyio\",", "pyproject.toml:8 requires anyio, which uv.lock does not have for Harbour.Tide")]
    [InlineData("    \"local>=2\",\n", "", "uv.lock:30 has local for Harbour.Tide, whose manifest does not require it")]
    [InlineData("typer==0.20.*", "typer==0.21.*", "pyproject.toml:12 requires typer ==0.21.*, uv.lock has typer ==0.20.*")]
    [InlineData("all = [", "every = [", "pyproject.toml:13 has the extra every, which uv.lock does not have for Harbour.Tide")]
    [InlineData("pytest>=8", "pytest>=9", "pyproject.toml:16 requires pytest >=9, uv.lock has pytest >=8")]
    [InlineData(">= 3.10", ">= 3.11", "pyproject.toml:4 requires Python >= 3.11, uv.lock is for >=3.10")]
    [InlineData("Harbour.Tide", "harbour-ebb", "pyproject.toml:2 is harbour-ebb, which uv.lock does not have")]
    public void Each_difference_is_told_with_its_place(string old, string changed, string told)
    {
        using var tree = Create();
        Assert.Equal([told], tree.With("pyproject.toml", old, changed).LockDifferences(new PythonEcosystem()));
    }

    [Theory]
    [InlineData("local>=2", "local>=3")]
    [InlineData("requires-python = \">= 3.10\"", "requires-python = \">=3.10.0\"")]
    [InlineData("requires-python = \">= 3.10\"", "requires-python = \"~=3.11\"")]
    [InlineData("name = \"Harbour.Tide\"", "name = \"Harbour.Tide\"\ndynamic = [\"optional-dependencies\"]")]
    [InlineData("; sys_platform == 'linux'", "; platform_system == 'Linux'")]
    public void What_uv_writes_in_its_own_way_is_passed_over(string old, string changed)
    {
        using var tree = Create();
        Assert.Empty(tree.With("pyproject.toml", old, changed).LockDifferences(new PythonEcosystem()));
    }

    [Fact]
    public void Members_of_a_workspace_are_compared_each_and_a_new_one_is_told()
    {
        using var tree = new ForeignTree
        {
            { "py/pyproject.toml", "[tool.uv.workspace]\nmembers = [\"packages/*\"]\n" },
            { "py/packages/core/pyproject.toml", "[project]\nname = \"core\"\nversion = \"1.0\"\ndependencies = [\"anyio>=4\"]\n" },
            { "py/packages/web/pyproject.toml", "[project]\nname = \"web\"\nversion = \"1.0\"\n" },
            { "py/packages/apart/pyproject.toml", "[project]\nname = \"apart\"\nversion = \"1.0\"\n[tool.uv]\nmanaged = false\n" },
            {
                "py/uv.lock",
                "version = 1\nrequires-python = \">=3.9\"\n[manifest]\nmembers = [\"core\"]\n[[package]]\nname = \"core\"\nversion = \"1.0\"\nsource = { virtual = \"packages/core\" }\n[package.metadata]\nrequires-dist = [{ name = \"anyio\", specifier = \">=3\" }]\n"
            },
        };
        var compared = Assert.Single(tree.CompareLocks(new PythonEcosystem()));
        Assert.Equal("uv lock --project py", compared.Command);
        Assert.Equal(
            ["py/packages/core/pyproject.toml:4 requires anyio >=4, uv.lock has anyio >=3", "py/packages/web/pyproject.toml:2 is web, which uv.lock does not have"],
            compared.Differences.Select(difference => difference.ToString()));
    }
}
