using Drayage.Ecosystems.Python.Detection;
using Drayage.Model.Detection;
using Drayage.Pipeline.Detection;
using Xunit;

namespace Drayage.Tests.Ecosystems.Python.Detection;

public sealed class PythonDetectorTests
{
    private const string Setuptools = "[build-system]\nrequires = [\"setuptools>=64\", \"setuptools-scm>=8\"]\nbuild-backend = \"setuptools.build_meta\"\n";

    private static Package Only(DetectedPackages found) => Assert.Single(found.Packages);

    [Fact]
    public void AProjectWithItsPlaces()
    {
        using var tree = new ForeignTree
        {
            {
                "python/pyproject.toml", """
                [build-system]
                requires = ["hatchling>=1.20"]
                build-backend = "hatchling.build"

                [project]
                name = "Tide.Client"
                version = "0.4.0rc1"
                requires-python = ">=3.9"
                dependencies = ["tide_core>=0.4,<0.5; python_version > '3.8'", "requests"]

                [project.optional-dependencies]
                cuda = ["torch"]

                [project.scripts]
                tide = "tide:main"

                [dependency-groups]
                dev = ["tide-core"]

                [tool.hatch.build.hooks.custom]
                path = "hatch_build.py"
                """
            },
            { "core/pyproject.toml", "[build-system]\nrequires=[]\nbuild-backend=\"hatchling.build\"\n[project]\nname = \"tide-core\"\nversion = \"0.4.0\"\n" },
        };

        var found = tree.Detect(new PythonDetector());
        var package = found.Packages[1];

        Assert.Empty(found.Warnings);
        Assert.Equal(("Tide.Client", "python", "python/pyproject.toml"), (package.Name, package.Directory, package.Manifest));
        Assert.Equal(new PackageVersion.Static("0.4.0rc1", new("python/pyproject.toml", 7, 11)), package.Version);
        Assert.Equal(new Publishability(true, "default"), package.Publishability);
        Assert.Equal([new(ProductKind.Wheel, "Tide.Client"), new Product(ProductKind.SourceDistribution, "Tide.Client")], package.Products);
        Assert.Equal(
            ["backend hatchling", "requires-python >=3.9", "extra cuda", "script tide", "build-hook custom"],
            package.Facts.Select(fact => $"{fact.Name} {fact.Value}"));
        Assert.Equal(
            [
                new("tide-core", ">=0.4,<0.5", new("python/pyproject.toml", 9, 17)) { OrdersPublishing = true },
                new LocalDependency("tide-core", null, new("python/pyproject.toml", 18, 8)) { Kind = LocalDependencyKind.Development, OrdersPublishing = false },
            ],
            package.Dependencies);
    }

    [Theory]
    [InlineData("[project]\nname = \"a\"\nversion = \"1.0\"\nclassifiers = [\"Private :: Do Not Upload\"]\n[build-system]\nrequires = []\n", "classifier \"Private :: Do Not Upload\"", 4)]
    [InlineData("[project]\nname = \"a\"\nversion = \"1.0\"\n[tool.uv]\npackage = false\n", "tool.uv.package = false", 5)]
    [InlineData("[project]\nname = \"a\"\nversion = \"1.0\"\n[tool.uv]\n", "no [build-system]: uv does not package it", 2)]
    [InlineData("[tool.poetry]\nname = \"a\"\nversion = \"1.0\"\npackage-mode = false\n", "tool.poetry.package-mode = false", 4)]
    [InlineData("[project]\nname = \"a\"\n", "[project] has neither version nor dynamic = [\"version\"]", 0)]
    public void WhyAProjectIsNotPublishable(string text, string reason, int line)
    {
        using var tree = new ForeignTree { { "pyproject.toml", text } };

        var publishability = Only(tree.Detect(new PythonDetector())).Publishability;

        Assert.Equal((false, reason, line), (publishability.IsPublishable, publishability.Reason, publishability.At?.Line ?? 0));
    }

    [Theory]
    [InlineData("[tool.ruff]\nline-length = 100\n")]
    [InlineData("[tool.uv.workspace]\nmembers = []\n")]
    [InlineData("[tool.poetry]\npackage-mode = false\n[tool.poetry.dependencies]\npython = \"^3.9\"\n")]
    public void ConfigurationOfToolsIsNoPackage(string text)
    {
        using var tree = new ForeignTree { { "pyproject.toml", text }, { "setup.cfg", "[flake8]\nmax-line-length = 100\n" } };

        Assert.Equal([], tree.Detect(new PythonDetector()).Packages.Select(package => package.Name));
    }

    [Fact]
    public void VariantsBelongToTheManifestBesideThem()
    {
        using var tree = new ForeignTree
        {
            { "python/pyproject.toml", Setuptools + "[project]\nname = \"sglang\"\ndynamic = [\"version\"]\n[tool.setuptools_scm]\nroot = \"..\"\n" },
            { "python/pyproject_cpu.toml", "[project]\nname = \"sglang-cpu\"\n" },
            { "python/pyproject_other.toml", "[project]\nname = \"sglang\"\n" },
        };

        var found = tree.Detect(new PythonDetector());
        var package = Only(found);

        Assert.Equal(new PackageVersion.Dynamic("setuptools-scm", new("python/pyproject.toml", 7, 1)), package.Version);
        Assert.Equal(["pyproject_cpu.toml: sglang-cpu", "pyproject_other.toml: sglang"], package.Facts.Where(fact => fact.Name == "variant").Select(fact => fact.Value));
        Assert.Contains(package.Facts, fact => fact is { Name: "setuptools-scm.root", Value: ".." });
        Assert.Equal(["variant-name-differs"], found.Warnings.Select(warning => warning.Code));
    }

    [Fact]
    public void WorkspacesOfUv()
    {
        using var tree = new ForeignTree
        {
            { "pyproject.toml", "[tool.uv.workspace]\nmembers = [\"lib/*\", \"none/*\"]\nexclude = [\"lib/old\"]\n" },
            { "lib/a/pyproject.toml", "[project]\nname = \"a\"\nversion = \"1.0\"\n" },
            { "lib/old/pyproject.toml", "[project]\nname = \"old\"\nversion = \"1.0\"\n" },
        };

        var found = tree.Detect(new PythonDetector());

        Assert.Contains(new PackageFact("workspace", "pyproject.toml"), found.Packages[0].Facts);
        Assert.False(found.Packages[0].Publishability.IsPublishable);
        Assert.True(found.Packages[1].Publishability.IsPublishable);
        Assert.Equal(["workspace-pattern-unmatched"], found.Warnings.Select(warning => warning.Code));
    }

    [Theory]
    [InlineData("0.7.1.dev.1", "version-not-canonical")]
    [InlineData("1.0-rc1", "version-not-canonical")]
    [InlineData("1.0-edge.2", "version-not-pep440")]
    [InlineData("1.0rc1", null)]
    public void SpellingsOfVersions(string version, string? code)
    {
        using var tree = new ForeignTree { { "pyproject.toml", $"[project]\nname = \"a\"\nversion = \"{version}\"\n" } };

        Assert.Equal(code is null ? [] : [code], tree.Detect(new PythonDetector()).Warnings.Select(warning => warning.Code));
    }

    [Fact]
    public void AccidentsAreNamed()
    {
        using var tree = new ForeignTree
        {
            { "pyproject.toml", "[build-system]\nrequires = [\"hatchling\"]\nbuild-backend = \"hatchling.build\"\n[project]\nname = \"Tide\"\nversion = \"1.0\"\ndependencies = [\"hidden\"]\n" },
            { "tide/__init__.py", "__version__ = \"1.1\"\n" },
            { "copy/pyproject.toml", "[build-system]\nrequires = [\"hatchling\"]\nbuild-backend = \"hatchling.build\"\n[project]\nname = \"tide\"\ndynamic = [\"version\"]\n[tool.hatch.version]\npath = \"gone.py\"\n" },
            { "hidden/pyproject.toml", Setuptools + "[project]\nname = \"hidden\"\nversion = \"1.0\"\nclassifiers = [\"Private :: x\"]\n" },
            { "tests/it/setup.py", "from setuptools import setup\nsetup(name='it', version='1.0')\n" },
            { "broken/pyproject.toml", "[project]\nversion = \"1.0\"\n" },
            { "rust/pyproject.toml", "[build-system]\nrequires = [\"maturin\"]\nbuild-backend = \"maturin\"\n[project]\nname = \"rs\"\nversion = \"0.7.1.dev1\"\n" },
            { "rust/Cargo.toml", "[package]\nname = \"rs\"\nversion = \"0.7.1-dev2\"\n" },
            { "native/pyproject.toml", Setuptools + "[project]\nname = \"native\"\nversion = \"0.8.0\"\n" },
            { "native/setup.py", "from setuptools import setup\nsetup(name='native', version='0.9.0', ext_modules=[])\n" },
        };

        Assert.Equal(
            [
                "dependency-not-publishable pyproject.toml:7:17",
                "duplicate-package-name copy/pyproject.toml:5:8",
                "test-package-publishable tests/it/setup.py:2:13",
                "unreadable-manifest broken/pyproject.toml:1:1",
                "version-disagreement native/setup.py:2:31",
                "version-disagreement rust/Cargo.toml:3:11",
                "version-disagreement tide/__init__.py:1:16",
                "version-source-missing copy/pyproject.toml:8:8",
            ],
            tree.Detect(new PythonDetector()).Warnings.Select(warning => $"{warning.Code} {warning.At}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void MaturinFollowsTheCrateToItsWorkspace()
    {
        using var tree = new ForeignTree
        {
            { "Cargo.toml", "[workspace.package]\nversion = \"0.7.1-dev1\"\n" },
            { "foreign/python/Cargo.toml", "[package]\nname = \"apache-iggy-py\"\nversion.workspace = true\n" },
            { "foreign/python/pyproject.toml", "[build-system]\nrequires = [\"maturin>=1\"]\nbuild-backend = \"maturin\"\n[project]\nname = \"apache-iggy\"\ndynamic = [\"version\"]\n" },
            { "other/Cargo.toml", "[package]\nname = \"bare\"\nversion = \"1.0.0\"\n" },
            { "other/pyproject.toml", "[build-system]\nrequires = [\"maturin>=1\"]\nbuild-backend = \"maturin\"\n" },
        };

        var found = tree.Detect(new PythonDetector());

        Assert.Empty(found.Warnings);
        Assert.Equal(new PackageVersion.Static("0.7.1-dev1", new("Cargo.toml", 2, 11)), found.Packages[0].Version);
        Assert.Contains(found.Packages[0].Facts, fact => fact is { Name: "native-code" });
        Assert.Equal(("bare", "1.0.0"), (found.Packages[1].Name, found.Packages[1].Version.Text));
    }

    [Theory]
    [InlineData("hatchling.build", "[tool.hatch.version]\nsource = \"vcs\"\n", "hatch-vcs")]
    [InlineData("hatchling.build", "[tool.hatch.version]\nsource = \"env\"\nvariable = \"V\"\n", "environment variable V")]
    [InlineData("hatchling.build", "[tool.hatch.version]\nsource = \"uv-dynamic-versioning\"\n", "uv-dynamic-versioning")]
    [InlineData("scikit_build_core.build", "[tool.scikit-build]\nmetadata.version.provider = \"scikit_build_core.metadata.setuptools_scm\"\n", "setuptools-scm")]
    [InlineData("pdm.backend", "[tool.pdm.version]\nsource = \"scm\"\n", "pdm scm")]
    [InlineData("mesonpy", "", "meson")]
    [InlineData("poetry_dynamic_versioning.backend", "[tool.poetry-dynamic-versioning]\nenable = true\n", "poetry-dynamic-versioning")]
    [InlineData("local", "", "local")]
    public void WhoComputesADynamicVersion(string backend, string settings, string provider)
    {
        var own = backend == "local" ? "backend-path = [\".\"]\n" : "";
        using var tree = new ForeignTree
        {
            { "pyproject.toml", $"[build-system]\nrequires = []\nbuild-backend = \"{backend}\"\n{own}[project]\nname = \"a\"\ndynamic = [\"version\"]\n{settings}" },
        };

        Assert.Equal(provider, Assert.IsType<PackageVersion.Dynamic>(Only(tree.Detect(new PythonDetector())).Version).Provider);
    }

    [Fact]
    public void ABackendThatBuildsItselfKeepsItsOwnRules()
    {
        using var tree = new ForeignTree
        {
            { "pyproject.toml", "[build-system]\nrequires = []\nbuild-backend = \"hatchling.ouroboros\"\nbackend-path = [\"src\"]\n[project]\nname = \"a\"\ndynamic = [\"version\"]\n[tool.hatch.version]\npath = \"src/a/about.py\"\n" },
            { "src/a/about.py", "__version__ = '1.4.0'\n" },
        };

        Assert.Equal("1.4.0", Assert.IsType<PackageVersion.Static>(Only(tree.Detect(new PythonDetector())).Version).Spelling);
    }

    [Theory]
    [InlineData("setup(name=\"a\", version=\"1.2\")", "1.2")]
    [InlineData("NAME = 'x'\nVERSION = '1.3'  # here\nsetuptools.setup(\n    name='a',  # setup(version='9')\n    packages=find_packages(where='src', version='8'),\n    version=VERSION,\n)", "1.3")]
    [InlineData("setup(name='a', version=get_version())", null)]
    [InlineData("setup(name='a', version=f'{x}')", null)]
    [InlineData("setup(name='a', use_scm_version=True)", null)]
    [InlineData("def setup(x):\n    pass\n\nsetup(name=r'''a''', classifiers=['a, b', 'version=\"9\"'], version='2.0' )", "2.0")]
    public void SetupScriptsAreReadByTheirLook(string script, string? version)
    {
        using var tree = new ForeignTree { { "setup.py", script } };

        var package = Only(tree.Detect(new PythonDetector()));

        Assert.Equal("a", package.Name);
        Assert.Equal(version, package.Version.Text);
        if (version is null)
            Assert.IsType<PackageVersion.Dynamic>(package.Version);
    }
}
