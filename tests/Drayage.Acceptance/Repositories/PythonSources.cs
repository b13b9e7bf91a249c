using Drayage.Testing;

namespace Drayage.Acceptance.Repositories;

/// <summary>A Python distribution whose build backend stands in its own tree, so that nothing needs to be installed.</summary>
internal static class PythonSources
{
    private const string Project = """
        [build-system]
        requires = []
        build-backend = "backend"
        backend-path = ["."]

        [project]
        name = "tide-client"
        version = "1.4.0"

        """;

    private const string Backend = """
        import io, os, tarfile, zipfile

        NAME = "tide_client-1.4.0"
        METADATA = "Metadata-Version: 2.1\nName: tide-client\nVersion: 1.4.0\n"
        WHEEL = "Wheel-Version: 1.0\nGenerator: backend\nRoot-Is-Purelib: true\nTag: py3-none-any\n"

        def build_wheel(directory, config_settings=None, metadata_directory=None):
            info = NAME + ".dist-info/"
            files = {"tide_client.py": "", info + "METADATA": METADATA, info + "WHEEL": WHEEL}
            files[info + "RECORD"] = "".join(path + ",,\n" for path in [*files, info + "RECORD"])
            with zipfile.ZipFile(os.path.join(directory, NAME + "-py3-none-any.whl"), "w") as wheel:
                for path, text in files.items():
                    wheel.writestr(zipfile.ZipInfo(path), text)
            return NAME + "-py3-none-any.whl"

        def build_sdist(directory, config_settings=None):
            with tarfile.open(os.path.join(directory, NAME + ".tar.gz"), "w:gz") as sdist:
                for path in ("pyproject.toml", "backend.py"):
                    sdist.add(path, f"{NAME}/{path}")
                content = METADATA.encode()
                entry = tarfile.TarInfo(NAME + "/PKG-INFO")
                entry.size = len(content)
                sdist.addfile(entry, io.BytesIO(content))
            return NAME + ".tar.gz"

        """;

    private const string Destination = """
          pypi: { kind: python, upload: https://upload.pypi.org/legacy/, index: https://pypi.org/simple/, token: env:PYPI_TOKEN }
        components:
          tide-client: { ecosystem: python, path: python, isolation: false, to: [pypi] }
        """;

    /// <summary>Adds the distribution and its destination to the files of a <see cref="MiniRepository"/>.</summary>
    public static void AddTo(TemporaryDirectory directory)
    {
        WriteTo(directory);
        directory.Write("drayage.yaml", MiniSources.Configuration.Replace("components:", Destination, StringComparison.Ordinal));
    }

    /// <summary>The distribution alone, in the place of what a <see cref="MiniRepository"/> has.</summary>
    /// <param name="index">An index with its <c>legacy/</c> and <c>simple/</c>.</param>
    /// <param name="keys">The destination's further keys.</param>
    public static Action<TemporaryDirectory> Of(Uri index, string keys = "") => directory =>
    {
        WriteTo(directory);
        directory.Write("drayage.yaml", $$"""
            schema: 1
            project: tide
            repository: example/tide
            version: 'VERSION~([0-9.]+)'
            destinations:
              main: { kind: python, upload: "{{index}}legacy/", index: "{{index}}simple/"{{keys}} }
            components:
              tide-client: { ecosystem: python, path: python, isolation: false, to: [main] }

            """);
    };

    private static void WriteTo(TemporaryDirectory directory)
    {
        directory.Write("python/pyproject.toml", Project);
        directory.Write("python/backend.py", Backend);
    }
}
