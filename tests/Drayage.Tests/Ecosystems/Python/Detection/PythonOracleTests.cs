using Drayage.Ecosystems.Python.Detection;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.Ecosystems.Python.Detection;

/// <summary>Holds names, versions and extras against the metadata that the real backends write.</summary>
public sealed class PythonOracleTests
{
    private const string Script = """
        import sys, build.util
        m = build.util.project_wheel_metadata(sys.argv[1], isolated=False)
        print(m["Name"]); print(m["Version"]); print(",".join(sorted(m.get_all("Provides-Extra") or [])))
        """;

    private const string Setuptools = "[build-system]\nrequires = [\"setuptools\"]\nbuild-backend = \"setuptools.build_meta\"\n";
    private const string Hatch = "[build-system]\nrequires = [\"hatchling\"]\nbuild-backend = \"hatchling.build\"\n";
    private const string Poetry = "[build-system]\nrequires = [\"poetry-core\"]\nbuild-backend = \"poetry.core.masonry.api\"\n";
    private const string Dynamic = "[project]\nname = \"tide_client\"\ndynamic = [\"version\"]\n";

    public static TheoryData<string, string, string[]> Projects => new()
    {
        { "hatchling", "static", ["pyproject.toml", Hatch + "[project]\nname = \"tide_client\"\nversion = \"1.4.0\"\n[project.optional-dependencies]\ncuda = []\ndocs = []\n"] },
        { "hatchling", "path", ["pyproject.toml", Hatch + Dynamic + "[tool.hatch.version]\npath = \"tide_client/__about__.py\"\n", "tide_client/__about__.py", "# __version__ = '9'\n__version__ = 'v1.5.0'\n"] },
        { "hatchling", "pattern", ["pyproject.toml", Hatch + Dynamic + "[tool.hatch.version]\npath = \"V.txt\"\npattern = \"release (?P<q>['\\\"])(?P<version>[^'\\\"]+)(?P=q)\"\n", "V.txt", "release '1.6.0'\n"] },
        { "hatchling", "code", ["pyproject.toml", Hatch + Dynamic + "[tool.hatch.version]\nsource = \"code\"\npath = \"v.py\"\n", "v.py", "__version__ = \"1.7.0\"\n"] },
        { "setuptools", "attr", ["pyproject.toml", Setuptools + Dynamic + "[tool.setuptools.dynamic]\nversion = {attr = \"tide_client.__version__\"}\n", "tide_client/__init__.py", "__version__ = \"1.8.0\"\n"] },
        { "setuptools", "attr in src", ["pyproject.toml", Setuptools + Dynamic + "[tool.setuptools]\npackage-dir = {\"\" = \"lib\"}\n[tool.setuptools.dynamic]\nversion = {attr = \"tide_client.v.VALUE\"}\n", "lib/tide_client/__init__.py", "", "lib/tide_client/v.py", "VALUE = '1.8.1'\n"] },
        { "setuptools", "file", ["pyproject.toml", Setuptools + Dynamic + "[tool.setuptools.dynamic]\nversion = {file = \"VERSION\"}\n", "VERSION", "1.8.2\n", "tide_client/__init__.py", ""] },
        { "setuptools", "setup.cfg", ["setup.cfg", "[metadata]\nname = tide_client\nversion = 1.8.3\nclassifiers =\n    Topic :: Utilities\n[options.extras_require]\ncuda =\n    torch\n", "tide_client/__init__.py", "", "pyproject.toml", Setuptools] },
        { "setuptools", "setup.cfg attr", ["setup.cfg", "[metadata]\nname: tide_client\nversion: attr: tide_client.__version__\n", "tide_client/__init__.py", "__version__ = '1.8.4'\n", "setup.py", "from setuptools import setup\nsetup()\n"] },
        { "setuptools", "setup.py", ["setup.py", "from setuptools import setup\nV = '1.8.5'\nsetup(name='tide_client', version=V, packages=[], install_requires=['requests'])\n"] },
        { "poetry.core", "poetry", ["pyproject.toml", Poetry + "[tool.poetry]\nname = \"tide_client\"\nversion = \"1.9.0\"\ndescription = \"\"\nauthors = []\n[tool.poetry.dependencies]\npython = \"^3.9\"\ntorch = {version = \"*\", optional = true}\n[tool.poetry.extras]\ncuda = [\"torch\"]\n", "tide_client/__init__.py", ""] },
    };

    [Theory]
    [MemberData(nameof(Projects))]
    public async Task TheMetadataAreThoseOfTheBackend(string backend, string style, string[] files)
    {
        var python = await Peer.RequirePythonAsync("build.util", backend);
        using var tree = new ForeignTree();
        for (var i = 0; i < files.Length; i += 2)
            tree.Add(files[i], files[i + 1]);
        if (!tree.Contains("tide_client/__init__.py"))
            tree.Add("tide_client/__init__.py", "");

        var package = Assert.Single(tree.Detect(new PythonDetector()).Packages);
        var expected = (await python.RunAsync("-c", Script, tree.Root)).Succeeded().Output.Split('\n');

        Assert.True(package.Version.Location is not null, style);
        Assert.Equal(
            [expected[0].Replace('-', '_'), expected[1], expected[2]],
            [package.Name, package.Version.Text!.TrimStart('v'), string.Join(',', package.Facts.Where(fact => fact.Name == "extra").Select(fact => fact.Value).Order(StringComparer.Ordinal))]);
    }
}
