using Drayage.Ecosystems.Python;
using Xunit;

namespace Drayage.Tests.Ecosystems.Python.Locking;

/// <summary>The lock files of Poetry and PDM.</summary>
public sealed class HashedLockTests
{
    // Requirements and hash as Poetry 1.2 wrote them for a project of the wild.
    private const string Written = """
        [tool.poetry]
        name = "harbour"
        version = "0.1.0"

        [tool.poetry.dependencies]
        python = "^3.10"

        [tool.poetry.group.dev.dependencies]
        Pycco = "^0.6.0"
        pytest = "^7.1.3"
        mypy = "^0.982"
        black = "^22.8.0"
        flake8 = "^5.0.4"
        flake8-black = "^0.3.3"
        flake8-import-order = "^0.18.1"
        nox = "^2022.8.7"
        pre-commit = "^2.20.0"
        flake8-annotations = "^2.9.1"
        xdoctest = "^1.1.0"
        """;

    // Every kind of value; the hash is that of Python's json and hashlib.
    private const string Varied = """
        [tool.poetry]
        name = "harbour"

        [tool.poetry.dependencies]
        python = "^3.9"
        "ha\u00fcs" = {version = "^1.0", extras = ["a", "b"], optional = true}
        tide = [{version = "1.0", python = "<3.10"}, {path = "../tide\\x", develop = true}]

        [tool.poetry.extras]
        all = ["haüs"]

        [[tool.poetry.source]]
        name = "own"
        url = "https://index.example/simple"
        priority = "supplemental"
        """;

    [Theory]
    [InlineData(Written, "8783e40d376729f34f473a40130103505203e014770bffcc2eec613674658ee5")]
    [InlineData(Varied, "aec174b0c96fa1651328a99b0736e462de3e28a6c2eee34d143d8088d297dec0")]
    public void The_content_hash_is_that_of_Poetry(string manifest, string hash)
    {
        using var tree = Poetry(manifest, hash);
        Assert.Empty(tree.LockDifferences(new PythonEcosystem()));

        tree.With("pyproject.toml", "python = \"^3", "python = \">3");
        Assert.StartsWith("pyproject.toml:", Assert.Single(tree.LockDifferences(new PythonEcosystem())), StringComparison.Ordinal);
    }

    [Fact]
    public void A_requirement_that_the_lock_file_lacks_is_named()
    {
        using var tree = Poetry(Written, "0000").With("pyproject.toml", "python = \"^3.10\"", "python = \"^3.10\"\nhttpx = \"^0.27\"");
        Assert.Equal(["pyproject.toml:7 requires httpx, which poetry.lock does not have"], tree.LockDifferences(new PythonEcosystem()));
    }

    [Fact]
    public void Of_a_project_by_the_standard_only_names_are_compared()
    {
        const string Manifest = "[project]\nname = \"harbour\"\nversion = \"1.0\"\ndependencies = [\"Py.YAML>=6\", \"tomli; python_version < '3'\"]\n[tool.poetry]\n";
        using var tree = Poetry(Manifest, "0000");
        tree.Add("poetry.lock", "[[package]]\nname = \"py-yaml\"\nversion = \"6.0\"\n[metadata]\ncontent-hash = \"0000\"\n");
        Assert.Empty(tree.LockDifferences(new PythonEcosystem()));

        tree.With("pyproject.toml", "\"Py.YAML>=6\",", "\"Py.YAML>=6\", \"anyio\",");
        Assert.Equal(["pyproject.toml:4 requires anyio, which poetry.lock does not have"], tree.LockDifferences(new PythonEcosystem()));
    }

    [Theory]
    [InlineData("\"default\", \"dev\"", "anyio", true)]
    [InlineData("\"default\", \"dev\"", "trio", false)]
    public void Of_PDM_only_names_are_compared(string groups, string required, bool isFresh)
    {
        using var tree = new ForeignTree
        {
            { "pyproject.toml", $"[project]\nname = \"harbour\"\nversion = \"1.0\"\ndependencies = [\"{required}>=4\"]\n" },
            { "pdm.lock", $"[metadata]\ngroups = [{groups}]\n[[package]]\nname = \"anyio\"\nversion = \"4.0\"\n" },
        };
        Assert.Equal(isFresh, Assert.Single(tree.CompareLocks(new PythonEcosystem())).IsFresh);
    }

    private static ForeignTree Poetry(string manifest, string hash) => new()
    {
        { "pyproject.toml", manifest },
        { "poetry.lock", $"[metadata]\nlock-version = \"1.1\"\npython-versions = \"^3.10\"\ncontent-hash = \"{hash}\"\n" },
    };
}
